"""A message says the same in whatever notation it is written: what is claimed of it must be the same, too."""

import base64
import gzip
import io
import json
import random
import struct
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import cbor2
import msgpack
import pytest
import yaml
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.arranged import held
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Message

SENT: dict[str, Any] = {
    "appInfo": {"packageName": "kr.example.mall", "version": "9.4.1", "build": "904010"},
    "app": {"name": "모아룩", "id": "kr.example.mall"},
    "device": {
        "androidId": "9b1de64c27f0a835",
        "adId": "c81e4d02-57ab-4f19-9a3e-60d7b2f8e451",
        "macs": ["a4:c3:f0:81:55:2e"],
        "hardware": {"manufacturer": "samsung", "model": "SM-S931N", "cpu": {"name": "qcom"}},
        "os": {"name": "Android", "version": "16"},
        "screen": {"width": 1080, "height": 2340},
        "networks": [{"type": "wifi", "ssid": "mulbit_1504", "bssid": "58:86:94:2b:d1:7f"}],
        "locale": "ko-KR",
        "timezone": "Asia/Seoul",
    },
    "user": {"email": "boram.tak88@mail.example", "name": "탁보람", "mobile_e164": "+821062740913", "gender": "F"},
    "locations": [{"lat": 35.163217, "lng": 129.163554}],
    "session": {"id": "15e4c293-f295-4dc1-93f6-e7dc186d59c5"},
    "events": [{"name": "product_view", "extra": {"productId": "7712030041", "price": 23900}}],
    "order": {"receiver": {"name": "탁보람", "zipCode": "48099"}, "orderNo": "20261127-3004418827", "amount": 47800},
    "consent": {"marketing": "false"},
}
EXPECTED = {
    ("android_id", "9b1de64c27f0a835"),
    ("app_name", "모아룩"),
    ("cpu_architecture", "qcom"),
    ("mac_address", "a4:c3:f0:81:55:2e"),
    ("network_type", "wifi"),
    ("wifi_ssid", "mulbit_1504"),
    ("coordinates", "129.163554"),
    ("phone_number", "+821062740913"),
    ("name", "탁보람"),
    ("behaviour", "product_view"),
    ("session_id", "15e4c293-f295-4dc1-93f6-e7dc186d59c5"),
}
BOUNDARY = b"a1b2c3"

type Written = tuple[bytes, bytes]
"""A content type and a body."""


def _json(document: object, *, pretty: bool = False) -> bytes:
    return json.dumps(document, ensure_ascii=pretty, indent=2 if pretty else None).encode()


def _shuffled(node: Any) -> Any:
    draw = random.Random(7)
    if isinstance(node, dict):
        members = list(node.items())
        draw.shuffle(members)
        return {key: _shuffled(value) for key, value in members}
    return [_shuffled(value) for value in node] if isinstance(node, list) else node


def _signed(node: Any, sign: str) -> Any:
    if isinstance(node, dict):
        return {sign + key: _signed(value, sign) for key, value in node.items()}
    return [_signed(value, sign) for value in node] if isinstance(node, list) else node


