import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import flows, hookevents
from support.fields import field
from support.samples import START, exchange, finding

from trafficaudit import events as schema
from trafficaudit.decode import decode
from trafficaudit.detectors import provenance
from trafficaudit.detectors.context import Context
from trafficaudit.detectors.provenance.joins import UNMEASURED, Joins, explained
from trafficaudit.detectors.provenance.plaintexts import Opening
from trafficaudit.detectors.provenance.senders import Sender
from trafficaudit.model import Capture, Decoded, Message

CAPTURE = Capture("c", "c", "", 0, "capture folder", app="kr.example.shop")
AID = "9774d56d682e549c"
AT = START.timestamp() - flows.START - 5


def joins(path: Path, *told: schema.Event, **changes: Any) -> Joins:
    path.write_bytes(b"".join(map(hookevents.line, told)))
    return Joins(path, CAPTURE, **changes)


def test_keys_are_named_in_the_order_of_the_file(tmp_path: Path) -> None:
    _, mac = hookevents.digest("HmacSHA256", AID.encode(), AT, key=b"first used")
    out, cipher = hookevents.gcm(b'{"a": "some text"}', at=AT)
    one = exchange(request=Message(body=out, body_size=len(out)))
    _, (opening,) = joins(tmp_path / "e", mac, cipher).open(one, decode(one))
    assert "and key k2 (" in opening.note


def test_what_both_ways_find_is_told_once_with_the_hook_s_story(tmp_path: Path) -> None:
    out, event = hookevents.digest("SHA-256", AID.encode(), AT)
    made = joins(tmp_path / "e", hookevents.api(AID, at=AT), event)
    fields = (field("b", AID), field("h", out.hex()), field("c", AID))
    found = list(made.findings(exchange(), Decoded(fields, ())))
    assert [(each.field.path, each.match) for each in found] == [("b", "verbatim"), ("h", "sha256"), ("c", "verbatim")]
    assert "as the digest that the app made of it" in found[1].reasoning


def test_a_digest_may_be_made_before_the_call_that_tells_what_it_is_of(tmp_path: Path) -> None:
    out, event = hookevents.digest("HmacSHA256", AID.encode(), AT, key=b"k" * 8)
    made = joins(tmp_path / "e", event, hookevents.api(AID, at=AT + 1))
    assert len(list(made.findings(exchange(), Decoded((field("h", out.hex()),), ())))) == 1


def test_the_detector_looks_only_at_its_own_capture_s_hooks(tmp_path: Path) -> None:
    made = joins(tmp_path / "e", hookevents.api(AID, at=AT))
    detect = provenance.build(Context(joins={"demo-00000000": made}))
    decoded = Decoded((field("x", AID),), ())
    assert len(list(detect(exchange(), decoded))) == 1
    assert list(detect(exchange(capture_id="another"), decoded)) == []
    assert list(provenance.build(Context())(exchange(), decoded)) == []


def test_a_finding_is_told_how_it_was_ciphered_from_the_inside_out_and_who_sent_it() -> None:
    fields = tuple(field(path, "v") for path in "abcdef")
    openings = (
        Opening(2, 4, 1, "ciphered outside (certain)", True, 0.0),
        Opening(4, 6, 3, "ciphered inside (likely)", False, 0.0),
    )
    sender = Sender(7, "kr.example.shop", "kr.example.shop", "a reason", certain=True)
    made = [replace(finding(), field=each, confidence=1.0, reasoning="Why.") for each in fields]
    told = list(explained(made, Decoded(fields, ()), openings, sender))
    by = "sent by process 7 (kr.example.shop): a reason (certain)."
    assert [each.reasoning for each in told] == [
        f"Why; {by}", f"Why; {by}",
        f"Why; ciphered outside (certain); {by}", f"Why; ciphered outside (certain); {by}",
        f"Why; ciphered inside (likely); ciphered outside (certain); {by}",
        f"Why; ciphered inside (likely); ciphered outside (certain); {by}",
    ]  # fmt: skip
    assert [each.confidence for each in told] == [1.0, 1.0, 1.0, 1.0, 0.9, 0.9]
    received = replace(made[0], field=replace(fields[0], direction="response"))
    assert list(explained([received], Decoded(fields, ()), (), sender)) == [received]
    assert list(explained(made, Decoded(fields, ()), (), None)) == made


def test_what_is_missing_is_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "e"
    told = [hookevents.api(f"value-number-{number}", "clipboard") for number in range(503)]
    path.write_bytes(b"".join(map(hookevents.line, told)) + b"torn")
    found = Joins(path, CAPTURE)
    gaps = list(found.gaps(4))
    assert [gap.reason for gap in gaps] == [
        "events.jsonl: 1 line is cut off at the end of the file",
        "events.jsonl: 3 values that APIs gave were not searched for because there are too many",
    ]
    assert {(gap.position, gap.exchanges, gap.capture_id) for gap in gaps} == {(4, 0, "c")}
    # Asking again counts nothing twice.
    assert list(found.gaps(4)) == gaps


