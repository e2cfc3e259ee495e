"""Which formats are looked for under a name at its place."""

import pytest

from trafficaudit.detectors.identifiers import IDENTIFIERS
from trafficaudit.detectors.identifiers.plan import Plan, Plans

PLANS = Plans(IDENTIFIERS)


def counted(path: str) -> set[str]:
    return {module.NAME for module in plan(path).counted}


def bare(path: str) -> set[str]:
    return {module.NAME for one in plan(path).bare for module in one.modules}


def plan(path: str) -> Plan:
    return PLANS.at[path, path.rpartition(".")[2], "body"]


def test_a_name_picks_its_formats_and_leaves_the_others_to_their_form() -> None:
    assert "phone_number" in counted("user.phone")
    assert "phone_number" not in bare("user.phone")
    assert {"email", "access_token"} <= bare("user.phone")


def test_a_name_that_means_something_else_leaves_what_speaks_for_itself() -> None:
    assert bare("order_no") == {"email", "access_token", "push_token", "connecting_information", "device_model"}
    assert counted("order_no") == set()


@pytest.mark.parametrize("path", ["store.phone", "companies.phone", "seller.contact.phone"])
def test_what_is_avoided_counts_neither_by_name_nor_by_form(path: str) -> None:
    assert "phone_number" not in counted(path) | bare(path)


def test_a_half_of_a_place_counts_under_its_name() -> None:
    assert plan("geo.lat").halves
    assert not plan("user.name").halves


@pytest.mark.parametrize("path", ["placeholders.email", "hint", "example.phone"])
def test_nothing_is_looked_for_where_a_form_shows_samples(path: str) -> None:
    assert (plan(path).counted, plan(path).bare) == ((), ())


def test_what_has_no_name_is_looked_for_by_its_form() -> None:
    assert PLANS.nameless.counted == ()
    assert {"phone_number", "email", "card_number"} <= {m.NAME for one in PLANS.nameless.bare for m in one.modules}


@pytest.mark.parametrize(("key", "may"), [("phone", True), ("user_phone2", True), ("number", True), ("colour", False)])
def test_most_names_name_no_format(key: str, may: bool) -> None:
    assert PLANS.may_name[key] is may