def _leaves(node: Any, step: Callable[[str, str], str], path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, step, step(path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _leaves(value, step, f"{path}[{place}]")
    else:
        yield path, str(node)


def _brackets(path: str, key: str) -> str:
    return f"{path}[{key}]" if path else key


def _dots(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _form(step: Callable[[str, str], str]) -> bytes:
    return urllib.parse.urlencode(list(_leaves(SENT, step))).encode()


def _firestore(node: Any) -> Any:
    if isinstance(node, dict):
        return {"mapValue": {"fields": {key: _firestore(value) for key, value in node.items()}}}
    if isinstance(node, list):
        return {"arrayValue": {"values": [_firestore(value) for value in node]}}
    if isinstance(node, int):
        return {"integerValue": str(node)}
    return {"doubleValue" if isinstance(node, float) else "stringValue": node}


def _dynamo(node: Any) -> Any:
    if isinstance(node, dict):
        return {"M": {key: _dynamo(value) for key, value in node.items()}}
    if isinstance(node, list):
        return {"L": [_dynamo(value) for value in node]}
    return {"S": node} if isinstance(node, str) else {"N": str(node)}


def _listed(node: Any) -> Any:
    """Write lists as strings that hold them."""
    if isinstance(node, dict):
        return {key: _listed(value) for key, value in node.items()}
    return json.dumps(node, ensure_ascii=False) if isinstance(node, list) else node


def _held(node: Any, name: str) -> Any:
    """Write every value of an object as an object of its own, as parsers of XML do."""
    if isinstance(node, dict):
        return {key: _held(value, name) for key, value in node.items()}
    return [_held(value, name) for value in node] if isinstance(node, list) else {name: node}


def _multipart() -> bytes:
    parts = (
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY, name.encode(), value.encode())
        for name, value in _leaves(SENT, _brackets)
    )
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


def _gzipped(raw: bytes) -> bytes:
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as file:
        file.write(raw)
    return made.getvalue()


JSON, FORM, TEXT = b"application/json", b"application/x-www-form-urlencoded", b"text/plain"
IN_BASE64 = base64.b64encode(_json(SENT)).decode()
NOTATIONS: dict[str, Written] = {
    "members in another order": (JSON, _json(_shuffled(SENT))),
    "names with a sign before them": (JSON, _json(_signed(SENT, "_"))),
    "names with another sign": (JSON, _json(_signed(SENT, "$"))),
    "pretty, in ASCII": (JSON, _json(SENT, pretty=True)),
    "UTF-16": (b"application/json; charset=utf-16", json.dumps(SENT).encode("utf-16")),
    "no type": (TEXT, _json(SENT)),
    "in an envelope": (JSON, _json({"code": 0, "data": SENT})),
    "in a list": (JSON, _json([SENT])),
    "as a string": (JSON, _json({"payload": _json(SENT).decode()})),
    "in Base64": (JSON, _json({"payload": IN_BASE64})),
    "gzip, not labelled": (b"application/octet-stream", _gzipped(_json(SENT))),
    "in a form": (FORM, b"payload=" + urllib.parse.quote(_json(SENT), safe="").encode()),
    "MessagePack": (b"application/msgpack", msgpack.packb(SENT)),
    "CBOR": (b"application/cbor", cbor2.dumps(SENT)),
    "YAML": (b"application/yaml", yaml.safe_dump(SENT, allow_unicode=True, sort_keys=False).encode()),
    "JSONP": (b"application/javascript", b"callback(" + _json(SENT) + b");"),
    "lines of JSON": (b"application/x-ndjson", _json(SENT) + b"\n" + _json({"end": 1}) + b"\n"),
    "in a line of a log": (TEXT, b"2026-11-20T10:00:00Z INFO sent " + _json(SENT) + b" in 4 ms"),
    "GraphQL": (JSON, _json({"operationName": "op", "query": "mutation op { ok }", "variables": {"input": SENT}})),
    "Firestore": (JSON, _json({"fields": _firestore(SENT)["mapValue"]["fields"]})),
    "DynamoDB": (b"application/x-amz-json-1.0", _json({"TableName": "t", "Item": _dynamo(SENT)["M"]})),
    **{f"texts of elements in {name}": (JSON, _json(_held(SENT, name))) for name in held.TEXTS},
    "lists in strings": (JSON, _json(_listed(SENT))),
    "form with brackets": (FORM, _form(_brackets)),
    "form with dots": (FORM, _form(_dots)),
    "multipart": (b"multipart/form-data; boundary=" + BOUNDARY, _multipart()),
    "flat JSON": (JSON, _json(dict(_leaves(SENT, _dots)))),
    "properties": (TEXT, "".join(f"{name}={value}\n" for name, value in _leaves(SENT, _dots)).encode()),
    "a table": (b"text/csv", "\n".join(map(",".join, zip(*_leaves(SENT, _dots), strict=True))).encode()),
}


def _wrapped(node: Any, wrap: Callable[[Any], Any]) -> Any:
    """Write every member of an object that is no object or list otherwise."""
    if isinstance(node, dict):
        return {
            key: _wrapped(value, wrap) if isinstance(value, (dict, list)) else wrap(value)
            for key, value in node.items()
        }
    return [_wrapped(value, wrap) for value in node] if isinstance(node, list) else node


def _annotated(node: Any) -> Any:
    """Write the type of each text before it, as OData does."""
    if isinstance(node, dict):
        return {
            name: said
            for key, value in node.items()
            for name, said in (
                *(((f"{key}@odata.type", "#String"),) if isinstance(value, str) else ()),
                (key, _annotated(value)),
            )
        }
    return [_annotated(value) for value in node] if isinstance(node, list) else node


def _in_pairs(node: Any) -> Any:
    if isinstance(node, dict):
        return [{"key": key, "value": _in_pairs(value)} for key, value in node.items()]
    return [_in_pairs(value) for value in node] if isinstance(node, list) else node


def _in_struct(node: Any) -> Any:
    """Write ``google.protobuf.Value`` in JSON."""
    if isinstance(node, dict):
        return {"structValue": {"fields": {key: _in_struct(value) for key, value in node.items()}}}
    if isinstance(node, list):
        return {"listValue": {"values": [_in_struct(value) for value in node]}}
    return {"numberValue" if isinstance(node, int | float) else "stringValue": node}


def _in_attributes(node: Any) -> Any:
    """Write ``AnyValue`` of OpenTelemetry in JSON."""
    if isinstance(node, dict):
        entries = [{"key": key, "value": _in_attributes(value)} for key, value in node.items()]
        return {"kvlistValue": {"values": entries}}
    if isinstance(node, list):
        return {"arrayValue": {"values": [_in_attributes(value) for value in node]}}
    if isinstance(node, int):
        return {"intValue": str(node)}
    return {"doubleValue" if isinstance(node, float) else "stringValue": node}


def _delimited(number: int, raw: bytes) -> bytes:
    """Write a field of a message: its number, its length and its bytes."""
    size, left = bytearray(), len(raw)
    while left > 127:
        size.append(left & 127 | 128)
        left >>= 7
    return bytes((number << 3 | 2, *size, left)) + raw


def _struct(node: dict[str, Any]) -> bytes:
    """Write ``google.protobuf.Struct``."""
    return b"".join(_delimited(1, _delimited(1, key.encode()) + _delimited(2, _value(node[key]))) for key in node)


def _value(node: Any) -> bytes:
    if isinstance(node, dict):
        return _delimited(5, _struct(node))
    if isinstance(node, list):
        return _delimited(6, b"".join(_delimited(1, _value(each)) for each in node))
    return b"\x11" + struct.pack("<d", node) if isinstance(node, int | float) else _delimited(3, node.encode())


def _call(node: Any) -> str:
    """Write a value of XML-RPC."""
    if isinstance(node, dict):
        members = (f"<member><name>{key}</name><value>{_call(node[key])}</value></member>" for key in node)
        return f"<struct>{''.join(members)}</struct>"
    if isinstance(node, list):
        return f"<array><data>{''.join(f'<value>{_call(each)}</value>' for each in node)}</data></array>"
    kind = "int" if isinstance(node, int) else "double" if isinstance(node, float) else "string"
    return f"<{kind}>{node}</{kind}>"


def _elements(node: Any, name: str) -> str:
    """Write an element of SOAP, with a prefix and a type."""
    if isinstance(node, list):
        return "".join(_elements(each, name) for each in node)
    if isinstance(node, dict):
        return f"<n:{name}>{''.join(_elements(node[key], key) for key in node)}</n:{name}>"
    return f'<n:{name} xsi:type="xsd:string">{node}</n:{name}>'


SOAP = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:n="urn:n" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body>%s</s:Body></s:Envelope>'
)
DOTTED, BRACKETED = list(_leaves(SENT, _dots)), list(_leaves(SENT, _brackets))
WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "value": lambda value: {"value": value},
    "type and value": lambda value: {"type": "string", "value": value},
    "value and when": lambda value: {"value": value, "set_timestamp_micros": 1764300000000000},
    "state of a form": lambda value: {"value": value, "touched": True, "dirty": False},
    "v": lambda value: {"v": value},
    "JSON-LD": lambda value: {"@value": value},
    "text": lambda value: {"text": value},
    "change": lambda value: {"old": None, "new": value},
    "filter": lambda value: {"_eq": value},
    "attribute of a queue": lambda value: {"DataType": "String", "StringValue": str(value)},
    "MongoDB": lambda value: {"$numberLong": str(value)} if isinstance(value, int) else value,
    "a list of one": lambda value: [value] if isinstance(value, str) else value,
}
WRAPPED: dict[str, Written] = {
    **{name: (JSON, _json(_wrapped(SENT, wrap))) for name, wrap in WRAPPERS.items()},
    "pairs in pairs": (JSON, _json({"params": _in_pairs(SENT)})),
    "Struct in JSON": (JSON, _json({"fields": _in_struct(SENT)["structValue"]["fields"]})),
    "OpenTelemetry": (JSON, _json({"attributes": _in_attributes(SENT)["kvlistValue"]["values"]})),
    "Struct": (b"application/x-protobuf", _struct(SENT)),
    "pairs of dotted names": (JSON, _json({"params": [{"name": name, "value": value} for name, value in DOTTED]})),
    "an array of a form": (JSON, _json([{"name": name, "value": value} for name, value in BRACKETED])),
    "lists of two": (JSON, _json([[name, value] for name, value in DOTTED])),
    "columns": (JSON, _json({"columns": [name for name, _ in DOTTED], "rows": [[value for _, value in DOTTED]]})),
    "a history": (
        JSON,
        _json({"changes": [{"field": name, "before": None, "after": value} for name, value in DOTTED]}),
    ),
    "a patch": (
        JSON,
        _json(
            [
                {"op": "replace", "path": name, "value": value}
                for name, value in _leaves(SENT, lambda path, key: f"{path}/{key}")
            ]
        ),
    ),
    "a sheet": (JSON, _json({"values": [[name for name, _ in DOTTED], [value for _, value in DOTTED]]})),
    "a form of entries": (
        FORM,
        urllib.parse.urlencode(
            [
                side
                for place, (name, value) in enumerate(DOTTED)
                for side in ((f"data[{place}][name]", name), (f"data[{place}][value]", value))
            ]
        ).encode(),
    ),
    "types of messages": (JSON, _json({"@type": "type.googleapis.com/shop.v1.Body", **SENT})),
    "types of members": (JSON, _json(_annotated(SENT))),
    "edges": (JSON, _json({"data": {"all": {"edges": [{"cursor": "YXJy", "node": SENT}]}}})),
    "XML-RPC": (
        b"text/xml",
        f"<methodCall><params><param><value>{_call(SENT)}</value></param></params></methodCall>".encode(),
    ),
    "SOAP": (b"text/xml", (SOAP % _elements(SENT, "request")).encode()),
}
OF_LISTS = {("behaviour", "product_view"), ("network_type", "wifi")}
"""What is an event, or a network, by standing in a list: XML repeats an element, and one alone shows no list."""


