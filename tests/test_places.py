"""A value says the same wherever it stands: what is claimed of it must be the same, and a redacted copy masks it there."""

import base64
import html
import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from mitmproxy.http import HTTPFlow
from mitmproxy.io import FlowReader
from support import flows, personas
from support.placed import ANSWERED, DOCUMENTS, JSON, NAMED, Given, written

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture, Exchange
from trafficaudit.persona import Persona
from trafficaudit.readers.flow.peers import client_of, server_of
from trafficaudit.readers.flow.reader import KINDS
from trafficaudit.readers.flow.state import Flow
from trafficaudit.recording.flowrecord import dumps
from trafficaudit.redact.flow import Redaction

SENT = {
    "userName": "표서림",
    "birthday": "19900307",
    "gender": "F",
    "email": "Seorim.Pyo.7f3k@example.com",
    "phoneNumber": "+821062740913",
    "zipCode": "64123",
    "password": "Mireu-gaon-8x2k4p!7",
    "cardNo": "4111111111111111",
    "adid": "38400000-8cf0-11bd-b23e-10b96e40000d",
    "androidId": "9774d56d682e549c",
    "imei": "356938035643809",
    "mac": "02:00:5e:10:00:7f",
    "model": "SM-S921N",
    "carrier": "LG U+",
    "lat": "37.566535",
    "lng": "126.977969",
}
UNTOLD = {f"p{number}": value for number, value in enumerate(SENT.values())}
"""The same under names that say nothing."""
DOCUMENT = {
    "user": {name: SENT[name] for name in ("userName", "email", "phoneNumber", "gender", "zipCode")},
    "session": {"id": "15e4c293-f295-4dc1-93f6-e7dc186d59c5"},
    "device": {"adid": SENT["adid"], "model": "SM-S921N", "os": {"name": "Android", "version": "16"}},
    "networks": [{"type": "wifi", "ssid": "mulbit_1504", "bssid": "58:86:94:2b:d1:7f"}],
    "at": {"lat": 35.163217, "lng": 129.163554},
}
CARRIERS = {"user_agent", "access_token", "referrer", "viewed_page"}
"""Categories of what carries the pairs, which is told besides."""
CAPTURE = Capture("c", "c", "", 0, "")

type Claims = set[tuple[str, str, str]]
type Claimed = Callable[[Given], Claims]


def _flow(given: Given) -> HTTPFlow:
    whole: Given = {"path": "/v1/x"} | given
    return flows.flow(0, **whole)


def exchanges(made: HTTPFlow) -> list[Exchange]:
    state: Any = made.get_state()
    flow = Flow(state, client_of(state["client_conn"]), server_of(state["server_conn"]), "c", 0, 0)
    return [each for each in KINDS["http"](flow) if isinstance(each, Exchange)]


@pytest.fixture(scope="module", params=["with a persona", "without one"])
def claimed(request: pytest.FixtureRequest) -> Claimed:
    person = Persona("test", personas.VALUES | {"phone_number": ("010-6274-0913",)}, "0" * 64)
    detectors = build_all(Context(person if request.param == "with a persona" else None))

    def found(given: Given) -> Claims:
        told = set[tuple[str, str, str]]()
        for made in exchanges(_flow(given)):
            decoded = decode(made)
            for detect in detectors:
                for each in detect(made, decoded):
                    told.add((each.category, str(each.value), each.field.direction))
        return {each for each in told if each[0] not in CARRIERS}

    return found


def plain(document: object) -> Given:
    return {"body": written(document).encode(), "headers": JSON}


@pytest.mark.parametrize("place", NAMED)
@pytest.mark.parametrize("pairs", [SENT, UNTOLD], ids=["told", "untold"])
def test_pairs_say_the_same_at_any_place(place: str, pairs: dict[str, str], claimed: Claimed) -> None:
    base = claimed(plain(pairs))
    assert len(base) > (9 if pairs is SENT else 2)
    package = {("app_id", "shop", "request")} if place == "intent" else set()
    assert claimed(NAMED[place](pairs)) - package == base


