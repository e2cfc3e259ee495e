import base64
import hashlib
from dataclasses import replace

import pytest
from support.samples import exchange, finding

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, recurring
from trafficaudit.model import Exchange, Finding, Message, Span
from trafficaudit.network import Named

USER, DEVICE, SHORT = "8837120045", "3f1c9a52-7b0e-4d88-9c65-0e2ab71f4d93", "4188223"
MARKED, FEW, TIME = "u-58213077-aq", "897382", "1777704131"
NAMED = (
    Named("user_id", USER, "000001", "request: body userId", 0.5),
    Named("device_id", DEVICE, "000002", "request: header x-device-id", 0.7),
    Named("user_id", SHORT, "000003", "response: body memberSeq", 0.5),
    *(Named("user_id", each, "000004", "request: body userId", 0.5) for each in (MARKED, FEW, TIME)),
)


def asked(body: bytes = b"", path: str = "/", headers: tuple[tuple[bytes, bytes], ...] = ()) -> Exchange:
    url = f"https://log.else.example{path}"
    message = Message(headers, body, body_size=len(body))
    return exchange(url=url, host="log.else.example", request=message, response=None)


def found(made: Exchange, named: tuple[Named, ...] = NAMED) -> list[Finding]:
    return list(recurring.build(Context(named={made.capture_id: named}))(made, decode(made)))


def digested(algorithm: str, value: str) -> bytes:
    return hashlib.new(algorithm, value.encode()).digest()


@pytest.mark.parametrize(
    ("made", "match"),
    [
        (asked(path=f"/p?u={USER}"), "recurring"),
        (asked(path=f"/v2/u/{USER}/feed"), "recurring"),
        (asked(b'{"ext5":"%b"}' % USER.encode()), "recurring"),
        (asked(b'{"x": %b}' % SHORT.encode()), "recurring"),
        (asked(b"9931||view||%b||2" % USER.encode()), "recurring"),
        (asked(b"\x0a\x0a" + USER.encode() + b"\x10\x01"), "recurring"),
        (asked(headers=((b"x-b", DEVICE.encode()),)), "recurring"),
        (asked(b'{"a":"%b"}' % DEVICE.replace("-", "").upper().encode()), "recurring"),
        (asked(b'{"a":"%b"}' % base64.b64encode(b'{"k":"%b"}' % USER.encode())), "recurring"),
        (asked(b'{"h":"%b"}' % digested("md5", USER).hex().encode()), "md5"),
        (asked(b'{"h":"%b"}' % digested("sha1", USER).hex().upper().encode()), "sha1"),
        (asked(b'{"h":"%b"}' % digested("sha256", DEVICE).hex().encode()), "sha256"),
        (asked(b'{"h":"%b"}' % base64.b64encode(digested("sha256", USER))), "sha256"),
        (asked(b'{"h":"%b"}' % base64.b64encode(digested("md5", DEVICE))), "md5"),
        (asked(b'{"t":"kr_%b"}' % SHORT.encode()), "recurring"),
        (asked(b'{"t":"%b_web"}' % SHORT.encode()), "recurring"),
        (asked(b'{"t":"shop:%b:aos"}' % SHORT.encode()), "recurring"),
        (asked(path=f"/p?u={MARKED.upper()}"), "recurring"),
        (asked(b'{"h":"%b"}' % digested("md5", MARKED.upper()).hex().encode()), "md5"),
        (asked(path=f"/p?u={TIME}"), "recurring"),
        (asked(b'{"h":"%b"}' % digested("sha256", FEW).hex().encode()), "sha256"),
        (asked(b'{"x": %b}' % FEW.encode()), "recurring"),
    ],
)  # fmt: skip
def test_a_number_that_is_named_elsewhere_is_told_under_any_name(made: Exchange, match: str) -> None:
    (one,) = found(made)
    assert one.match == match
    assert one.confidence <= 0.6
    assert one.reasoning.startswith("the number that exchange 00000")


@pytest.mark.parametrize(
    "made",
    [
        asked(path=f"/p?u=1{USER}"), asked(path=f"/p?u={USER}9"), asked(path=f"/p?u={USER[:-1]}"),
        asked(b'{"productId":"%b"}' % USER.encode()), asked(b'{"orderNo": %b}' % USER.encode()),
        asked(b'{"price": %b}' % SHORT.encode()), asked(b"a 12 %b 7" % SHORT.encode()), asked(b'{"t":"kr_7_%b"}' % SHORT.encode()), asked(b'{"t":"kr_%b"}' % FEW.encode()),
        asked(b'{"t":"at_%b"}' % TIME.encode()), asked(b"view at %b of %b" % (TIME.encode(), FEW.encode())), asked(b'{"ts":%b}' % TIME.encode()),
        asked(b'{"h":"%b"}' % digested("md5", "8837120046").hex().encode()),
        asked(b'{"a":"%b"}' % DEVICE.replace("3", "4").encode()), asked(),
        exchange(request=Message(), response=Message((), b'{"u":"%b"}' % USER.encode(), status=200)),
    ],
)  # fmt: skip
def test_what_is_another_number_or_another_thing_or_was_not_sent_is_not(made: Exchange) -> None:
    assert found(made) == []


def test_nothing_is_told_of_a_recording_that_names_nothing() -> None:
    assert found(asked(path=f"/p?u={USER}"), ()) == []


def test_the_reasoning_says_where_it_is_named_and_how_it_stands_here() -> None:
    (one,) = found(asked(path=f"/p?u={USER}"))
    assert one.reasoning == "the number that exchange 000001 names in its request: body userId; it stands here as it is"
    assert (one.category, one.value, one.field.path, one.confidence) == ("user_id", USER, "query.u", 0.5)
    assert one.span == Span(29, 39)


def test_a_number_in_other_letters_stands_in_another_spelling() -> None:
    (one,) = found(asked(path=f"/p?u={MARKED.upper()}"))
    assert one.reasoning.endswith("; it stands here in another spelling")
    assert one.value == MARKED.upper()


def test_what_something_else_tells_of_the_same_run_stands_alone() -> None:
    (one,) = found(asked(b'{"ext5":"%b"}' % USER.encode()))
    named = replace(one, detector="key", category="device_id")
    page = replace(one, detector="tracker:adjust", category="page")
    other = replace(finding("user_id", "key", path="b", value=USER), span=Span(40, 50))
    assert recurring.apart((one, named)) == (named,)
    assert recurring.apart((page, one, other)) == (page, one, other)
    assert recurring.apart((replace(one, field=replace(one.field, part="url")), named))[1:] == (named,)
    assert recurring.apart((named, other)) == (named, other)
