import hashlib
import itertools
import json
import operator
import pkgutil
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from mitmproxy import dns, flow
from mitmproxy.test import tflow
from support import flows, hars, packages
from support.states import record

from trafficaudit import evidence, faults, readers
from trafficaudit.errors import EvidenceError, OutputError, ReadError
from trafficaudit.introduced import Look
from trafficaudit.model import Exchange
from trafficaudit.readers import Source
from trafficaudit.replay import Request, replay, replay_each
from trafficaudit.report.links import link
from trafficaudit.report.results import read_results
from trafficaudit.tables.comparison import observed

EMAIL = "seoyun.kim@hanbit.example"
PERSONA = f"""
[values]
email = ["{EMAIL}"]
phone_number = ["010-9183-2746"]
"""
SEOUL = "3.34.0.1"  # AWS ap-northeast-2, ip-ranges.json


@pytest.fixture
def persona_file(tmp_path: Path) -> Path:
    path = tmp_path / "person.toml"
    path.write_text(PERSONA, encoding="utf-8")
    return path


def har(path: Path) -> Path:
    digest = hashlib.sha256(EMAIL.encode()).hexdigest()
    return hars.write(
        path,
        hars.entry(f"https://a.shop.example/t?m={EMAIL}", SEOUL, at="2026-11-24T09:00:00+09:00"),
        hars.entry(
            "https://b.ads.example/c", "8.8.8.8", body=json.dumps({"u": {"h": digest}}), at="2026-11-24T09:05:00+09:00"
        ),
        hars.entry(
            "https://b.ads.example/c",
            "8.8.8.8",
            response=json.dumps({"tel": "+82 10-9183-2746"}),
            at="2026-11-24T09:06:00+09:00",
        ),
    )


def findings(folder: Path) -> pd.DataFrame:
    data = pd.read_parquet(folder / "findings.parquet")
    return data[data["detector"] == "persona"].reset_index(drop=True)


def test_the_whole_path_from_a_har_to_the_tables(tmp_path: Path, persona_file: Path) -> None:
    marks = tmp_path / "phases.jsonl"
    marks.write_text(
        '{"at": "2026-11-24T08:59:00+09:00", "phase": "before_consent"}\n{"at": "2026-11-24T09:04:00+09:00", "phase": "browse"}\n'
    )
    summary = replay(Request((har(tmp_path / "s.har"),), tmp_path / "out", persona_file, "kr.example.shop", marks))
    assert (summary.exchanges, len(summary.gaps)) == (3, 0)
    found = findings(tmp_path / "out")
    assert found[["position", "phase", "direction", "part", "path", "category", "match"]].to_numpy().tolist() == [
        [0, "before_consent", "request", "url", "query.m", "email", "verbatim"],
        [1, "browse", "request", "body", "u.h", "email", "sha256"],
        [2, "browse", "response", "body", "tel", "phone_number", "normalised"],
    ]
    assert set(found["app"]) == {"kr.example.shop"}
    url = f"https://a.shop.example/t?m={EMAIL}"
    start, end = found[["span_start", "span_end"]].to_numpy()[0]
    assert url[start:end] == EMAIL
    transfers = pd.read_parquet(tmp_path / "out" / "transfers.parquet").set_index("host")
    sent = transfers[transfers["detectors"] == "persona"]
    columns = ["host", "country", "certainty", "leaves_korea", "encrypted", "match"]
    assert sent.reset_index()[columns].to_numpy().tolist()[0] == [
        "a.shop.example",
        "KR",
        "established",
        "no",
        "yes",
        "verbatim",
    ]
    assert sent.reset_index()["match"].tolist() == ["verbatim", "sha256"]


