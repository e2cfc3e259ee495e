import gzip
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mitmproxy.test import tflow
from support import flows, hookevents, pictures
from support.samples import START, exchange
from support.states import record

from trafficaudit import events as schema
from trafficaudit import faults, together
from trafficaudit.decode import decode
from trafficaudit.detectors import DETECTORS
from trafficaudit.detectors.guarded import guarded
from trafficaudit.errors import DestinationError, PersonaError
from trafficaudit.examine import ASSUMED, Examined, Examiner
from trafficaudit.model import Capture, Decoded, Exchange, Finding, Gap, Message, Phase
from trafficaudit.phases import CROSSED
from trafficaudit.readers import Source, open_capture
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

CAPTURE = Capture("c", "c", "", 0, "capture folder", app="from.capture", phases=(Phase(START, "login"),))


def test_an_exchange_is_decoded_searched_and_located(tmp_path: Path) -> None:
    person = tmp_path / "p.toml"
    person.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    body = b'{"u": "seoyun.kim@hanbit.example"}'
    sent = exchange(request=Message(body=body, body_size=len(body)), server_address="3.34.0.1", app="")
    found = Examiner(person, app="kr.example.shop").examine(sent, CAPTURE)
    assert found.exchange.app == "kr.example.shop"
    assert ("email", "persona", "u") in {(each.category, each.detector, each.field.path) for each in found.findings}
    assert (found.destination.country, found.destination.certainty) == ("KR", "established")
    assert any(field.path == "u" for field in found.decoded.fields)


def test_labels_of_a_host_are_telling_whatever_the_exchange_carries(tmp_path: Path) -> None:
    person = tmp_path / "p.toml"
    person.write_text('[values]\nuser_id = ["quillvert-7731"]\nphone_number = ["010-7315-2846"]\n')
    examiner = Examiner(person)

    def telling(host: str, **changes: str) -> tuple[str, ...]:
        sent = exchange(0, **{"host": host, "url": f"https://{host}/", **changes})
        return examiner.examine(sent, CAPTURE).telling

    assert telling("x.quillvert-7731.push.example") == ("quillvert-7731",)
    assert telling("x.quillvert-7731.push.example", protocol="websocket") == ("quillvert-7731",)
    assert telling("7175696c6c766572742d37373331.push.example") == ("7175696c6c766572742d37373331",)
    assert telling("api.push.example") == ()
    assert telling("quillvert-7731.example") == ()  # whose name it is, is what the table is for
    assert telling("203.0.113.7", server_address="203.0.113.7") == ()


def test_what_hooks_told_of_a_capture_is_known_until_the_next_one(tmp_path: Path) -> None:
    out, event = hookevents.gcm(b'{"mail": "seoyun.kim@hanbit.example"}', at=0)
    hooked = open_capture(hookevents.capture(tmp_path / "a", [flows.flow(0, body=out)], [event, event]))
    plain = open_capture(hookevents.capture(tmp_path / "b", [flows.flow(0, body=out)], None))
    examiner = Examiner()

    def found() -> list[tuple[str, str]]:
        (item,) = hooked.items()
        assert isinstance(item, Exchange)
        return [(each.category, each.field.path) for each in examiner.examine(item, hooked.capture).findings]

    assert found() == []
    assert examiner.learn(hooked) == ()
    assert ("email", "mail") in found()
    assert examiner.learn(plain) == ()
    assert found() == []


def test_a_host_named_by_what_hooks_told_is_redacted_whatever_capture_came_before(tmp_path: Path) -> None:
    told = hookevents.api("narae-quillvert", "device_name")
    made = flows.flow(0, host="narae-quillvert.push.example")
    hooked = open_capture(hookevents.capture(tmp_path / "a", [made], [told]))
    plain = open_capture(hookevents.capture(tmp_path / "b", [made], None))
    examiner = Examiner()

    def telling(source: Source) -> tuple[str, ...]:
        examiner.learn(source)
        (item,) = source.items()
        assert isinstance(item, Exchange)
        return examiner.examine(item, source.capture).telling

    assert [telling(each) for each in (plain, hooked, plain)] == [(), ("narae-quillvert",), ()]


def test_unusable_inputs_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("x")
    with pytest.raises(PersonaError):
        Examiner(wrong)
    with pytest.raises(DestinationError):
        Examiner(geoip=[wrong])
    with pytest.raises(DestinationError):
        Examiner(recipients=[wrong])


def test_the_tables_and_the_proxy_are_not_loaded() -> None:
    # pandas alone would cost the worker and the proxy some 80 MB and a second.
    code = "import sys, trafficaudit.live.worker, trafficaudit.live.view; print({'pandas', 'pyarrow', 'mitmproxy', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"


