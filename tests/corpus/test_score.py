"""Claims are matched with planted values by exchange, part, category and bytes, and by nothing less."""

from dataclasses import replace
from pathlib import Path

import pytest
from corpus.generate import Truth
from corpus.score import Claim, Score, compare, run
from support import hars

from trafficaudit import faults
from trafficaudit.decode import json

VERBATIM = Truth(
    3, "email", "verbatim", False, True, True, "JSON", ("json",), 1, "body", "", 10, 30, (10, 30), "verbatim"
)
ESCAPED = replace(VERBATIM, start=10, end=30, run=(5, 40), kind="escaped")
OPAQUE = replace(VERBATIM, start=5, end=90, run=(5, 90), kind="opaque")
CLAIM = Claim(3, "body", "user.email", "email", "verbatim", "json", "persona", 1.0, 10, 30)


def counts(truth: Truth, *claims: Claim) -> tuple[int, int, int, int]:
    total = compare([truth], claims).total
    return total.found, total.missed, total.false, total.doubled


def test_of_plain_bytes_the_very_range_is_right() -> None:
    assert counts(VERBATIM, CLAIM) == (1, 0, 0, 0)
    for other in (
        replace(CLAIM, start=9), replace(CLAIM, end=31), replace(CLAIM, start=11), replace(CLAIM, position=4),
        replace(CLAIM, part="url"), replace(CLAIM, category="user_id"),
    ):  # fmt: skip
        assert counts(VERBATIM, other) == (0, 1, 1, 0)


def test_of_escaped_bytes_a_range_around_them_in_their_field_is_right() -> None:
    for right in (CLAIM, replace(CLAIM, start=5, end=40)):
        assert counts(ESCAPED, right) == (1, 0, 0, 0)
    for wrong in (replace(CLAIM, start=11), replace(CLAIM, start=4), replace(CLAIM, end=41)):
        assert counts(ESCAPED, wrong) == (0, 1, 1, 0)


def test_of_a_run_without_offsets_any_part_is_right() -> None:
    assert counts(OPAQUE, CLAIM) == (1, 0, 0, 0)
    assert counts(OPAQUE, replace(CLAIM, end=91)) == (0, 1, 1, 0)


def test_the_header_must_be_the_one() -> None:
    truth = replace(VERBATIM, part="header", where="x-mail")
    assert counts(truth, replace(CLAIM, part="header", path="x-mail.a")) == (1, 0, 0, 0)
    assert counts(truth, replace(CLAIM, part="header", path="x-else")) == (0, 1, 1, 0)


def test_what_is_said_again_is_no_second_find_and_no_false_claim() -> None:
    assert counts(VERBATIM, CLAIM, CLAIM) == (1, 0, 0, 1)
    assert counts(VERBATIM, CLAIM, replace(CLAIM, start=0, end=60)) == (1, 0, 0, 1)
    assert counts(VERBATIM, replace(CLAIM, start=0, end=60)) == (0, 1, 1, 0)


def test_shares() -> None:
    assert (Score(3, 1, 1).recall, Score(3, 1, 1).precision) == (0.75, 0.75)
    assert (Score().recall, Score().precision) == (1.0, 1.0)
    outcome = compare([VERBATIM, replace(VERBATIM, position=9)], [CLAIM, replace(CLAIM, position=20)])
    assert outcome.by(lambda truth: [truth.place])["JSON"] == Score(1, 1, 0)
    assert outcome.by(lambda truth: [truth.place])["(nothing planted)"] == Score(0, 0, 1)
    assert outcome.by_category() == {"email": Score(1, 1, 1)}


def test_a_reader_that_fails_is_no_mere_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])
    capture = hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/t", "3.34.0.1", body='{"u": "1"}'))
    assert run(capture, None, tmp_path / "out") is not None

    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(json, "decode", fail)
    with pytest.raises(RuntimeError, match=r"a reader failed on the corpus, 2 times: .*the decoder json failed"):
        run(capture, None, tmp_path / "out")