def test_what_was_not_read_stands_in_the_phase_in_which_it_was_missed(tmp_path: Path, persona_file: Path) -> None:
    marks = tmp_path / "phases.jsonl"
    marks.write_text(
        '{"at": "2026-11-24T08:59:00+09:00", "phase": "before_consent"}\n{"at": "2026-11-24T09:04:00+09:00", "phase": "browse"}\n'
    )
    broken = hars.entry("https://a.shop.example/", SEOUL, at="2026-11-24T09:00:00+09:00")
    broken["request"]["postData"] = "x"
    tunnel = hars.entry("https://acs.shop.example", SEOUL, at="2026-11-24T09:05:00+09:00")
    tunnel["request"]["method"] = "CONNECT"
    refused = [
        {"startedDateTime": f"2026-11-24T09:0{minute}:00+09:00", "cause": "cert-rejected"} for minute in (1, 5, 6)
    ]
    capture = hars.write(tmp_path / "s.har", broken, tunnel, _tlsErrors=refused)
    replay(Request((capture,), tmp_path / "out", persona_file, "kr.example.shop", marks))
    rows = pd.read_csv(tmp_path / "out" / "coverage.csv").fillna(0).to_numpy().tolist()
    found = {(phase, state): (exchanges, connections) for _, phase, state, _, exchanges, connections, _ in rows}
    assert {place: counted for place, counted in found.items() if any(counted)} == {
        ("before_consent", "decrypted"): (1, 1),
        ("before_consent", "tls refused"): (0, 1),
        ("before_consent", "lost"): (1, 0),
        ("browse", "tls refused"): (0, 2),
        ("browse", "not intercepted"): (1, 1),
    }
    sent = pd.read_parquet(tmp_path / "out" / "exchanges.parquet")
    assert sent[["state", "sent"]].to_numpy().tolist() == [["decrypted", "yes"], ["tunnel", "no"]]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kind", ["flows", "har"])
def test_a_clock_that_was_set_back_puts_nothing_into_a_phase_in_silence(
    tmp_path: Path, kind: str, workers: int
) -> None:
    """At minute 5 consent was marked, by a clock that had been at 20 before: what says 4 and 6 may be of either time."""
    minutes = [0, 10, 20, 4, 6, 25]
    if kind == "har":
        entries = (hars.entry("https://a.example/", SEOUL, at=f"2026-11-24T00:{minute:02}:00Z") for minute in minutes)
        capture = hars.write(tmp_path / "s.har", *entries)
    else:
        capture = flows.write(tmp_path / "s.mitm", *(flows.flow(60 * minute) for minute in minutes))
    marks = tmp_path / "phases.csv"
    marks.write_text("at,phase\n2026-11-23T23:59:00Z,before_consent\n2026-11-24T00:05:00Z,consent\n")
    summary = replay(Request((capture,), tmp_path / "out", phases=marks, workers=workers))
    unsure = "unmarked (clock set back)"
    found = pd.read_parquet(tmp_path / "out" / "exchanges.parquet")["phase"].tolist()
    assert found == ["before_consent", unsure, unsure, unsure, unsure, "consent"]
    (gap,) = summary.gaps
    assert (gap.position, gap.exchanges) == (3, 0)
    assert "times run back: the recorder's clock was set back" in gap.reason
    assert "(960 s, from 2026-11-24T00:20:00+00:00 to 2026-11-24T00:04:00+00:00)" in gap.reason
    assert unsure in gap.reason
    # Without a mark in between every phase is sure, and only the step is told.
    marks.write_text("at,phase\n2026-11-23T23:59:00Z,before_consent\n2026-11-24T00:24:00Z,consent\n")
    summary = replay(Request((capture,), tmp_path / "sure", phases=marks, workers=workers))
    found = pd.read_parquet(tmp_path / "sure" / "exchanges.parquet")["phase"].tolist()
    assert found == [*["before_consent"] * 5, "consent"]
    assert [unsure in gap.reason for gap in summary.gaps] == [False]


def test_a_host_header_that_names_another_than_the_url_is_told(tmp_path: Path) -> None:
    entries = [
        hars.entry("https://a.shop.example/", SEOUL, headers=headers)
        for headers in ({"Host": "front.example"}, {"Host": "A.shop.example:443"}, {"Host": "b.shop.example"})
    ]
    summary = replay(Request((hars.write(tmp_path / "s.har", *entries),), tmp_path / "out"))
    (told,) = [each for each in summary.warnings if "two domains" in each]
    assert told.startswith("s.har: 1 exchange went by names of two domains")
    assert "(a.shop.example / front.example)" in told