@pytest.mark.parametrize("place", DOCUMENTS)
def test_a_document_says_the_same_at_any_place(place: str, claimed: Claimed) -> None:
    base = claimed(plain(DOCUMENT))
    assert len(base) > 9
    assert claimed(DOCUMENTS[place](DOCUMENT)) == base


@pytest.mark.parametrize("place", ANSWERED)
def test_what_is_answered_says_the_same_and_was_not_sent(place: str, claimed: Claimed) -> None:
    base = claimed(ANSWERED["answer"](DOCUMENT))
    assert len(base) > 9
    assert {direction for _, _, direction in base} == {"response"}
    assert claimed(ANSWERED[place](DOCUMENT)) == base


PLANTED = (
    "표서림",
    "seorim.pyo",
    "6274",
    "mireu-gaon",
    "38400000-8cf0",
    "9774d56d",
    "356938035643809",
    "4111111111111111",
)
_RUN = re.compile(rb"(?=(eyJ[A-Za-z0-9+/_-]{12,})|((?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}))")
_DEEPEST = 4


def readings(raw: bytes, seen: set[bytes], depth: int = 0) -> Iterator[bytes]:
    """Give some bytes in all ways that anybody would read them, by none of the program's own decoders."""
    if raw in seen or depth > _DEEPEST:
        return
    seen.add(raw)
    yield raw
    text = raw.decode("utf-8", "surrogateescape")
    further = [unquote_to_bytes(raw), html.unescape(text).encode("utf-8", "surrogateescape")]
    pieces = re.sub(rb"/|; ctx\.\d+=", b"", raw)
    for run in (*_RUN.finditer(raw), *_RUN.finditer(pieces)):
        signs = (run[1] or run[2]).translate(bytes.maketrans(b"-_", b"+/"))
        whole = signs[: len(signs) - (len(signs) % 4 == 1)]
        unpacked = base64.b64decode(whole + b"=" * (-len(whole) % 4))
        further += [unpacked] if sum(byte >= 0x20 for byte in unpacked) > 0.9 * len(unpacked) else []
    for each in further:
        yield from readings(each, seen, depth + 1)


def shown(made: HTTPFlow) -> set[str]:
    """Give what of the person can be read in a flow."""
    parts = [made.request.url.encode(), made.request.raw_content or b""]
    parts += [part for pair in made.request.headers.fields for part in pair]
    if made.response is not None:
        parts += [made.response.raw_content or b"", *(value for _, value in made.response.headers.fields)]
    if made.websocket is not None:
        parts += [message.content for message in made.websocket.messages]
    texts = [each.decode("utf-8", "replace").lower() for part in parts for each in readings(part, set())]
    return {planted for planted in PLANTED for text in texts if planted in text}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[HTTPFlow], HTTPFlow]:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    values = personas.VALUES | {"phone_number": ("010-6274-0913",)}
    person.write_text("[values]\n" + "".join(f"{slug} = {written(value)}\n" for slug, value in values.items()), "utf-8")
    examiner = Examiner(person)

    def copy(flow: HTTPFlow) -> HTTPFlow:
        redaction = Redaction("c", lambda exchange: examiner.examine(exchange, CAPTURE))
        made = next(iter(FlowReader(io.BytesIO(dumps(redaction.flow(flow.get_state(), 0)))).stream()))
        assert isinstance(made, HTTPFlow)
        return made

    return copy


@pytest.mark.parametrize("place", [*NAMED, *DOCUMENTS, *ANSWERED])
def test_a_redacted_copy_shows_it_at_no_place(place: str, copied: Callable[[HTTPFlow], HTTPFlow]) -> None:
    given = NAMED[place](SENT) if place in NAMED else (DOCUMENTS | ANSWERED)[place](SENT)
    made = _flow(given)
    assert len(shown(made)) == len(PLANTED)
    assert shown(copied(made)) == set()
