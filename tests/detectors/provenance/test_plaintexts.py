"""What is opened, where its fields stand, and what never is."""

import base64
import gzip
import json
import random
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hookevents
from support.samples import START, exchange

from trafficaudit import events as schema
from trafficaudit.decode import decode
from trafficaudit.detectors.provenance import plaintexts
from trafficaudit.detectors.provenance.joins import Joins
from trafficaudit.detectors.provenance.plaintexts import Opening
from trafficaudit.model import Capture, Decoded, Exchange, Field, Message
from trafficaudit.tables.coverage import state_of

TEXT = json.dumps({"device": {"aid": "a1b2c3d4e5f60718", "model": "SM-S921N", "n": 1}}).encode()
AT = START.timestamp() - 1_795_478_400.0  # of the sample exchange, in the seconds that events are made with


def sent(body: bytes, content_type: bytes = b"") -> Exchange:
    headers = ((b"content-type", content_type),) if content_type else ()
    return exchange(request=Message(headers, body, body_size=len(body)), response=None)


def joined(path: Path, one: Exchange, *told: schema.Event) -> tuple[Decoded, tuple[Opening, ...]]:
    path.write_bytes(b"".join(map(hookevents.line, told)))
    return Joins(path, Capture("c", "c", "", 0, "capture folder")).open(one, decode(one))