def test_the_order_in_which_captures_are_named_changes_nothing(tmp_path: Path, persona_file: Path) -> None:
    first = hars.write(tmp_path / "b.har", hars.entry(f"https://a.shop.example/t?m={EMAIL}", SEOUL))
    second = hars.write(
        tmp_path / "a.har",
        hars.entry(f"https://a.shop.example/u?n=1&m={EMAIL}", SEOUL, at="2026-11-24T08:00:00+09:00"),
        hars.entry(f"https://b.shop.example/?m={EMAIL}", SEOUL),
    )
    one, other = tmp_path / "one", tmp_path / "other"
    replay(Request((first, second), one, persona_file))
    replay(Request((second, first), other, persona_file))
    assert {each.name: each.read_bytes() for each in one.iterdir()} == {
        each.name: each.read_bytes() for each in other.iterdir()
    }


def test_recordings_of_the_same_time_are_told_of(tmp_path: Path, persona_file: Path) -> None:
    def entries(first: str, second: str) -> list[dict[str, Any]]:
        return [hars.entry("https://a.shop.example/", SEOUL, at=f"2026-11-24T{at}+09:00") for at in (first, second)]

    one = hars.write(tmp_path / "one.har", *entries("09:00:00", "09:10:00"))
    two = hars.write(tmp_path / "two.har", *entries("09:05:00", "09:20:00"))
    later = hars.write(tmp_path / "later.har", *entries("10:00:00", "10:10:00"))
    summary = replay(Request((one, two, later), tmp_path / "out", persona_file, "kr.example.shop"))
    said = [warning for warning in summary.warnings if "at the same time" in warning]
    assert [warning.split("-")[0] for warning in said] == ["one"]
    assert "and two-" in said[0]


def test_a_date_of_birth_that_forms_show_is_none_where_no_name_says_so(tmp_path: Path) -> None:
    person = tmp_path / "person.toml"
    person.write_text('[values]\nbirth_date = ["1990-01-01"]\n', encoding="utf-8")
    address = "https://a.shop.example/items?sku=19900101&price=19900101&birth=19900101"
    replay(Request((hars.write(tmp_path / "s.har", hars.entry(address, SEOUL)),), tmp_path / "out", person))
    found = findings(tmp_path / "out")
    assert found[found["detector"] == "persona"]["path"].tolist() == ["query.birth"]


def test_what_a_query_for_a_name_carries_was_sent_to_the_resolver(tmp_path: Path, persona_file: Path) -> None:
    made = tflow.tdnsflow()
    made.server_conn.address = made.server_conn.peername = ("8.8.8.8", 53)
    made.request.questions = [dns.Question(f"{EMAIL.encode().hex()}.t.example", 1, 1)]
    path = tmp_path / "dns.mitm"
    path.write_bytes(record(made))
    replay(Request((path,), tmp_path / "out", persona_file))
    sent = pd.read_parquet(tmp_path / "out" / "transfers.parquet")
    seeded = sent[sent["match"] == "verbatim"]
    assert seeded[["host", "category", "example"]].to_numpy().tolist() == [
        ["8.8.8.8", "email", seeded["example"].iloc[0]]
    ]
    assert seeded["example"].iloc[0].endswith("/000000 url host[0]")


@pytest.mark.assertion("REP-1")
def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, persona_file: Path) -> None:
    capture = har(tmp_path / "s.har")
    for name in ("one", "two"):
        replay(Request((capture,), tmp_path / name, persona_file))
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(
        [
            "exchanges.parquet",
            "findings.parquet",
            "destinations.parquet",
            "transfers.parquet",
            "transfers.csv",
            "transfers.xlsx",
            "coverage.csv",
            "recipe.json",
        ]
    )
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
        assert str(tmp_path).encode() not in (tmp_path / "one" / name).read_bytes()


@pytest.mark.assertion("RED-1")
def test_no_value_of_the_persona_stands_in_any_output(tmp_path: Path, persona_file: Path) -> None:
    body = json.dumps({EMAIL: {"id": 1}, "x": [EMAIL, "01091832746"]})
    capture = hars.write(
        tmp_path / "s.har",
        hars.entry(
            f"https://a.shop.example/{EMAIL}/01091832746?{EMAIL}=1",
            SEOUL,
            headers={"x-a": EMAIL, "cookie": f"{EMAIL}=1"},
            body=body,
        ),
    )
    replay(Request((capture,), tmp_path / "out", persona_file))
    assert len(findings(tmp_path / "out")) >= 6
    for file in (tmp_path / "out").iterdir():
        raw = file.read_bytes()
        assert EMAIL.encode() not in raw, file.name
        assert b"01091832746" not in raw, file.name
    for table in ("findings", "exchanges", "transfers"):
        text = pd.read_parquet(tmp_path / "out" / f"{table}.parquet").to_csv()
        assert EMAIL not in text, table
        assert "01091832746" not in text, table


