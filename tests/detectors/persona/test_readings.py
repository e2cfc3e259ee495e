"""What is read in two ways is claimed once, and nothing else is lost by it."""

import base64
import gzip
import io
import json
import time
import zipfile

import pytest
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors.persona.readings import _Ranges
from trafficaudit.model import Message

EMAIL = "Seorim.Pyo.7f3k@example.com"
BIRTH = "1990-03-07"
LABELLED = "multipart/form-data; boundary=xx"


def told(body: bytes, label: str = "", **values: str) -> list[str]:
    headers = ((b"content-type", label.encode()),) if label else ()
    made = exchange(request=Message(headers, body, body_size=len(body)), response=None)
    return [each.field.path for each in built(**(values or {"email": EMAIL}))(made, decode(made))]


def readings(body: bytes, value: str = EMAIL) -> int:
    """Count the fields, none within another, that hold a value: what was claimed once has more than one."""
    fields = decode(exchange(request=Message((), body, body_size=len(body)), response=None)).fields
    return len([each for each in fields if each.leaf and value in str(each.value)])


def test_a_program_that_is_cut_at_its_commas_as_well() -> None:
    body = json.dumps({"js": f'gtag("set","user_data",{{id:"kim77",mail:"{EMAIL}"}});go()'}).encode()
    assert readings(body) > 1
    assert told(body) == ["js.gtag.mail"]


def test_two_values_in_two_readings_stay_two() -> None:
    body = json.dumps({"js": f'gtag("set","user_data",{{to:"{EMAIL}",mail:"{EMAIL}"}});go()'}).encode()
    assert told(body) == ["js.gtag.to", "js.gtag.mail"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_date_in_boxes_is_the_whole_and_not_its_year_again(packed: bool) -> None:
    body = json.dumps({"birth_y": "1990", "birth_m": "03", "birth_d": "07", "n": 4}).encode()
    body = gzip.compress(body) if packed else body
    assert told(body, birth_date=BIRTH) == ["birth_y+birth_m+birth_d"]
    assert told(json.dumps({"birth_y": "1990", "n": 4}).encode(), birth_date=BIRTH) == ["birth_y"]


def test_an_address_is_the_whole_and_not_what_stands_on_either_side_of_its_comma() -> None:
    address = "서울특별시 강서구 빛미온리로 3928, 벽벽빌라 868호"
    escaped = "".join(f"\\u{ord(sign):04X}" if not sign.isascii() else sign for sign in address.replace(" ", ""))
    body = f"<req><sid>9620172012478755044</sid><address>{escaped}</address></req>".encode()
    assert readings(body, "벽벽빌라868호") > 1
    assert told(body, postal_address=address) == ["req.address"]


def test_numbered_pieces_one_of_which_is_all_of_it() -> None:
    text = f'{{"words": "of a text", "email": "{EMAIL}"}}'
    pieces = [{"i": 0, "n": 2, "d": text[:20]}, {"i": 1, "n": 2, "d": text[20:]}]
    assert EMAIL in str(pieces[1])
    assert told(json.dumps({"log": pieces}).encode()) == ["log[1].d"]
    apart = [{"i": 0, "n": 2, "d": text[:44]}, {"i": 1, "n": 2, "d": text[44:]}]
    assert told(json.dumps({"log": apart}).encode()) == ["log.d.email"]


def test_what_was_opened_in_a_field_is_better_than_the_same_bytes_as_a_message() -> None:
    """A packet of MQTT begins like a field of Protocol Buffers that holds all the rest of it."""
    token = "AxcafQXBJSmGPR345LFg5OzAn76SImG5"
    sent = b"\x00\x0aapp/detail\x00\x07" + base64.b64encode(f"list {token} page.".encode())
    packet = bytes((0x32, len(sent))) + sent
    body = b"\x08\x96\x01\x12" + bytes((len(packet),)) + packet + b"\x1a\x04abcd \x05"
    assert told(body, "application/x-protobuf", device_fingerprint=token) == ["2.payload"]


def test_members_of_one_form_or_archive_are_not_readings() -> None:
    form = "".join(f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{EMAIL}\r\n' for name in ("a", "b"))
    assert told(f"{form}--xx--\r\n".encode(), LABELLED) == ["a", "b"]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("plain.txt", EMAIL, zipfile.ZIP_STORED)
        archive.writestr("packed.txt", EMAIL * 1 + " and words" * 30, zipfile.ZIP_DEFLATED)
    whole = json.dumps({"z": base64.b64encode(held.getvalue()).decode()}).encode()
    assert len(told(held.getvalue())) == len(told(whole)) == 2


def test_values_of_two_parts_of_a_message_stay() -> None:
    body = json.dumps({"a": EMAIL}).encode()
    made = exchange(url=f"https://a.example/?m={EMAIL}", request=Message((), body, body_size=len(body)), response=None)
    assert [each.field.part for each in built(email=EMAIL)(made, decode(made))] == ["url", "body"]


def test_many_values_in_two_readings_take_no_square_of_their_time() -> None:
    body = json.dumps([{"a": f"{EMAIL}|x,y", "b": at} for at in range(4_000)]).encode()
    began = time.process_time()
    assert len(told(body)) == 4_000
    assert time.process_time() - began < 10


def test_ranges() -> None:
    ranges = _Ranges([(4, 6), (1, 3), (5, 9)])
    assert [ranges.meet(one) for one in ((0, 1), (2, 3), (3, 4), (8, 20), (9, 10))] == [False, True, False, True, False]
    assert not _Ranges([]).meet((0, 9))
