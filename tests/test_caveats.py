"""What is said of captures as a whole: that nothing was recorded or sent, or that marks and apps are only assumed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trafficaudit import caveats
from trafficaudit.evidence import Verdict
from trafficaudit.evidence.verdict import Check, Outcome
from trafficaudit.model import Capture, Gap, Phase, Unread
from trafficaudit.network import Network
from trafficaudit.readers import Source

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LOST = {("tls refused", "kr.shop", "install"): (3, 100)}
CAPTURE = Capture("shop-1", "shop", "", 0, "har", "kr.shop")


@pytest.mark.parametrize(
    ("gaps", "lost", "why"),
    [
        ((), {}, "nothing was recorded, or it is another file than the one that was meant"),
        ((), LOST, "its recorder only counted 3 connections that it could not look into"),
        ((Gap("shop-1", 0, 0, "cut", exchanges=2),), LOST, "none of it could be read: see its gap"),
    ],
)
def test_an_empty_capture_is_no_proof_that_nothing_was_sent(
    gaps: tuple[Gap, ...], lost: dict[tuple[str, str, str], tuple[int, int]], why: str
) -> None:
    capture = Capture("shop-1", "shop", "", 0, "har", "kr.shop", lost=lost)
    assert caveats.empty(capture, gaps) == f"shop holds no exchange: {why}"


@pytest.mark.parametrize(("outcome", "told"), [("failed", 1), ("open", 0), ("ok", 0)])
def test_only_a_package_that_was_rejected_is_told_to_be(outcome: str, told: int) -> None:
    source = Source(CAPTURE, lambda: iter(()), network=Network)
    verdict = Verdict(Path("shop"), "", (Check("chain", Outcome(outcome), "", ""),))
    said = list(caveats.rejected([source, source], [None, verdict]))
    assert said == ["shop: the sealed package was REJECTED by verification: it is not what was sealed"] * told


def test_names_of_two_domains_are_told_with_how_often() -> None:
    counts = {("a.example", "b.example"): 2, ("a.example", "c.example"): 1}
    (said,) = caveats.apart(CAPTURE, counts)
    assert said.startswith("shop: 3 exchanges went by names of two domains")
    assert "(a.example / b.example, a.example / c.example)" in said
    (many,) = caveats.apart(CAPTURE, {("a.example", f"{number}.example"): 1 for number in range(8)})
    assert "a.example / 5.example and 2 more)" in many
    assert list(caveats.apart(CAPTURE, {})) == []


def test_marks_that_stand_in_place_of_its_own_are_told() -> None:
    own, other = (Phase(AT, "install"),), (Phase(AT, "consent"),)
    marked = Capture("shop-1", "shop", "", 0, "har", "kr.shop", phases=own)
    assert [said.startswith("shop: 1 phase mark ") for said in caveats.replaced(marked, other)] == [True]
    assert list(caveats.replaced(marked, own)) == []
    assert list(caveats.replaced(CAPTURE, other)) == []


def test_what_marks_leave_open_is_told_where_something_was_recorded() -> None:
    late = (Phase(AT + timedelta(hours=9), "install"),)
    span = AT.timestamp(), (AT + timedelta(minutes=5)).timestamp()
    assert [
        said.startswith("shop: its one phase mark stands behind") for said in caveats.marked(CAPTURE, late, span)
    ] == [True]
    assert list(caveats.marked(CAPTURE, late, None)) == []


def test_bodies_that_a_recording_tells_of_and_does_not_hold_are_counted() -> None:
    (told,) = caveats.unheld(CAPTURE, {"response": 2})
    assert told.startswith("shop: bodies of requests (0) and answers (2) are not in it, or not whole")
    assert list(caveats.unheld(CAPTURE, {})) == []


def test_another_app_than_the_recording_names_is_told() -> None:
    (told,) = caveats.renamed(CAPTURE, "kr.other")
    assert told == "shop: says that it is of the app kr.shop, and the tables name kr.other, as it was asked for"
    assert list(caveats.renamed(CAPTURE, "kr.shop")) == list(caveats.renamed(CAPTURE, "")) == []
    assert list(caveats.renamed(Capture("s", "s", "", 0, "har"), "kr.other")) == []


@pytest.mark.parametrize(
    ("began", "ended", "told"),
    [
        ("2027-01-02T09:00:00Z", "2027-01-02T09:10:00Z", "2027-01-02 09:00 - 2027-01-02 09:10"),
        ("", "2026-11-24T07:30:00.5Z", "? - 2026-11-24 07:30"),
        ("2026-11-24T18:00:00+09:00", "2026-11-24T18:01:00+09:00", ""),
        ("2026-11-24T09:40:00Z", "", ""),
        ("2027-01-02 09:00", "yesterday", ""),
        ("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", ""),
        ("", "", ""),
    ],
)
def test_a_recording_that_says_that_it_ran_at_another_time_is_told(began: str, ended: str, told: str) -> None:
    """An example of a report has exchanges of 2023 in a file that says that it was recorded in 2024."""
    capture = Capture("shop-1", "shop", "", 0, "har", metadata={"started_at": began, "ended_at": ended})
    span = AT.timestamp(), (AT + timedelta(minutes=5)).timestamp()
    said = list(caveats.adrift(capture, span))
    assert [
        f"another time ({told} UTC) than its exchanges did (2026-11-24 09:00 - 2026-11-24 09:05 UTC)" in one
        for one in said
    ] == [True] * bool(told)
    assert list(caveats.adrift(capture, None)) == []


def test_who_sent_is_assumed_of_the_app_by_its_name() -> None:
    assert "of 2 of 5 exchanges no hook saw" in caveats.assumed(CAPTURE, 2, 5)
    assert "they count for its app kr.shop" in caveats.assumed(CAPTURE, 2, 5)
    assert "one app without a name" in caveats.assumed(Capture("s", "s", "", 0, "har"), 2, 5)
    assert caveats.unsent(CAPTURE, 5).startswith("shop: none of its 5 exchanges reached a server")


def test_whose_servers_refused_the_proxy_is_told_by_their_domains() -> None:
    def told(*unread: Unread) -> str:
        return "".join(caveats.refused(Capture("shop-1", "shop", "", 0, "folder", "kr.shop", unread=unread)))

    one = Unread("tls refused", "kr.shop", "install", None, 1, 517, "shop.example")
    other = Unread("tls refused", "kr.shop", "browse", None, 2, 517, "pay.example")
    assert told(one, other, one._replace(domain="a.example")) == (
        "shop: connections with hosts of pay.example (2), a.example (1), shop.example (1) refused the proxy's "
        "certificate: what they carry stands in no table"
    )
    assert told(one._replace(state="not intercepted"), one._replace(app="kr.other"), one._replace(domain="")) == ""
    many = [one._replace(domain=f"d{number:02}.example") for number in range(23)]
    assert "d19.example (1) and 3 more refused" in told(*many)