def _hooked(tmp_path: Path, *told: schema.Event) -> Path:
    """Two requests of two connections; what hooks told is about the first one."""
    body = b'{"email": "seoyun.kim@hanbit.example"}'
    made = [flows.flow(number, body=body) for number in (0, 1)]
    return hookevents.capture(tmp_path / "hooked", made, told)


def _connect() -> schema.Event:
    local = schema.Endpoint("10.8.0.2", 40_000)
    return schema.Connect(**hookevents.common(0), transport="tcp", local=local)


def test_what_no_hook_saw_being_sent_says_on_what_it_is_the_apps(tmp_path: Path) -> None:
    source = open_capture(_hooked(tmp_path, _connect()))
    examiner = Examiner()
    examiner.learn(source)
    sent = [one for one in source.items() if isinstance(one, Exchange)]
    seen, unseen = [examiner.examine(one, source.capture) for one in sent]
    assert (seen.assumed, unseen.assumed) == (False, True)
    assert {seen.exchange.app, unseen.exchange.app} == {hookevents.APP}
    assert all(ASSUMED not in each.reasoning for each in seen.findings)
    assert [ASSUMED in each.reasoning for each in unseen.findings] == [
        each.field.direction == "request" for each in unseen.findings
    ]
    assert any(ASSUMED in each.reasoning for each in unseen.findings)
    # Who names the app of every exchange has said it.
    named = Examiner(app="kr.named.shop")
    named.learn(source)
    assert [named.examine(one, source.capture).assumed for one in sent] == [False, False]


@pytest.mark.parametrize("told", [(), (hookevents.api("x", "clipboard"),)], ids=["no hooks", "hooks of no connection"])
def test_where_nothing_is_known_of_processes_the_recording_is_the_apps(
    tmp_path: Path, told: tuple[schema.Event, ...]
) -> None:
    source = open_capture(_hooked(tmp_path, *told))
    examiner = Examiner()
    examiner.learn(source)
    sent = list(source.items())
    assert sent
    for one in sent:
        assert isinstance(one, Exchange)
        found = examiner.examine(one, source.capture)
        assert (found.assumed, found.exchange.app) == (False, hookevents.APP)
        assert all(ASSUMED not in each.reasoning for each in found.findings)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_replay_warns_of_exchanges_that_nobody_saw_the_app_send(tmp_path: Path, workers: int) -> None:
    summary = replay(Request((_hooked(tmp_path, _connect()),), tmp_path / "r", workers=workers))
    assert [each for each in summary.warnings if "no hook saw" in each] == [
        f"hooked: of 1 of 2 exchanges no hook saw which process sent them: they count for its app {hookevents.APP}, "
        "because the recording is of that app; the reasoning of each finding says so"
    ]


_WRITTEN = b"+37.5143+127.0629+012.345/"
_BLOCK = pictures.exif(gps=pictures.place(37.5143, 127.0629))


@pytest.mark.parametrize(
    "body",
    [
        pictures.mp4(pictures.box(b"udta", pictures.user_text(b"\xa9xyz", _WRITTEN))),
        pictures.mp4(pictures.listed(com__apple__quicktime__location__ISO6709=_WRITTEN), brand=b"qt  "),
        pictures.mp4(pictures.box(b"udta", pictures.loci(b"", 37.5143, 127.0629)), brand=b"3gp5"),
        pictures.png(pictures.raw_profile("exif", b"Exif\0\0" + _BLOCK)),
        pictures.jpeg(_BLOCK),
    ],
    ids=["android", "apple", "3gpp", "raw profile", "exif"],
)
def test_where_a_picture_or_video_was_taken_is_found_as_coordinates(body: bytes) -> None:
    sent = exchange(request=Message(body=body, body_size=len(body)))
    found = {each.category for each in Examiner().examine(sent, CAPTURE).findings if each.field.part == "body"}
    assert found == {"coordinates", "photo"}


