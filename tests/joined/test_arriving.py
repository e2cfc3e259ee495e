"""What arrives in pieces is put together while it does, as a replay does it, and within bounds."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.examine import Examiner
from trafficaudit.joined import NAME, arriving
from trafficaudit.model import Capture, Exchange, Finding, Message

MAIL = "seoyun.kim8241@hanbit.example"
VALUE = MAIL.encode()
CAPTURE = Capture("c", "c", "", 0, "")


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("persona") / "p.toml"
    path.write_text(f'[values]\nemail = ["{MAIL}"]\n')
    return path


@pytest.fixture(scope="module")
def built(person: Path) -> Examiner:
    return Examiner(person)


@pytest.fixture
def examiner(built: Examiner) -> Examiner:
    built.follow()  # nothing is kept of what came before
    return built


def piece(number: int, offset: int, body: bytes, upload: str = "1", coding: bytes = b"") -> Exchange:
    headers = (b"Upload-Offset", b"%d" % offset), (b"Content-Encoding", coding)
    said = Message(headers=headers if coding else headers[:1], body=body, body_size=len(body))
    url = f"https://a.shop.example/up/{upload}"
    return exchange(number, url=url, method="PATCH", protocol="http/2", request=said, response=None)


def given_in_ranges(number: int, start: int, body: bytes, total: int) -> Exchange:
    headers = ((b"content-range", b"bytes %d-%d/%d" % (start, start + len(body) - 1, total)),)
    said = Message(headers=headers, body=body, body_size=len(body), status=206)
    return exchange(number, method="GET", protocol="http/2", request=Message(), response=said)


def seeded(examiner: Examiner, *arrived: Exchange) -> Iterator[tuple[str, Finding]]:
    for each in arrived:
        for finding in examiner.examine(each, CAPTURE).findings:
            if finding.detector == "persona":
                yield each.id, finding


def test_a_value_over_neighbours_is_found_when_its_last_byte_arrives(examiner: Examiner) -> None:
    arrived = (
        piece(0, 0, b"to " + VALUE[:9]),
        piece(1, 500, b"else", "2"),
        piece(2, 12, VALUE[9:20]),
        piece(3, 23, VALUE[20:]),
    )
    ((where, finding),) = seeded(examiner, *arrived)
    assert (where, finding.layers, finding.span) == ("000003", (NAME,), (0, 9))
    assert "000000 bytes 3 to 12, 000002 bytes 0 to 11, 000003 bytes 0 to 9" in finding.reasoning
    assert examiner.left_out == 0


def test_documents_and_ranges_too(examiner: Examiner) -> None:
    packed = gzip.compress(b"to " + VALUE, mtime=0)
    told = list(seeded(examiner, piece(0, 0, packed[:20]), piece(1, 20, packed[20:])))
    assert [(where, finding.layers) for where, finding in told] == [("000001", (NAME, "gzip"))]
    halves = given_in_ranges(2, 0, VALUE[:9], len(VALUE)), given_in_ranges(3, 9, VALUE[9:], len(VALUE))
    assert [(where, finding.field.direction) for where, finding in seeded(examiner, *halves)] == [
        ("000003", "response")
    ]


def test_what_is_missing_or_another_one_is_not_put_together(examiner: Examiner) -> None:
    assert not list(seeded(examiner, piece(0, 0, VALUE[:9]), piece(1, 10, VALUE[9:])))
    assert not list(seeded(examiner, piece(2, 0, VALUE[:9], "2"), piece(3, 9, VALUE[9:], "3")))
    assert not list(seeded(examiner, piece(4, 0, VALUE[:9], "4"), piece(5, 9, VALUE[9:], "4", b"gzip")))
    assert examiner.left_out == 1  # the one that is compressed by itself


def test_without_being_asked_to_nothing_is_kept(person: Path) -> None:
    examiner = Examiner(person)
    assert not list(seeded(examiner, piece(0, 0, VALUE[:9]), piece(1, 9, VALUE[9:])))
    assert examiner.left_out == 0


def test_of_a_long_upload_the_latest_pieces_are_kept_and_the_others_counted(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "WINDOW", 16)
    parts = [b"0123456789", VALUE[:10], VALUE[10:20], VALUE[20:]]
    assert not list(seeded(examiner, *(piece(number, number * 10, part) for number, part in enumerate(parts))))
    assert examiner.left_out == 2
    assert len(list(seeded(examiner, piece(9, 0, VALUE[:9], "2"), piece(10, 9, VALUE[9:], "2")))) == 1


def test_of_many_small_pieces_the_latest_are_looked_at_again_and_the_others_counted(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MOST_PIECES", 3)
    small = [piece(number, number, VALUE[number : number + 1]) for number in range(len(VALUE))]
    assert not list(seeded(examiner, *small))
    assert examiner.left_out == len(VALUE) - 3
    cut = [piece(90 + number, 10 * number, VALUE[10 * number :][:10], "2") for number in range(3)]
    assert len(list(seeded(examiner, *cut))) == 1


def test_all_that_is_kept_is_bounded(examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "KEPT", 40)
    arrived = [piece(number, 0, VALUE[:9], str(number)) for number in range(9)]
    assert not list(seeded(examiner, *arrived))
    assert not list(seeded(examiner, piece(20, 9, VALUE[9:], "0")))  # let go of, since it was silent longest
    assert len(list(seeded(examiner, piece(21, 9, VALUE[9:], "8")))) == 1
    assert not list(seeded(examiner, piece(22, 0, b"x" * 41, "9")))
    assert examiner.left_out >= 1


def test_the_only_upload_goes_on_whatever_its_latest_pieces_take(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "KEPT", 25)
    parts = b"0123456789abc, ", VALUE[:15], VALUE[15:]
    starts = (0, len(parts[0]), len(parts[0]) + len(parts[1]))
    given = (piece(number, at, part) for number, (at, part) in enumerate(zip(starts, parts, strict=True)))
    assert len(list(seeded(examiner, *given))) == 1
    assert examiner.left_out == 0


def test_an_upload_that_goes_on_after_it_was_let_go_of_is_counted(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MOST", 1)
    whole = piece(0, 0, VALUE, "whole")
    assert len(list(seeded(examiner, whole, piece(1, 0, VALUE[:9], "1"), piece(2, 0, b"else", "2")))) == 1
    assert examiner.left_out == 0  # nobody knows yet that one goes on
    assert not list(seeded(examiner, piece(3, 9, VALUE[9:], "1")))
    assert examiner.left_out == 1
    monkeypatch.setattr(arriving, "MOST_GONE", 1)
    list(seeded(examiner, piece(4, 0, b"else", "3"), piece(5, 0, b"else", "4")))
    assert examiner.left_out > 1  # what would go on unnoticed counts at once


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrived=st.lists(st.tuples(st.integers(0, 30), st.binary(max_size=12), st.sampled_from("ab")), max_size=8))
def test_any_order_is_no_trouble(examiner: Examiner, arrived: Sequence[tuple[int, bytes, str]]) -> None:
    examiner.follow()
    for number, (offset, body, upload) in enumerate(arrived):
        found = examiner.examine(piece(number, offset, body, upload), CAPTURE)
        assert all(0 <= each.span.start <= each.span.end for each in found.findings)