def test_hooks_that_failed_and_troubles_are_gaps(tmp_path: Path) -> None:
    told: list[schema.Event] = [
        schema.Hook(**hookevents.common(), hook=f"a.B.method{number}", state=state)  # type: ignore[arg-type]
        for number, state in enumerate(["failed"] * 7 + ["installed", "absent"])
    ]
    # What failed at first and was put in place later is none.
    told += [schema.Hook(**hookevents.common(), hook="a.B.method0", state="installed")]
    told += [schema.Trouble(**hookevents.common(), what="010-1234-5678")]
    assert [gap.reason for gap in joins(tmp_path / "e", *told).gaps()] == [
        "events.jsonl: 6 hooks could not be put in place, and saw nothing: crypto a.B.method1, crypto a.B.method2, "
        "crypto a.B.method3, crypto a.B.method4, crypto a.B.method5 and others",
        "events.jsonl: the hooks could not do 1 thing (trouble events)",
    ]


def test_without_events_nothing_is_joined(tmp_path: Path) -> None:
    made = joins(tmp_path / "e")
    one = exchange()
    decoded = decode(one)
    assert made.open(one, decoded) == (decoded, ())
    assert made.sender(one) is None
    assert list(made.findings(one, decoded)) == []
    assert [gap.reason for gap in made.gaps()] == [
        "events.jsonl: the hooks told nothing: no process of the app was hooked"
    ]


_BYTES = st.binary(max_size=40)
_EVENTS = st.one_of(
    st.builds(lambda v, c, at: hookevents.api(v, c, at=at, arguments=[v]), st.text(max_size=40), st.sampled_from(["android_id", "coordinates", "name", "nonsense"]), st.floats(-1e12, 1e12)),
    st.builds(lambda a, b, o, n: hookevents.encrypted(a, b, operation=o, algorithm=n), _BYTES, _BYTES, st.sampled_from(["encrypt", "decrypt", "wrap", "unwrap"]), st.text(max_size=20)),
    st.builds(lambda a, b: schema.Digest(**hookevents.common(), algorithm="SHA-256", operation="digest", input=a, output=b), _BYTES, _BYTES),
)  # fmt: skip


@given(told=st.lists(_EVENTS, max_size=8), body=_BYTES)
def test_any_events_beside_any_body_end_well(
    told: list[schema.Event], body: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = joins(tmp_path_factory.getbasetemp() / "any", *told)
    carried = b"".join(getattr(event, "output", b"") for event in told)
    one = exchange(request=Message(body=body + carried, body_size=len(body + carried)))
    before = decode(one)
    decoded, openings = made.open(one, before)
    assert decoded.fields[0].value == before.fields[0].value
    for each in explained(made.findings(one, decoded), decoded, openings, made.sender(one)):
        assert 0 < each.confidence <= 1


def test_ten_thousand_operations_against_a_thousand_bodies(tmp_path: Path) -> None:
    made = [hookevents.gcm(b'{"n": %d}' % number * 20, iv=number.to_bytes(12), at=AT) for number in range(10_000)]
    began = time.process_time()
    known = joins(tmp_path / "e", *(event for _, event in made))
    opened = 0
    for number in range(1_000):
        body = bytes(16) + made[number * 10][0]
        one = exchange(number, request=Message(body=body, body_size=len(body)))
        opened += len(known.open(one, decode(one))[1])
    assert opened == 1_000
    assert time.process_time() - began < 20


def test_a_phone_whose_clock_is_ahead_is_set_right_by_when_its_events_came(tmp_path: Path) -> None:
    path = tmp_path / "e"
    event = hookevents.api(AID, at=AT + 3_600)
    path.write_bytes(hookevents.line(event)[:-2] + b',"host_at":%.3f}\n' % (event.at - 3_600_000))
    for offset, confidence in ((None, 1.0), (0.0, 0.5)):
        (found,) = Joins(path, CAPTURE, offset=offset).findings(exchange(), Decoded((field("x", AID),), ()))
        assert found.confidence == confidence


@pytest.mark.parametrize(("offset", "said"), [(None, [UNMEASURED]), (0.0, []), (32_400.0, [])])
def test_a_clock_that_nobody_measured_is_a_gap_where_times_tell_who_sent(
    tmp_path: Path, offset: float | None, said: list[str]
) -> None:
    path = tmp_path / "e"
    local = schema.Endpoint("10.0.0.2", 4711)
    connect = schema.Connect(**hookevents.common(agent="sockets"), transport="tcp", local=local)
    path.write_bytes(hookevents.line(connect))
    assert [gap.reason for gap in Joins(path, CAPTURE, offset=offset).gaps()] == [
        f"events.jsonl: {each}" for each in said
    ]
