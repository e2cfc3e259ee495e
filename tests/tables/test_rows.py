"""The cells of one exchange stand under their columns, and nothing of what it carried goes with them."""

import pickle

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


def test_names_that_are_telling_stand_nowhere() -> None:
    sent = exchange(0, url="https://api.shop.example/u/QmFt/x", error="no route to QmFt of qm7.shop.example")
    made = rows(sent, destination(), Decoded((), ()), [finding(path="u.QmFt.x")], ("qm7",), names=("QmFt",))
    assert "QmFt" not in repr(made)
    assert "qm7" not in repr(made)
    assert "/u/…/x" in made.before


def test_paths_that_are_shown_alike_stay_two_places() -> None:
    numbers = ("01012345678", "01012995678", "01012345678")
    other = finding(path=f"{numbers[1]}.email", detector="identifier:email", match="pattern")
    listed = [finding(path=f"{numbers[0]}.email"), other, finding(path=f"{numbers[2]}.email", detector="key")]
    made = rows(exchange(0), destination(), Decoded((), ()), listed)
    at = [column.name for column in FINDINGS].index("path")
    assert [cells[at] for cells in made.findings] == ["0…8 (11).email", "0…8 (11)#2.email", "0…8 (11).email"]
    assert {(one.path, one.match) for one in made.counted} == {
        ("0…8 (11).email", "verbatim"),
        ("0…8 (11)#2.email", "pattern"),
    }
