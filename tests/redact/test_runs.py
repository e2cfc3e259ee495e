"""What of an exchange is masked."""

import io
import os
import sqlite3
import tarfile
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import pictures
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.limits import Limits
from trafficaudit.examine import Examined, Examiner
from trafficaudit.model import Capture, Decoded, Exchange, Message, Span
from trafficaudit.redact.runs import FOUND, OPAQUE, TOKEN, LostError, Run, merged, runs

EXAMINER = Examiner()
CAPTURE = Capture("c", "c", "", 0, "")
FORM, PROTOBUF = "application/x-www-form-urlencoded", "application/x-protobuf"
BLOCK = pictures.exif([pictures.text(0x0110, "SM-S921N")])


def sent(body: bytes = b"", url: str = "https://api.shop.example/", **headers: str) -> Exchange:
    named = tuple((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())
    message = Message(headers=named, body=body, body_size=len(body))
    return replace(exchange(), url=url, protocol="http/1.1", request=message, response=None)


def found(given: Exchange) -> list[tuple[bytes, str]]:
    made = runs(EXAMINER.examine(given, CAPTURE))
    return [(made.parts[run.part].raw[slice(*run.span)], run.why) for run in made.runs]


@pytest.mark.parametrize(
    ("given", "run", "why"),
    [
        (sent(b'{"tel":"010-9183-2746"}'), b"010-9183-2746", FOUND),
        (sent(url="https://a.example/u?mail=kim.seoyun%40hanbit.example"), b"kim.seoyun%40hanbit.example", FOUND),
        (sent(x_mail="kim.seoyun@hanbit.example"), b"kim.seoyun@hanbit.example", FOUND),
        (sent(b'{"h":"5d41402abc4b2a76b9719d911017c592"}'), b"5d41402abc4b2a76b9719d911017c592", TOKEN),
        (sent(url="https://a.example/u?v=9b74d56d682e549c"), b"9b74d56d682e549c", TOKEN),
        (sent(x_trace="4f1d2c3b-0000-4e5f-8a9b-112233445566"), b"4f1d2c3b-0000-4e5f-8a9b-112233445566", TOKEN),
        (sent(b'{"k":"mF9aB3kLq0ZtY7wXv2NcR5Pd"}'), b"mF9aB3kLq0ZtY7wXv2NcR5Pd", TOKEN),
        (sent(b'{"k":"+F9aB3kLq0ZtY7wXv2NcR5/A=="}'), b"+F9aB3kLq0ZtY7wXv2NcR5/A==", TOKEN),
    ],
)  # fmt: skip
def test_what_is_found_and_what_looks_like_a_token(given: Exchange, run: bytes, why: str) -> None:
    assert (run, why) in found(given)


@pytest.mark.parametrize(
    ("body", "run"),
    [
        (b'{"religion":"protestant"}', b"protestant"), (b'{"gender":"female"}', b"female"),
        (b'{"annual_income":"52000000"}', b"52000000"), (b'{"zipCode":"04524"}', b"04524"),
    ],
)  # fmt: skip
def test_how_somebody_lives_is_masked_though_many_live_so(body: bytes, run: bytes) -> None:
    assert (run, FOUND) in found(sent(body))


def test_a_value_of_the_test_person_is_masked_though_it_is_of_the_phone(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[values]\ndevice_model = ["SM-S921N"]\n')
    given = sent(b'{"a":"SM-S921N","model":"SM-F946N"}')
    made = runs(Examiner(tmp_path / "p.toml").examine(given, CAPTURE))
    assert [made.parts[run.part].raw[slice(*run.span)] for run in made.runs] == [b"SM-S921N"]


@pytest.mark.parametrize(
    "given",
    [
        sent(b'{"os":"14","ver":"2.3.1","page":"/v1/products/1001"}', user_agent="okhttp/4.12.0"),
        sent(content_type="multipart/form-data; boundary=WebKitFormBoundarymF9aB3kLq0ZtY7wX", body=b""),
        sent(b'{"q":"the quick brown fox jumps over the lazy dog","n":1795478400}'),
    ],
)
def test_what_singles_nobody_out_is_kept(given: Exchange) -> None:
    assert found(given) == []


@pytest.mark.parametrize(
    "picture",
    [
        pictures.jpeg(BLOCK),
        pictures.jpeg(photoshop=pictures.resources((0x0404, pictures.dataset(120, b"at home")))),
        pictures.png(pictures.chunk(b"eXIf", BLOCK)),
        pictures.png(pictures.raw_profile("exif", BLOCK)),
        pictures.mp4(pictures.box(b"udta", pictures.user_text(b"\xa9day", b"2026"))),
        BLOCK,
    ],
)
def test_of_a_picture_nothing_is_kept_though_its_metadata_was_read(picture: bytes) -> None:
    assert runs(EXAMINER.examine(sent(picture), CAPTURE)).closed
    lead, tail = b'--x\r\nContent-Disposition: form-data; name="p"\r\n\r\n', b"\r\n--x--\r\n"
    given = sent(lead + picture + tail, content_type="multipart/form-data; boundary=x")
    assert (picture, OPAQUE) in found(given)


@pytest.mark.parametrize("kind", ["zip", "tar", "database", "pdf", "plain pdf"])
def test_of_an_archive_nothing_is_kept_though_its_members_were_read(kind: str) -> None:
    sink = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(sink, "w") as packed:
            packed.writestr("a.txt", "nothing of anybody")
    elif "pdf" in kind:
        sink.write(
            b"%PDF-1.4\n" + (b"" if kind == "plain pdf" else b"%\xe2\xe3\n") + b"1 0 obj (nothing of anybody) endobj\n"
        )
    elif kind == "database":
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.execute("CREATE TABLE t (word TEXT)")
            connection.execute("INSERT INTO t VALUES ('nothing of anybody')")
            sink.write(connection.serialize())
    else:
        with tarfile.open(fileobj=sink, mode="w") as tape:
            tape.addfile(tarfile.TarInfo("a.txt"))
    assert runs(EXAMINER.examine(sent(sink.getvalue()), CAPTURE)).closed
    lead, tail = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n', b"\r\n--x--\r\n"
    assert (sink.getvalue(), OPAQUE) in found(
        sent(lead + sink.getvalue() + tail, content_type="multipart/form-data; boundary=x")
    )


def test_what_nobody_looked_into_is_not_kept() -> None:
    noise = os.urandom(600)
    made = runs(EXAMINER.examine(sent(noise), CAPTURE))
    assert len(made.closed) == 1
    picture = runs(EXAMINER.examine(sent(b"\x89PNG\r\n\x1a\n" + noise), CAPTURE))
    assert len(picture.closed) == 1
    part = (
        b"--b\r\nContent-Disposition: form-data; name=v\r\n\r\n\xff\xd8\xff" + bytes(range(128, 200)) + b"\r\n--b--\r\n"
    )
    inside = found(sent(part, content_type="multipart/form-data; boundary=b"))
    assert any(why == OPAQUE and run.startswith(b"\xff\xd8\xff") for run, why in inside)


def test_a_bound_of_decoding_takes_the_part_or_the_exchange() -> None:
    given = sent(b'{"a":{"b":["' + b'","'.join([b"x"] * 50) + b'"]}}')
    short = decode(given, Limits(fields=10))
    none = runs(Examined(given, decode(given, Limits(fields=1)), (), EXAMINER.locator.locate(given)))
    beyond = [(number, part) for number, part in enumerate(none.parts) if part.part != "url"]
    assert beyond
    for number, part in beyond:
        assert Run(number, Span(0, len(part.raw)), OPAQUE) in none.runs
    made = runs(Examined(given, short, (), EXAMINER.locator.locate(given)))
    body = next(number for number, part in enumerate(made.parts) if part.part == "body")
    assert Run(body, Span(0, len(made.parts[body].raw)), OPAQUE) in made.runs


def test_findings_of_fields_that_are_not_the_exchanges_are_an_error() -> None:
    given = sent(b'{"tel":"010-9183-2746"}')
    examined = EXAMINER.examine(given, CAPTURE)
    copies: Any = tuple(replace(finding, field=replace(finding.field)) for finding in examined.findings)
    with pytest.raises(LostError):
        runs(replace(examined, findings=copies))
    with pytest.raises(LostError):
        runs(replace(examined, decoded=Decoded((), ())))


def test_spans_that_touch_are_one() -> None:
    assert merged([Span(5, 9), Span(0, 2), Span(2, 4), Span(6, 7)]) == [Span(0, 4), Span(5, 9)]


def kinds(given: Exchange) -> set[tuple[bytes, str, bool, bool]]:
    made = runs(EXAMINER.examine(given, CAPTURE))
    return {(made.parts[run.part].raw[slice(*run.span)], run.why, run.number, run.varint) for run in made.runs}


@pytest.mark.parametrize(
    ("given", "run"),
    [
        # A number of JSON stays one wherever the document stands; within a text there is no number.
        (sent(b'{"tel":1091832746}'), (b"1091832746", FOUND, True, False)),
        (sent(b'd=%7B"tel":1091832746%7D', content_type=FORM), (b"1091832746", FOUND, True, False)),
        (sent(b'{"checksum":12345678}'), (b"12345678", TOKEN, True, False)),
        (sent(b"tel=01091832746", content_type=FORM), (b"01091832746", FOUND, False, False)),
        # So does a number of a protocol buffer; a text in one is none.
        (sent(b"\x0a\x0d010-9183-2746\x10\x07", content_type=PROTOBUF), (b"010-9183-2746", FOUND, False, False)),
    ],
)
def test_a_run_says_whether_a_number_stands_there(given: Exchange, run: tuple[bytes, str, bool, bool]) -> None:
    assert run in kinds(given)


def test_a_few_bytes_that_are_no_text_hold_nothing_and_nine_may() -> None:
    lead, tail = b'--x\r\nContent-Disposition: form-data; name="p"\r\n\r\n', b"\r\n--x--\r\n"
    for size, why in ((8, set()), (9, {OPAQUE})):
        data = b"\xff\xfe\xf0\x9f\x80\x81\xc0\xc1\xf5"[:size]
        given = sent(lead + data + tail, content_type="multipart/form-data; boundary=x")
        assert {each for run, each in found(given) if run == data} == why


@pytest.mark.parametrize(
    ("given", "run"),
    [
        (sent(cookie="a=1; 4f1d2c3b-0000-4e5f-8a9b-112233445566; b=2"), b"4f1d2c3b-0000-4e5f-8a9b-112233445566"),
        (
            sent(url="https://a.example/4f1d2c3b-0000-4e5f-8a9b-112233445566?x=1"),
            b"4f1d2c3b-0000-4e5f-8a9b-112233445566",
        ),
        (sent(url="https://a.example/?x=1#9b74d56d682e549c"), b"9b74d56d682e549c"),
        (sent(x_thing="v=1&k=2 9b74d56d682e549c"), b"9b74d56d682e549c"),
    ],
)
def test_a_token_beside_what_was_taken_apart_is_one(given: Exchange, run: bytes) -> None:
    assert (run, TOKEN) in found(given)


def test_only_a_body_is_closed() -> None:
    given = sent(b'{"a":1}', url="https://a.example/x?y=1", x_thing="word")
    assert runs(EXAMINER.examine(given, CAPTURE)).closed == frozenset()
    closed = runs(EXAMINER.examine(sent(os.urandom(64), x_thing="word"), CAPTURE))
    assert [closed.parts[number].part for number in closed.closed] == ["body"]
