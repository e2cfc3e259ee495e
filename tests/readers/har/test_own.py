from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from support import samples

from trafficaudit.model import Exchange, Message
from trafficaudit.readers.har import own as harown

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KEYS = st.sampled_from(["exchange", "app", "phase", "host", "protocol", "sni", "connection", "tls", "sent", "port", "clientPort", "url", "continues", "dialled", "sentUntil"])  # fmt: skip


def test_what_is_said_of_an_exchange_is_restored() -> None:
    told = replace(
        samples.exchange(),
        url="https://a.example/\udcff",
        app="kr.app",
        phase="browse",
        host="b.example",
        port=8443,
        sni="c.example",
        dialled="d.example",
        sent_until=samples.START + timedelta(seconds=1.5),
        tls=False,
        sent=False,
        client_port=4711,
        connection_id="443",
        protocol="http/2",
    )
    blank = Exchange(told.id, told.capture_id, told.position, told.started_at, "", "", "http", told.method, "https://a.example/%FF", "", 0, told.request, told.response, told.server_address)  # fmt: skip
    assert harown.restored(blank, {harown.OWN: harown.said(told, blank.url)}) == told


def test_an_entry_of_another_program_stays_as_it_is() -> None:
    assert harown.restored(samples.exchange(), {}) == samples.exchange()
    assert not harown.continues({})


@given(st.dictionaries(KEYS, VALUES) | VALUES)
def test_whatever_stands_there_the_exchange_keeps_its_types(own: object) -> None:
    found = harown.restored(samples.exchange(), {harown.OWN: own})
    assert isinstance(found.sent, bool)
    assert found.sent_until is None or found.sent_until.tzinfo
    assert 0 <= found.port <= 0xFFFF
    for text in (found.app, found.phase, found.host, found.protocol):
        assert text.isprintable()
    found.url.encode("utf-8", "surrogateescape")
    assert isinstance(harown.continues({harown.OWN: own}), bool)


@given(VALUES, VALUES, VALUES, st.integers(0, 99))
def test_whatever_stands_at_a_message_it_stays_one(headers: object, trailers: object, form: object, size: int) -> None:
    holder = {harown.HEADERS: headers, harown.TRAILERS: trailers}
    found = harown.message(Message(body=b"abc", body_size=3), holder, {harown.FORM: form}, size)
    assert found.body_form in ("wire", "decoded", "text")
    assert found.body_size >= 3
    assert all(isinstance(each, bytes) for pair in (*found.headers, *found.trailers) for each in pair)


def test_exact_headers_and_trailers() -> None:
    exact = ((b"\xff", b"\x00"), (b"a", b""))
    holder = {harown.HEADERS: harown.pairs(exact), harown.TRAILERS: harown.pairs(exact[:1])}
    found = harown.message(Message(), holder, {}, 0)
    assert (found.headers, found.trailers) == (exact, exact[:1])
