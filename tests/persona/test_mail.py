import pytest
from support.forms import texts
from support.personas import seen

from trafficaudit.persona.mail import address


def test_a_domain_stands_in_unicode_and_in_punycode() -> None:
    # 한국 is delegated as xn--3e0b707e (IANA root zone database).
    assert "gaon@x.xn--3e0b707e" in texts(address("gaon@x.한국"))
    assert "gaon@x.한국" in texts(address("gaon@x.xn--3e0b707e"))
    assert list(address("no address")) == []
    given = texts(address("a@" + "x" * 80 + ".한국"))
    assert not [text for text in given if "xn--" in text]


def test_an_account_is_hashed_as_services_bring_it_into_one_form() -> None:
    found = {form.text for form in address("Ha.Ram+shop7@gmail.com") if form.hashed}
    assert found == {
        *("Ha.Ram@gmail.com", "HaRam+shop7@gmail.com", "HaRam@gmail.com"),
        *("Ha.Ram@googlemail.com", "HaRam+shop7@googlemail.com", "HaRam@googlemail.com", "Ha.Ram+shop7@googlemail.com"),
    }
    assert {form.text for form in address("ha.ram.k3@hanbit.example") if form.hashed} == {"haramk3@hanbit.example"}


@pytest.mark.parametrize(
    ("value", "brief"), [("kim+7f3k@gmail.com", "kim@gmail.com"), ("a.b.c@x.example", "abc@x.example")]
)
def test_a_brief_account_that_may_be_anybodys_counts_only_in_a_field(value: str, brief: str) -> None:
    assert brief in texts(address(value), typed=True)
    assert brief not in texts(address(value))


@pytest.mark.parametrize("text", ["ha,ram+k3@hanbit,example", "ha.ram k3@hanbit.example"])
def test_what_became_of_signs_on_the_way_is_no_digest(text: str) -> None:
    (form,) = [form for form in address("ha.ram+k3@hanbit.example") if form.text == text]
    assert not form.hashed


@pytest.mark.parametrize("value", ["@hanbit.example", "+k3@hanbit.example"])
def test_without_an_account_there_is_no_other(value: str) -> None:
    assert not any(form.hashed for form in address(value))


@pytest.mark.parametrize("sign", [" at ", "[at]", " (at) ", "_at_", " AT "])
def test_the_sign_spelled_out(sign: str) -> None:
    own = "ha.ram.7f3k@example.com"
    assert [one[:2] for one in seen(f"to ha.ram.7f3k{sign}example.com now", email=own)] == [("email", "normalised")]
    assert seen(f"to ha.ram.7f3k{sign}example.net now", email=own) == []
    assert seen("ha.ram.7f3k is at example.com", email=own) == []


@pytest.mark.parametrize(
    "text",
    [
        "ha.ram.7f3k[at]example[dot]com",
        "ha.ram.7f3k at example dot com",
        "ha.ram.7f3k_at_example_com",
        "ha.ram.7f3k @ example.com",
        "ha\\.ram\\.7f3k@example\\.com",
    ],
)
def test_the_dots_spelled_out(text: str) -> None:
    assert [one[:2] for one in seen(f"to {text} now", email="ha.ram.7f3k@example.com")] == [("email", "normalised")]