@pytest.mark.assertion("RED-1")
@pytest.mark.parametrize("place", ["key", "header", "path", "no path", "error"])
def test_no_value_stands_in_what_names_a_place(tmp_path: Path, persona_file: Path, place: str) -> None:
    """The names beside a value, and the path of its URL, may be values of the person as well."""
    login = "vert.quill77"
    persona_file.write_text(f'{PERSONA}user_name = ["{login}"]\n', encoding="utf-8")
    users = {EMAIL: {"id": EMAIL}, login: {"name": login}, "01091832746": {"tel": "01091832746"}}
    urls = {"path": f"https://a.example/u/{login}/x", "no path": f"https://a.example?u={login}/{EMAIL}"}
    capture = hars.write(
        tmp_path / "s.har",
        hars.entry(
            urls.get(place, "https://a.example/u"),
            SEOUL,
            headers={f"x-{login}": login} if place == "header" else None,
            body=json.dumps(users if place == "key" else {"u": [EMAIL, login]}),
        )
        | ({"_error": f"no answer for {EMAIL} ({login})"} if place == "error" else {}),
    )
    replay(Request((capture,), tmp_path / "out", persona_file))
    assert len(findings(tmp_path / "out")) >= 2
    texts = [pd.read_parquet(file).to_csv() for file in (tmp_path / "out").glob("*.parquet")]
    texts += [file.read_text() for file in (tmp_path / "out").iterdir() if file.suffix in (".csv", ".json")]
    assert not [text for text in texts for value in (EMAIL, login, "01091832746") if value in text]


@pytest.mark.assertion("RED-1")
def test_a_host_named_after_the_person_is_shown_without_the_name(tmp_path: Path, persona_file: Path) -> None:
    """All that goes to it stands under one name, whether or not an exchange says who it is in another place too."""
    name = "quillvert-7731"
    persona_file.write_text(f'{PERSONA}user_name = ["{name}"]\n', encoding="utf-8")
    host = f"{name}.Push.a.example"
    socket = hars.entry(f"wss://{host}/s", SEOUL) | {"_resourceType": "websocket", "_webSocketMessages": [
        {"type": "send", "time": 1.0, "opcode": 1, "data": json.dumps({"os": "Android 14"})}]}  # fmt: skip
    entries = [hars.entry(f"https://{host}/u?n={name}", SEOUL), hars.entry(f"https://{host}/x", SEOUL), socket]
    replay(Request((hars.write(tmp_path / "s.har", *entries),), tmp_path / "out", persona_file))
    tables = {file.stem: pd.read_parquet(file) for file in (tmp_path / "out").glob("*.parquet")}
    assert tables["findings"]["part"].eq("url").any()
    assert not [text for text in (table.to_csv().lower() for table in tables.values()) if name in text]
    assert set(tables["exchanges"]["host"]) == {"qu…31 (14).push.a.example"}
    assert len(tables["exchanges"]) == 4
    assert set(tables["destinations"]["domain"]) == {"a.example"}
    assert set(tables["destinations"]["host"]) == {"qu…31 (14).push.a.example"}


@pytest.mark.assertion("REA-2")
def test_a_damaged_capture_gives_what_is_whole_and_says_what_is_not(tmp_path: Path, persona_file: Path) -> None:
    whole = har(tmp_path / "s.har").read_bytes()
    cut = tmp_path / "cut.har"
    cut.write_bytes(whole[: int(len(whole) * 0.8)])
    summary = replay(Request((cut,), tmp_path / "out", persona_file))
    assert summary.exchanges == 2
    assert len(summary.gaps) == 1
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_text())
    assert len(recipe["gaps"]) == 1
    coverage = pd.read_csv(tmp_path / "out" / "coverage.csv")
    assert coverage.loc[coverage["state"] == "lost", "exchanges"].sum() == 1