def inner(decoded: Decoded) -> dict[str, Field]:
    return {field.path: field for field in decoded.fields if any("(key" in layer for layer in field.layers)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def test_a_ciphered_body_gets_the_fields_of_its_plaintext(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    one = sent(b"\1" + bytes(12) + out, b"application/octet-stream")
    before = decode(one)
    assert state_of(before) == "opaque body"
    decoded, (opening,) = joined(path, one, event)
    aid = inner(decoded)["device.aid"]
    assert (aid.value, aid.layers, aid.exact, aid.span) == (
        "a1b2c3d4e5f60718",
        ("aes-gcm(key k1)", "json"),
        False,
        (13, 13 + len(out)),
    )
    root = decoded.fields[opening.first]
    assert (root.value, root.path, root.parent) == (TEXT.decode(), "$", opening.carrier)
    assert decoded.fields[opening.carrier].leaf is False
    assert (opening.certain, state_of(decoded)) == (True, "decrypted")
    assert before.fields[-1].value in {field.value for field in decoded.fields}
    for index, field in enumerate(decoded.fields):
        assert field.parent < index
    assert f"all {len(out)} bytes of the ciphertext stand in it (certain)" in opening.note
    assert "ciphered with AES/GCM/NoPadding and key k1 (SHA-256 be45cb26" in opening.note


def test_a_response_is_opened_by_what_the_app_deciphered(path: Path) -> None:
    out, _ = hookevents.gcm(TEXT)
    answer = json.dumps({"data": base64.b64encode(out).decode()}).encode()
    one = exchange(response=Message(body=answer, body_size=len(answer), status=200))
    decoded, (opening,) = joined(path, one, hookevents.decrypted(out, TEXT, at=AT + 1))
    aid = inner(decoded)["data.device.aid"]
    assert (aid.direction, aid.layers) == ("response", ("json", "base64", "aes-gcm(key k1)", "json"))
    assert answer[slice(*aid.span)] == base64.b64encode(out)
    assert opening.note.startswith("deciphered with")


def test_what_was_ciphered_is_not_looked_for_in_what_was_received(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    one = exchange(response=Message(body=out, body_size=len(out), status=200))
    assert joined(path, one, event)[1] == ()
    assert joined(path, sent(out), hookevents.decrypted(out, TEXT, at=AT))[1] == ()


def _protobuf(data: bytes) -> bytes:
    size = len(data)
    return b"\x08\x2a\x12" + bytes([size & 127 | 128, size >> 7]) + data


def _multipart(data: bytes) -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="v"\r\n\r\n' + data + b"\r\n--b--\r\n"


STEPS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "base64": lambda data, _: base64.b64encode(data),
    "base64url": lambda data, _: base64.urlsafe_b64encode(data).rstrip(b"="),
    "hex": lambda data, _: data.hex().encode(),
    "HEX": lambda data, _: data.hex().upper().encode(),
    "iv before": lambda data, draw: draw.randbytes(12) + data,
    "tag behind": lambda data, draw: data + draw.randbytes(16),
    "protobuf": lambda data, _: _protobuf(data),
    "gzip": lambda data, _: gzip.compress(data, mtime=0),
    "multipart": lambda data, _: _multipart(data),
}
TEXTS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "json": lambda data, _: json.dumps({"x": [1, {"v": data.decode("latin-1")}]}).encode(),
    "form": lambda data, _: b"x=1&v=" + urllib.parse.quote(data).encode() + b"&y=2",
    "version": lambda data, _: b"v1." + data,
    "glued": lambda data, _: b"Ab" + data,
}


@given(
    seed=st.integers(0, 1 << 30),
    text=st.binary(max_size=600),
    steps=st.lists(st.sampled_from(sorted({*STEPS} - {"gzip", "multipart"})), max_size=2),
    coded=st.sampled_from(["base64", "base64url", "hex", "HEX"]),
    around=st.sampled_from([*TEXTS, ""]),
    last=st.sampled_from(["", "gzip", "multipart", "protobuf"]),
)
def test_any_mixture_of_encodings_around_the_ciphertext_is_seen_through(
    seed: int,
    text: bytes,
    steps: list[str],
    coded: str,
    around: str,
    last: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    draw = random.Random(seed)
    out, event = hookevents.gcm(text + b"!", iv=draw.randbytes(12), at=AT)
    body = out
    for step in steps:
        body = STEPS[step](body, draw)
    if around:
        body = TEXTS[around](STEPS[coded](body, draw), draw)
    body = STEPS[last](body, draw) if last else body
    one = sent(body, b"multipart/form-data; boundary=b" if last == "multipart" else b"")
    decoded, openings = joined(tmp_path_factory.getbasetemp() / "mixed", one, event)
    assert len(openings) == 1, (steps, coded, around, last)
    value = decoded.fields[openings[0].first].value
    assert (value if isinstance(value, bytes) else value.encode()) == text + b"!"
    assert openings[0].certain


@given(seed=st.integers(0, 1 << 40), size=st.integers(0, 3_000))
def test_random_bodies_never_join(seed: int, size: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    draw = random.Random(seed)
    told = [hookevents.gcm(TEXT, iv=bytes([n]) * 12, at=AT)[1] for n in range(9)]
    told.append(hookevents.ctr(b"12345678", at=AT)[1])
    body = draw.randbytes(size)
    path = tmp_path_factory.getbasetemp() / "random"
    for one in (sent(body), sent(json.dumps({"d": base64.b64encode(body).decode()}).encode())):
        decoded, openings = joined(path, one, *told)
        assert openings == ()
        assert decoded == decode(one)


def test_another_text_under_the_same_key_is_not_opened(path: Path) -> None:
    _, event = hookevents.gcm(TEXT, at=AT)
    other, _ = hookevents.gcm(TEXT.replace(b"a1b2", b"ffff"))
    one = sent(other)
    assert joined(path, one, event) == (decode(one), ())


def test_an_equal_beginning_tells_only_what_is_equal(path: Path) -> None:
    head = b'{"app":"kr.example.shop","sdk":"4.2.0","email":"'
    known = head + b'dalbit@hanbit.example"}'
    other = head + b'someone.else@hanbit.example","more":true}'
    _, event = hookevents.cbc(known, at=AT)
    out, _ = hookevents.cbc(other)
    decoded, (opening,) = joined(path, sent(out), event)
    assert not opening.certain
    assert decoded.fields[opening.first].value == head.decode()
    assert not any(b"dalbit" in str(field.value).encode() for field in decoded.fields)
    assert state_of(decoded) == "opaque body"


def test_with_the_right_operation_among_equal_beginnings_all_is_told(path: Path) -> None:
    made = [hookevents.cbc(TEXT[:-1] + b',"i":%d}' % number, at=AT) for number in range(99)]
    decoded, (opening,) = joined(path, sent(bytes(16) + made[42][0]), *(event for _, event in made))
    assert inner(decoded)["i"].value == "42"
    assert opening.certain


def test_a_ciphertext_in_pieces_is_put_together(path: Path) -> None:
    out, event = hookevents.gcm(TEXT * 20, at=AT)
    for step in (20, 100, 333):
        pieces = [base64.b64encode(out[at : at + step]).decode() for at in range(0, len(out), step)]
        decoded, (opening,) = joined(path, sent(json.dumps({"parts": pieces}).encode()), event)
        assert decoded.fields[opening.first].value == (TEXT * 20).decode()
        assert opening.certain
        assert f"in {len(pieces)} pieces" in opening.note


def test_the_tag_in_a_field_of_its_own_is_no_loss(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    body = json.dumps({"ct": out[:-16].hex(), "iv": "00" * 12, "tag": out[-16:].hex()}).encode()
    decoded, (opening,) = joined(path, sent(body), event)
    assert inner(decoded)["ct.device.aid"].value == "a1b2c3d4e5f60718"
    assert opening.certain


def test_a_part_alone_gives_its_part_of_the_plaintext_and_is_likely(path: Path) -> None:
    text = random.Random(1).randbytes(4_000).hex().encode()
    out, event = hookevents.ctr(text, at=AT)
    decoded, (opening,) = joined(path, sent(b"chunk2" + out[3_000:6_000]), event)
    assert decoded.fields[opening.first].value == text[3_000:6_000].decode()
    assert not opening.certain
    assert "bytes 3000 to 6000 of 8000 of the ciphertext stand in it (likely)" in opening.note


def test_a_part_of_what_has_no_positions_is_nothing(path: Path) -> None:
    out = random.Random(2).randbytes(256)
    event = hookevents.encrypted(b"secret text", out, at=AT, algorithm="RSA/ECB/PKCS1Padding")
    assert joined(path, sent(out[:200]), event)[1] == ()
    decoded, _ = joined(path, sent(out), event)
    assert inner(decoded)["$"].layers == ("rsa(key k1)",)


def test_a_short_ciphertext_joins_only_a_whole_value(path: Path) -> None:
    out, event = hookevents.ctr(b"12345678", at=AT)
    for value in (base64.b64encode(out).decode(), out.hex()):
        decoded, (opening,) = joined(path, sent(json.dumps({"d": value}).encode()), event)
        assert inner(decoded)["d"].value == "12345678"
        assert not opening.certain
    assert joined(path, sent(json.dumps({"d": "x" + out.hex()}).encode()), event)[1] == ()
    assert joined(path, sent(b"\xff" + out + b"\xfe"), event)[1] == ()


def test_a_cipher_inside_of_a_cipher_is_opened_too(path: Path) -> None:
    first, inside = hookevents.gcm(TEXT, at=AT)
    whole, outside = hookevents.gcm(json.dumps({"d": base64.b64encode(first).decode()}).encode(), key=b"k" * 16, at=AT)
    decoded, openings = joined(path, sent(whole), inside, outside)
    aid = inner(decoded)["d.device.aid"]
    assert aid.layers == ("aes-gcm(key k2)", "json", "base64", "aes-gcm(key k1)", "json")
    assert [opening.first <= openings[1].carrier < opening.last for opening in openings] == [True, False]


def test_what_hooks_cut_off_is_said_and_stays_opaque(path: Path) -> None:
    out, _ = hookevents.gcm(TEXT * 3)
    event = hookevents.encrypted(TEXT, out[: len(TEXT)], at=AT, input_size=len(TEXT) * 3, output_size=len(out))
    decoded, (opening,) = joined(path, sent(out), event)
    assert inner(decoded)["device.aid"].value == "a1b2c3d4e5f60718"
    assert f"the first {len(TEXT)} of {len(out)} bytes of the ciphertext" in opening.note
    assert state_of(decoded) == "opaque body"
    assert any("hooks told only the first" in run.reason for run in decoded.opaque)


def test_a_plaintext_that_no_hook_told_leaves_the_body_opaque(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    silent = hookevents.encrypted(b"", out, at=AT, input_size=0)
    decoded, (opening,) = joined(path, sent(out), silent)
    assert opening.first == opening.last
    assert state_of(decoded) == "opaque body"
    assert event.input


def test_a_key_that_travels_ciphered_is_never_a_field(path: Path) -> None:
    key = random.Random(7).randbytes(16)
    out, event = hookevents.gcm(TEXT, key=key, at=AT)
    for text in (key, key.hex().encode(), base64.b64encode(key)):
        wrapped = random.Random(8).randbytes(256)
        rsa = hookevents.encrypted(text, wrapped, at=AT, algorithm="RSA/ECB/PKCS1Padding", key=b"the public key")
        decoded, openings = joined(path, sent(wrapped + out), event, rsa)
        assert len(openings) == 2
        assert any("it is a key and not told here" in opening.note for opening in openings)
        assert inner(decoded)["device.aid"].value == "a1b2c3d4e5f60718"
        assert state_of(decoded) == "decrypted"
        assert all(field.value not in (key, text, text.decode("latin-1")) for field in decoded.fields)


def test_a_time_that_does_not_fit_makes_it_likely(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT + 60)
    _, (opening,) = joined(path, sent(out), event)
    assert not opening.certain
    assert "although the phone's clock puts that 60 s after it (likely)" in opening.note


def test_a_plaintext_that_is_itself_unreadable_is_opaque(path: Path) -> None:
    out, event = hookevents.gcm(random.Random(4).randbytes(500), at=AT)
    decoded, _ = joined(path, sent(out), event)
    assert state_of(decoded) == "opaque body"
    assert len(decoded.opaque) == 1


def test_what_else_is_unreadable_beside_it_stays_opaque(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    decoded, (_,) = joined(path, sent(out + random.Random(4).randbytes(500)), event)
    assert state_of(decoded) == "opaque body"


def test_a_ciphertext_in_the_address_a_header_or_a_cookie_is_opened(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    text = base64.urlsafe_b64encode(out).decode()
    headers = ((b"x-data", text.encode()), (b"cookie", b"d=" + text.encode()))
    one = exchange(url=f"https://a.example/?q={text}", request=Message(headers))
    decoded, openings = joined(path, one, event)
    assert {(field.part, field.path) for field in decoded.fields if field.key == "aid"} == {
        ("url", "query.q.device.aid"), ("header", "x-data.device.aid"), ("cookie", "d.device.aid"),
    }  # fmt: skip
    assert len(openings) == 3


def test_one_operation_in_ten_thousand_places_is_bounded(path: Path) -> None:
    out, event = hookevents.gcm(TEXT, at=AT)
    body = json.dumps([base64.b64encode(out).decode()] * 2_000).encode()
    _, openings = joined(path, sent(body), event)
    assert 0 < len(openings) <= 2_000


def test_of_many_plaintexts_no_more_are_opened_than_the_bound_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaintexts, "MOST", 2)
    made = [hookevents.gcm(b'{"number": "%d"}' % number, at=AT) for number in range(3)]
    body = json.dumps({f"p{at}": base64.b64encode(out).decode() for at, (out, _) in enumerate(made)}).encode()
    decoded, openings = joined(path, sent(body, b"application/json"), *[event for _, event in made])
    assert len(openings) == 2
    assert [(each.reason, each.cut) for each in decoded.opaque if "plaintexts" in each.reason] == [
        ("more than 2 plaintexts that hooks saw", "bound")
    ]