def test_a_request_that_lasts_over_a_mark_says_so_where_it_carries_something(tmp_path: Path) -> None:
    person = tmp_path / "p.toml"
    person.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    marks = (Phase(START, "before_consent"), Phase(START + timedelta(seconds=10), "consent"))
    examiner = Examiner(person, marks=marks)
    late: dict[str, Any] = {
        "started_at": START + timedelta(seconds=5),
        "sent_until": START + timedelta(seconds=12),
    }

    def lacking(body: bytes, **changes: Any) -> tuple[str, ...]:
        sent = exchange(request=Message(body=body, body_size=len(body)), **late | changes)
        found = examiner.examine(sent, CAPTURE)
        assert found.exchange.phase == "before_consent"
        assert list(examiner.each([sent], CAPTURE)) == [found], "a replay takes several at a time, and says the same"
        return found.lacking

    (told,) = lacking(b'{"u": "seoyun.kim@hanbit.example"}')
    assert told.endswith(CROSSED)
    assert lacking(b'{"u": "nothing"}') == ()
    answer = Message(body=b'{"u": "seoyun.kim@hanbit.example"}', body_size=34, status=200)
    assert lacking(b'{"u": "nothing"}', response=answer) == (), "what came back was not sent over the mark"
    assert lacking(b'{"u": "seoyun.kim@hanbit.example"}', sent_until=START + timedelta(seconds=6)) == ()


def _bodies(count: int) -> list[Exchange]:
    bodies = [
        f'{{"email": "seoyun{number}@hanbit.example", "adid": "{number:08x}"}}'.encode() for number in range(count)
    ]
    return [exchange(number, request=Message(body=body, body_size=len(body))) for number, body in enumerate(bodies)]


@pytest.mark.parametrize("full", [1, 600, 1 << 18])
def test_some_at_a_time_give_what_one_by_one_gives(full: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "FULL", full)
    gap = Gap(CAPTURE.id, 3, 0, "torn")
    sent = _bodies(together.MANY * 2 + 3)
    items: list[Exchange | Gap] = [gap, *sent[:3], gap, *sent[3:]]
    made, alone = Examiner(), Examiner()
    expected = [item if isinstance(item, Gap) else alone.examine(item, CAPTURE) for item in items]
    assert list(made.each(items, CAPTURE)) == expected
    assert sum(len(each.findings) for each in expected if not isinstance(each, Gap)) >= len(sent)


def test_a_detector_that_fails_where_nothing_was_decoded_ends_no_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a message without a body there is no field to tell it at."""
    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])
    empty = exchange(0, protocol="websocket", url="", request=None, response=None)
    other = exchange(1)

    def failing(one: Exchange, decoded: Decoded) -> Iterator[Finding]:
        raise KeyError(one.id)

    made = Examiner()
    vars(made)["_detectors"] = (guarded("key", failing),) * len(DETECTORS)
    first, second = made.each([empty, other], CAPTURE)
    assert isinstance(first, Gap)
    assert first.reason.startswith("exchange 000000: what puts its findings together failed (KeyError")
    assert isinstance(second, Examined)
    assert "the detector key failed" in second.decoded.opaque[-1].reason


def test_what_inflates_is_looked_at_before_more_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    large = b"x" * (2 * together.FULL)
    packed = gzip.compress(large, mtime=0)
    sent = [
        exchange(number, request=Message(((b"content-encoding", b"gzip"),), packed, body_size=len(packed)))
        for number in range(3)
    ]
    decoded: list[str] = []

    def noted(one: Exchange) -> Decoded:
        decoded.append(one.id)
        return decode(one)

    monkeypatch.setattr("trafficaudit.examine.decode", noted)
    made = Examiner().each(sent, CAPTURE)
    next(made)
    assert len(decoded) == 1  # the others are not held in full beside it
    assert len(list(made)) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_whom_another_site_knows_is_seen_in_whatever_order_it_was_recorded(tmp_path: Path, turned: bool) -> None:
    keeps, told = tflow.tflow(resp=True), tflow.tflow(resp=True)
    assert keeps.response is not None
    keeps.request.host = keeps.request.headers["host"] = "p.ads.example"
    keeps.response.headers["set-cookie"] = "V=Xr4Qp2vLm9Tz; Max-Age=31536000"
    told.request.host = told.request.headers["host"] = "sync.other.example"
    told.request.path = "/m?vk=Xr4Qp2vLm9Tz"
    path = tmp_path / "a.mitm"
    path.write_bytes(b"".join(map(record, [told, keeps] if turned else [keeps, told])))
    source, examiner = open_capture(path), Examiner()
    examiner.learn(source)
    made = [
        found
        for item in source.items()
        if isinstance(item, Exchange)
        for found in [examiner.examine(item, source.capture)]
    ]
    seen = {(each.exchange.host, one.field.path, one.detector) for each in made for one in each.findings}
    assert ("sync.other.example", "query.vk", "crosssite") in seen
    examiner.learn(open_capture(flows.write(tmp_path / "b.mitm", told)))
    again = examiner.examine(made[not turned].exchange, source.capture)
    assert "crosssite" not in {one.detector for one in again.findings}