def test_one_recording_given_twice_is_refused(tmp_path: Path) -> None:
    first, second = har(tmp_path / "a.har"), har(tmp_path / "b.har")
    with pytest.raises(
        ReadError, match=r"b\.har: is the same recording as .*a\.har \(it would count twice: .*\*\.sealed"
    ):
        replay(Request((first, second), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("before", [True, False])
def test_captures_that_share_a_file_of_traffic_are_refused(tmp_path: Path, before: bool) -> None:
    """Their ids and digests differ: one has other marks, or is the file by itself."""
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for number, folder in enumerate(folders):
        folder.mkdir()
        flows.write(folder / "traffic-0001.mitm", flows.flow(number // 2))
        (folder / "traffic-0002.mitm").touch()  # that nothing was recorded is not the same recording
    (folders[1] / "phases.jsonl").write_text('{"at": "2026-11-24T09:00:00+00:00", "phase": "login"}\n')
    alone = tmp_path / "alone.mitm"
    alone.write_bytes((folders[0] / "traffic-0001.mitm").read_bytes())
    for other in (folders[1], alone):
        pair = (folders[0], other) if before else (other, folders[0])
        with pytest.raises(ReadError, match="count twice"):
            replay(Request(pair, tmp_path / "out"))
    assert replay(Request((folders[0], folders[2]), tmp_path / "out")).exchanges == 2


def test_two_captures_of_one_name_stay_apart(tmp_path: Path, persona_file: Path) -> None:
    (tmp_path / "b").mkdir()
    first = har(tmp_path / "s.har")
    second = hars.write(tmp_path / "b" / "s.har", hars.entry(f"https://c.example/?m={EMAIL}", SEOUL))
    replay(Request((first, second), tmp_path / "out", persona_file))
    assert findings(tmp_path / "out")["capture"].nunique() == 2


def test_an_existing_result_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="--force"):
        replay(Request((har(tmp_path / "s.har"),), tmp_path / "out"))


@pytest.mark.parametrize("made", [replay, replay_each])
def test_nothing_is_written_into_the_capture_itself(made: Callable[[Request], object], tmp_path: Path) -> None:
    capture = tmp_path / "capture"
    capture.mkdir()
    for target in (capture, capture / "out"):
        with pytest.raises(OutputError, match="into the capture"):
            made(Request((capture,), target, force=True))
    assert not list(capture.iterdir())


def test_the_order_of_a_recording_places_nothing(tmp_path: Path) -> None:
    """The shortest handshake and the DNS answer may stand first or last: each destination is the same."""
    made: list[flow.Flow] = []
    for number, seconds in enumerate((0.002, 0.2, 0.05)):
        one = tflow.tflow(resp=True)
        one.request.host = one.request.headers["host"] = f"h{number % 2}.shop.example"
        server = one.server_conn
        server.id, server.peername = f"s{number}", ("3.91.20.4", 443)
        server.timestamp_start, server.timestamp_tcp_setup = 1_790_000_000.0, 1_790_000_000.0 + seconds
        server.timestamp_tls_setup = 1_790_000_000.0 + 2 * seconds
        made.append(one)
    asked = tflow.tdnsflow(resp=True)
    assert asked.response
    asked.response.answers = [dns.ResourceRecord.CNAME("h1.shop.example", "x.example")]
    made.append(asked)
    tables = []
    for number, order in enumerate(itertools.permutations(made)):
        if number % 5:
            continue
        path = tmp_path / f"{number}.mitm"
        path.write_bytes(b"".join(record(one) for one in order))
        replay(Request((path,), tmp_path / str(number), observer="KR"))
        rows = pq.read_table(tmp_path / str(number) / "destinations.parquet").to_pylist()
        tables.append(sorted((row["host"], row["certainty"], row["evidence"], row["exchanges"]) for row in rows))
    assert all(table == tables[0] for table in tables)
    assert {"disputed"} <= {certainty for _, certainty, _, _ in tables[0]}
    assert any("x.example" in evidence for _, _, evidence, _ in tables[0])


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1, body=json.dumps({"email": EMAIL}).encode()))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    return evidence.seal(made).path


def recorded(folder: Path) -> Any:
    return json.loads((folder / "recipe.json").read_text())


@pytest.mark.assertion("REP-3")
def test_a_sealed_capture_is_verified_and_gives_the_tables_of_the_unsealed_one(
    tmp_path: Path, sealed: Path, persona_file: Path
) -> None:
    replay(Request((sealed,), tmp_path / "one", persona_file))
    replay(Request((tmp_path / "shop",), tmp_path / "two", persona_file))
    said = recorded(tmp_path / "one")["inputs"]["captures"][0]["seal"]
    assert said["code"] == 4
    assert said["checks"]["payload"] == "ok"
    assert (
        said["tagmanifest_sha256"] == hashlib.sha256((sealed / "bag/tagmanifest-sha256.txt").read_bytes()).hexdigest()
    )
    assert recorded(tmp_path / "two")["inputs"]["captures"][0]["seal"] is None
    for file in (tmp_path / "one").iterdir():
        if file.name != "recipe.json":
            assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


@pytest.mark.assertion("REP-3")
def test_a_package_that_was_tampered_with_is_not_replayed(tmp_path: Path, sealed: Path) -> None:
    segment = sealed / "bag/data/capture/traffic-0001.mitm"
    packages.flip(segment, 900)
    for path in (sealed, sealed / "bag", segment.parent, segment):
        with pytest.raises(EvidenceError, match="is rejected"):
            replay(Request((path,), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["", "bag/data/capture/traffic-0001.mitm"])
def test_a_package_that_is_changed_between_its_verification_and_its_reading_is_not_replayed(
    tmp_path: Path, sealed: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    verify = evidence.verify

    def changed_then(*given: Any, **named: Any) -> evidence.Verdict:
        verdict = verify(*given, **named)
        packages.flip(sealed / "bag/data/capture/traffic-0001.mitm", 900)
        return verdict

    monkeypatch.setattr(evidence, "verify", changed_then)
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        replay(Request((sealed / place,), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.assertion("REP-3")
def test_a_rejected_package_is_replayed_on_demand_and_every_result_says_so(tmp_path: Path, sealed: Path) -> None:
    packages.flip(sealed / "bag/bag-info.txt", 3)
    summary = replay(Request((sealed,), tmp_path / "out", allow_rejected=True))
    assert any("REJECTED" in warning for warning in summary.warnings)
    recipe = recorded(tmp_path / "out")
    assert recipe["parameters"]["allow_rejected"] is True
    assert recipe["inputs"]["captures"][0]["seal"]["code"] == 3
    assert any("REJECTED" in warning for warning in recipe["warnings"])


def test_the_recipe_names_the_marks_that_the_exchanges_were_placed_by(tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    marks.write_text('{"at": "2026-11-24T09:00:00+09:00", "phase": "browse"}\n')
    replay(Request((har(tmp_path / "s.har"),), tmp_path / "out", phases=marks))
    (capture,) = json.loads((tmp_path / "out" / "recipe.json").read_text())["inputs"]["captures"]
    assert [mark["phase"] for mark in capture["phases"]] == ["browse"]


def test_each_capture_s_result_is_the_one_of_that_capture_alone(tmp_path: Path, persona_file: Path) -> None:
    one, small = har(tmp_path / "one.har"), hars.write(tmp_path / "empty.har")
    old = hars.write(tmp_path / "old.har", hars.entry("https://a.example/", SEOUL, at="2019-11-24T09:00:00+09:00"))
    given, counts = (one, small, old), list[int]()
    both = [
        replay_each(Request(given, tmp_path / name, persona_file, workers=workers), counts.append)
        for name, workers in (("here", 1), ("there", 2))
    ]
    for number, capture in enumerate(given):
        alone = replay(Request((capture,), tmp_path / "alone" / str(number), persona_file))
        for summaries in both:
            summary = summaries[number]
            assert summary.target.name == recorded(summary.target)["inputs"]["captures"][0]["id"]
            assert replace(summary, target=alone.target) == alone
            assert {file.name: file.read_bytes() for file in summary.target.iterdir()} == {
                file.name: file.read_bytes() for file in alone.target.iterdir()
            }
    assert not both[0][0].warnings
    assert both[0][2].warnings  # the databases are much newer than that capture alone
    assert counts == [1, 2, 3, 4] * 2


def test_each_refuses_what_stands_there_before_anything_is_read(tmp_path: Path) -> None:
    one, two = har(tmp_path / "one.har"), hars.write(tmp_path / "two.har", hars.entry("https://a.example/", SEOUL))
    (second,) = replay_each(Request((two,), tmp_path / "root"))
    with pytest.raises(OutputError, match="--force"):
        replay_each(Request((one, two), tmp_path / "root"))
    assert [folder.name for folder in (tmp_path / "root").iterdir()] == [second.target.name]
    assert len(replay_each(Request((one, two), tmp_path / "root", force=True))) == 2


def test_a_hostile_id_names_no_other_place(tmp_path: Path) -> None:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1))
    (made / "capture.json").write_text(json.dumps({"format": 1, "id": "../../../x/" + "y" * 300}))
    (summary,) = replay_each(Request((made,), tmp_path / "root"))
    assert summary.target.parent == tmp_path / "root"
    assert re.fullmatch(r"_\.\._\.\._x_y{100,150}-[0-9a-f]{8}", summary.target.name)


def test_two_captures_of_one_result_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    one, two = (
        har(tmp_path / "Shop.har"),
        hars.write(tmp_path / "b" / "shop.har", hars.entry("https://a.example/", SEOUL)),
    )
    monkeypatch.setattr("trafficaudit.output.folder_name", lambda capture_id: capture_id.partition("-")[0])
    with pytest.raises(ReadError, match=r"shop\.har: would get the result folder shop, as Shop\.har does \(rename"):
        replay_each(Request((one, two), tmp_path / "root"))
    assert not (tmp_path / "root").exists()


def test_spaces_of_any_kind_part_no_name_from_its_evidence(tmp_path: Path, persona_file: Path) -> None:
    """Names copied from a page hold spaces that do not print: each table has them as every other one does."""
    capture = hars.write(tmp_path / "one.har", hars.entry(f"https://a.shop.example/?e={EMAIL}", SEOUL))
    maps, phases = tmp_path / "recipients.toml", tmp_path / "phases.jsonl"
    name = "주식회사\u00a0한빛\u3000몰"
    maps.write_text(f'[[organisation]]\nname = "{name}"\ncountry = "KR"\ndomains = ["shop.example"]\nsource = "s"\n')
    phases.write_text('{"at": "2026-11-24T00:00:00Z", "phase": "동의\u00a0전"}\n')
    made = tmp_path / "result"
    replay(Request((capture,), made, persona_file, "한빛\u00a0앱", phases, recipients=(maps,)))
    results = read_results(made)
    assert {row["recipient"] for row in results.destinations} == {"주식회사 한빛 몰"}
    for row, each in link(results):
        assert (row["app"], row["phase"], row["recipient"]) == ("한빛 앱", "동의 전", "주식회사 한빛 몰")
        assert len(each.exchanges) == row["exchanges"] == 1
    assert observed(made)[0].identified


def test_one_host_at_one_address_is_no_edge_and_no_country_at_once(tmp_path: Path, persona_file: Path) -> None:
    """An answer of Akamai in a Korean provider's network: what broke off, and what was not answered, went there too."""
    kt, front = "168.126.63.1", [(b"Server", b"AkamaiGHost")]
    lost = flows.flow(2, f"/c?e={EMAIL}", host="c.shop.example", ip=kt)
    lost.response, lost.error = None, flow.Error("server closed connection")
    lost.server_conn.timestamp_tls_setup = flows.START
    made = [
        flows.flow(0, f"/a?e={EMAIL}", host="c.shop.example", ip=kt),
        flows.flow(1, f"/b?e={EMAIL}", host="c.shop.example", ip=kt, response_headers=front),
        lost,
        flows.flow(3, f"/d?e={EMAIL}", host="d.shop.example", ip=kt),
    ]
    capture, tables = flows.write(tmp_path / "a.mitm", *made), []
    for workers in (1, 2):
        replay(Request((capture,), tmp_path / f"out{workers}", persona_file, workers=workers))
        tables.append((tmp_path / f"out{workers}" / "transfers.csv").read_bytes())
    assert tables[0] == tables[1]
    rows = pd.read_parquet(tmp_path / "out1" / "transfers.parquet").query("category == 'email'")
    assert rows[["host", "certainty", "leaves_korea", "exchanges"]].to_numpy().tolist() == [
        ["c.shop.example", "edge", "undetermined", 3],
        ["d.shop.example", "likely", "no", 1],
    ]


@pytest.mark.parametrize("form", ["har", "flows", "folder"])
def test_what_was_read_has_the_digest_that_the_recipe_names(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a capture was opened its SHA-256 is fixed: other bytes in its place are no part of it."""
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "capture.json").write_text("{}")
    file = tmp_path / "c.har" if form == "har" else folder / "traffic-0001.mitm"
    other = tmp_path / f"other{file.suffix}"
    for path, host in ((file, "a"), (other, "b")):
        if form == "har":
            hars.write(path, hars.entry(f"https://{host}.example/", "3.34.0.1"))
        else:
            flows.write(path, flows.flow(0, host=f"{host}.example"))
    capture = folder if form == "folder" else file
    opening = readers.open_captures

    def opened(paths: Sequence[Path]) -> list[Source]:
        found = list(opening(paths))
        other.replace(file)
        return found

    monkeypatch.setattr(readers, "open_captures", opened)
    with pytest.raises(ReadError, match="changed while it was being read"):
        replay(Request((capture,), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_fault_of_the_look_at_the_whole_costs_no_more_than_what_it_would_have_learnt(
    tmp_path: Path, persona_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_look: Look, _exchange: Exchange) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])
    monkeypatch.setattr(Look, "exchange", failing)
    path = hars.write(tmp_path / "s.har", *(hars.entry(f"https://{host}.example/t?u={EMAIL}", SEOUL) for host in "ab"))
    summary = replay(Request((path,), tmp_path / "out", persona_file, "kr.example.shop"))
    (gap,) = summary.gaps
    assert gap.reason.startswith("what looks for numbers that it names failed (ZeroDivisionError at ")
    assert (summary.exchanges, len(findings(tmp_path / "out"))) == (2, 2)


@pytest.mark.parametrize(
    ("home", "name", "told"),
    [
        ("trafficaudit.decode.json", "decode", "request body at $ examined in part: the decoder json failed"),
        (
            "trafficaudit.decode.url",
            "pieces",
            "request url at $ examined in part: what grows the tree of fields failed",
        ),
        ("trafficaudit.decode", "starts", "request url at $ examined in part: what divides an exchange into its parts"),
        (
            "trafficaudit.detectors.key.company.Siblings",
            "__init__",
            "request url at $ examined in part: the detector identifier failed",
        ),
        ("trafficaudit.destinations.Locator", "locate", "what puts its findings together failed"),
    ],
)
def test_a_fault_costs_no_more_than_what_it_is_in(
    tmp_path: Path, persona_file: Path, monkeypatch: pytest.MonkeyPatch, home: str, name: str, told: str
) -> None:
    """Whatever of this program an app's bytes may break: the rest is read, and that it broke is told as a gap."""
    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])
    monkeypatch.setattr(Look, "exchange", lambda _look, _exchange: None)  # which would meet the one fault first
    kept, left = operator.attrgetter(name)(pkgutil.resolve_name(home)), [1]

    def once(*given: Any, **named: Any) -> Any:
        if left and left.pop():
            raise ZeroDivisionError
        return kept(*given, **named)

    monkeypatch.setattr(f"{home}.{name}", once)
    body = json.dumps({"u": EMAIL, "device_id": "f3b7c2a9-5d81-4e06-9c47-b21e70d5a8f4"})
    path = hars.write(
        tmp_path / "s.har",
        *(hars.entry(f"https://{host}.shop.example/t", SEOUL, body=body) for host in ("a", "b")),
    )
    summary = replay(Request((path,), tmp_path / "out", persona_file, "kr.example.shop"))
    (gap,) = summary.gaps
    assert gap.reason.startswith("exchange ")
    assert told in gap.reason
    assert "(ZeroDivisionError at " in gap.reason
    assert "u" in set(findings(tmp_path / "out")["path"])
    assert summary.exchanges == (1 if name == "locate" else 2)
    states = pd.read_csv(tmp_path / "out" / "coverage.csv")
    assert name == "locate" or "examined in part" in set(states["state"])