def claimed(content_type: bytes, body: bytes) -> set[tuple[str, str]]:
    made = exchange(request=Message(((b"content-type", content_type),), body, body_size=len(body)))
    decoded = decode(made)
    found = (finding for detect in build_all(Context(None)) for finding in detect(made, decoded))
    return {(each.category, str(each.value)) for each in found if each.field.part == "body"}


@pytest.fixture(scope="module")
def told() -> set[tuple[str, str]]:
    """What is claimed of the message in plain JSON."""
    found = claimed(JSON, _json(SENT))
    assert found >= EXPECTED
    return found


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_same_is_claimed_of_a_message_in_any_notation(notation: str, told: set[tuple[str, str]]) -> None:
    assert claimed(*NOTATIONS[notation]) == told


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_the_same_is_claimed_of_values_whatever_wraps_them(wrapper: str, told: set[tuple[str, str]]) -> None:
    found = {(category, value.removesuffix(".0")) for category, value in claimed(*WRAPPED[wrapper])}
    missed = told - found
    assert missed <= (OF_LISTS if wrapper == "SOAP" else set())
    assert found <= told


def test_pairs_of_names_and_objects_say_what_the_object_says(told: set[tuple[str, str]]) -> None:
    pairs = [{"key": key, "value": value} for key, value in SENT.items()]
    assert told - claimed(JSON, _json(pairs)) <= {("behaviour", "product_view")}  # of a list that is the value itself


