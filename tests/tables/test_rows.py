"""The cells of one exchange stand under their columns, and nothing of what it carried goes with them."""

import pickle
from dataclasses import replace

import pytest
from support.samples import destination, exchange, finding

from trafficaudit.model import Decoded, Message, Opaque, Span
from trafficaudit.redaction import digest
from trafficaudit.tables.columns import EXCHANGES, FINDINGS
from trafficaudit.tables.rows import rows

SECRET = "seoyun@hanbit.example"
BODY = Decoded((), (Opaque("request", "body", "$", Span(0, 9), "ciphered"),))


def test_cells_stand_under_their_columns() -> None:
    sent = Message(((b"x", b"y"),), b"x=1", body_size=300)
    made = rows(exchange(3, request=sent, error="bad\x1b"), destination(), BODY, [finding(value=SECRET)])
    cells = dict(zip([column.name for column in EXCHANGES], (*made.before, 7, *made.after), strict=True))
    assert (cells["position"], cells["host"], cells["endpoint"]) == (3, "api.shop.example", "/v1/login")
    assert (cells["request_bytes"], cells["state"], cells["error"]) == (300, "opaque body", "bad\\x1b")
    assert cells["sent"] == "yes"
    assert (cells["destination"], cells["fields"], cells["findings"]) == (7, 0, 1)
    [found] = [dict(zip([column.name for column in FINDINGS], (*row, 7), strict=True)) for row in made.findings]
    assert (found["host"], found["direction"], found["layers"]) == ("api.shop.example", "request", "json")
    assert (found["value_sha256"], found["value_preview"]) == (digest(SECRET), "se…le (21)")
    assert (found["span_start"], found["destination"]) == (finding().span.start, 7)


def test_only_what_was_sent_is_counted() -> None:
    findings = [finding(value=SECRET), finding(direction="response", value=SECRET)]
    made = rows(exchange(0), destination(), Decoded((), ()), findings)
    assert (len(made.findings), made.received, len(made.counted)) == (2, 1, 1)
    assert made.counted[0].value == int(digest(SECRET)[:16], 16)
    assert rows(exchange(0, sent=False), destination(), Decoded((), ()), findings).counted == ()


def test_rows_go_to_another_process_without_a_value() -> None:
    carried = Message(((b"x", SECRET.encode()),), SECRET.encode(), body_size=len(SECRET), status=200)
    made = rows(exchange(0, request=carried, response=carried), destination(), Decoded((), ()), [finding(value=SECRET)])
    assert pickle.loads(pickle.dumps(made)) == made
    assert SECRET.encode() not in pickle.dumps(made)


@pytest.mark.parametrize(
    ("url", "told", "shown"),
    [
        ("dns://api.shop.example?type=A", False, "api.shop.example"),
        ("dns://api.shop.example?type=A&name=b.example&type=AAAA", False, "api.shop.example"),
        ("dns://user-01041782635.shop.example?type=A", False, "….shop.example"),
        ("dns://onsw63zoh.mrw2y3l.shop.example?type=A", True, "….shop.example"),
        ("dns://shop.example?type=A", True, "shop.example"),
        ("dns://a%2Fb.shop.example?type=A", False, "….shop.example"),
        ("dns://", False, ""),
    ],
)
def test_a_query_shows_the_name_and_nobody_in_it(url: str, told: bool, shown: str) -> None:
    asked = replace(exchange(0), protocol="dns", url=url)
    made = rows(asked, destination(), Decoded((), ()), [finding(value=SECRET)] if told else [])
    cells = dict(zip([column.name for column in EXCHANGES], (*made.before, 7, *made.after), strict=True))
    assert cells["endpoint"] == shown
