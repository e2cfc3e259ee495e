"""Ranges of one answer are put together in the order of the thing, and others are not."""

import gzip
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode.messages import multipart
from trafficaudit.examine import Examined, Examiner
from trafficaudit.joined.byteranges import ranges
from trafficaudit.model import Capture, Exchange, Message

MAIL = "seoyun.kim8241@hanbit.example"
CAPTURE = Capture("c", "c", "", 0, "")
LABEL = (b"content-type", b"multipart/byteranges; boundary=THIS")


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\n', encoding="utf-8")
    return Examiner(person)


def part(thing: bytes, start: int, end: int, said: bytes = b"") -> bytes:
    told = said or b"bytes %d-%d/%d" % (start, end - 1, len(thing))
    return b"Content-Type: text/plain\r\nContent-Range: " + told + b"\r\n\r\n" + thing[start:end]


def answer(*parts: bytes, more: tuple[tuple[bytes, bytes], ...] = (), body: bytes = b"") -> Exchange:
    body = body or b"".join(b"--THIS\r\n" + each + b"\r\n" for each in parts) + b"--THIS--\r\n"
    said = Message(headers=(LABEL, *more), body=body, body_size=len(body), status=206)
    return exchange(request=None, response=said)


def seeded(found: Examined) -> list[str | bytes]:
    return [each.value for each in found.findings if each.detector == "persona"]


def wholes(*parts: bytes) -> list[bytes]:
    return [whole.data for whole in ranges(answer(*parts))]


THING = f"mail of this person: {MAIL}, written down in one thing".encode()


@pytest.mark.parametrize(
    "cuts",
    [[(0, 30), (30, 60)], [(30, 60), (0, 30)], [(0, 33), (28, 60), (28, 40)], [(0, 25), (25, 31), (31, 80)]],
    ids=str,
)
def test_a_value_over_several_ranges_is_found_once(cuts: Sequence[tuple[int, int]], examiner: Examiner) -> None:
    given = answer(*(part(THING, start, min(end, len(THING))) for start, end in cuts))
    found = examiner.examine(given, CAPTURE)
    assert seeded(found) == [MAIL]
    (mine,) = (each for each in found.findings if each.detector == "persona")
    assert "pieces of the body: bytes " in mine.reasoning
    assert given.response is not None
    assert given.response.body is not None
    piece = given.response.body[mine.span.start : mine.span.end]
    assert piece
    assert piece in MAIL.encode()


def test_ranges_apart_and_such_as_do_not_fit_are_not_put_together() -> None:
    assert wholes(part(THING, 0, 30), part(THING, 31, 60)) == []
    assert wholes(part(THING, 0, 30), part(THING, 30, 60, b"bytes 30-99/120")) == []
    assert wholes(part(THING, 0, 30), part(THING, 30, 60, b"items 30-59/120")) == []
    assert wholes(part(THING, 0, 30), part(THING, 0, 30)) == []
    assert wholes(part(THING, 0, 20), part(THING, 5, 10), part(THING, 20, 30)) == [THING[:30]]


def test_the_label_counts_wherever_it_stands_among_the_headers() -> None:
    body = b"".join(b"--THIS\r\n" + part(THING, *cut) + b"\r\n" for cut in ((0, 30), (30, 60))) + b"--THIS--\r\n"

    def read(*headers: tuple[bytes, bytes]) -> list[bytes]:
        said = Message(headers=headers, body=body, body_size=len(body), status=206)
        return [whole.data for whole in ranges(exchange(request=None, response=said))]

    date, length = (b"Date", b"Tue, 24 Nov 2026 00:00:00 GMT"), (b"Content-Length", b"%d" % len(body))
    assert read(date, length, (b"Content-Type", LABEL[1]), (b"Vary", b"*")) == [THING[:60]]
    assert read(date, (b"x-kind", LABEL[1])) == []
    assert read((b"content-type", b"multipart/mixed; boundary=THIS; of=byteranges")) == []
    assert read((b"content-type", b"multipart/byteranges")) == []


def test_lines_may_end_in_a_line_feed_alone() -> None:
    body = answer(part(THING, 0, 30), part(THING, 30, 60)).response
    assert body is not None
    assert body.body is not None
    (whole,) = ranges(answer(body=body.body.replace(b"\r\n", b"\n")))
    assert whole.data == THING[:60]


def test_a_thing_that_was_packed_is_opened_as_one(examiner: Examiner) -> None:
    packed = gzip.compress(THING, mtime=0)
    cut = [part(packed, 0, 20), part(packed, 20, len(packed))]
    found = examiner.examine(answer(*cut, more=((b"content-encoding", b"gzip"),)), CAPTURE)
    assert seeded(found) == [MAIL]


@given(st.binary(max_size=200), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=5))
def test_any_answer_is_read(noise: bytes, cuts: list[tuple[int, int]]) -> None:
    assert ranges(answer(body=b"--THIS\r\n" + noise)) in ([], ranges(answer(body=b"--THIS\r\n" + noise)))
    for whole in ranges(answer(*(part(THING, start, start + size) for start, size in cuts if start + size <= 60))):
        assert whole.data in THING
        assert sum(piece.end - piece.start for piece in whole.pieces) == len(whole.data)


def test_no_more_parts_are_put_together_than_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "PARTS", 2)
    assert wholes(part(THING, 0, 10), part(THING, 10, 20), part(THING, 20, 30)) == [THING[:20]]