def test_a_long_name_is_not_what_it_names() -> None:
    """It is a value of its own, as names that hold something are."""
    name = "trackEvents[0][identifiers][$sessionId]"
    found = claimed(FORM, urllib.parse.urlencode({name: "15e4c293-f295-4dc1-93f6-e7dc186d59c5"}).encode())
    assert {value for _, value in found} == {"15e4c293-f295-4dc1-93f6-e7dc186d59c5"}


@pytest.mark.parametrize("name", ["value", "@value", "set", "new", "some", "values", "0"])
def test_what_is_written_around_a_value_leaves_it_its_name(name: str) -> None:
    values = {
        "birthDate": "1990-03-07",
        "gender": "F",
        "passportNo": "M12345678",
        "nickname": "하늘이",
        "locale": "ko-KR",
    }
    plain = claimed(JSON, _json({"user": values}))
    assert {category for category, _ in plain} == {"birth_date", "gender", "passport_number", "user_name", "locale"}
    assert claimed(JSON, _json({"user": {key: {name: value} for key, value in values.items()}})) == plain


def test_values_of_a_list_of_them_are_called_by_one() -> None:
    user = {
        "birthDates": [{"value": "1990-03-07", "primary": True}],
        "passportNos": [{"type": "p", "value": "M12345678"}],
    }
    assert claimed(JSON, _json({"user": user})) == {("birth_date", "1990-03-07"), ("passport_number", "M12345678")}
