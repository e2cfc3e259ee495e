"""The demo capture: its bytes come again, it holds what it says, and every seeded value in it is found, and no other."""

import csv
import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mitmproxy import dns, http
from mitmproxy.io import FlowReader

from trafficaudit import persona
from trafficaudit.decode import decode
from trafficaudit.destinations import Locator
from trafficaudit.detectors import identifiers
from trafficaudit.detectors import persona as persona_detector
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Finding, Gap
from trafficaudit.placing import placed
from trafficaudit.readers import open_capture
from trafficaudit.readers.phases import phase_at

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"
MADE = ("capture.json", "phases.jsonl", "tls_failures.jsonl", "traffic-0001.mitm", "truth.csv")

type Row = tuple[str, ...]


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(DEMO / "generate.py"), str(folder)], check=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def exchanges() -> list[Exchange]:
    items = list(open_capture(DEMO).items())
    assert not [item for item in items if isinstance(item, Gap)]
    return [item for item in items if isinstance(item, Exchange)]


@pytest.fixture(scope="module")
def truth() -> list[dict[str, str]]:
    with (DEMO / "truth.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def flows() -> Iterator[object]:
    with (DEMO / "traffic-0001.mitm").open("rb") as stream:
        yield from FlowReader(stream).stream()


def tools(folder: Path) -> object:
    return json.loads((folder / "capture.json").read_text(encoding="utf-8"))["tools"]


@pytest.fixture(scope="module")
def found(exchanges: list[Exchange]) -> list[tuple[Exchange, Finding]]:
    detect = persona_detector.build(Context(persona.load(DEMO / "persona.toml")))
    return [(exchange, finding) for exchange in exchanges for finding in detect(exchange, decode(exchange))]


# -- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_generating_again_gives_the_same_bytes(regenerated: Path, name: str) -> None:
    if tools(regenerated) != tools(DEMO):
        pytest.skip(f"the demo was written with {tools(DEMO)}, here are {tools(regenerated)}: their bytes may differ")
    assert (regenerated / name).read_bytes() == (DEMO / name).read_bytes()


def test_the_order_of_a_run_does_not_matter(regenerated: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(DEMO / "generate.py"), str(tmp_path)], check=True, timeout=60, cwd=tmp_path)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (regenerated / name).read_bytes()


def test_is_small_and_says_that_it_is_synthetic() -> None:
    assert (DEMO / "traffic-0001.mitm").stat().st_size < 1_500_000
    assert json.loads((DEMO / "capture.json").read_text(encoding="utf-8"))["synthetic"] is True
    assert "nobody's data" in (DEMO / "README.md").read_text(encoding="utf-8")


def test_mitmproxy_reads_it() -> None:
    read = list(flows())
    assert len(read) >= 150
    assert sum(isinstance(flow, dns.DNSFlow) for flow in read) >= 10
    sockets = [flow for flow in read if isinstance(flow, http.HTTPFlow) and flow.websocket]
    assert [{message.from_client for message in flow.websocket.messages} for flow in sockets if flow.websocket] == [
        {True, False}
    ]


def test_only_reserved_names_and_five_public_endpoints_occur() -> None:
    hosts = {flow.request.host for flow in flows() if isinstance(flow, http.HTTPFlow)}
    public = {host for host in hosts if not host.endswith(".example")}
    assert public == {
        "graph.facebook.com",
        "app.adjust.com",
        "firebaseinstallations.googleapis.com",
        "hanbit.launches.appsflyersdk.com",
        "nlog.naver.com",
    }


def test_every_host_that_is_reserved_has_a_recipient() -> None:
    recipients = tomllib.loads((DEMO / "recipients.toml").read_text(encoding="utf-8"))
    text = json.dumps(recipients)
    hosts = {flow.request.host for flow in flows() if isinstance(flow, http.HTTPFlow)}
    for host in hosts:
        if host.endswith(".example"):
            assert ".".join(host.split(".")[-2:]) in text
    assert text.count("synthetic demo") >= 10


def test_truth_covers_every_seeded_category_and_layer(truth: list[dict[str, str]]) -> None:
    values = tomllib.loads((DEMO / "persona.toml").read_text(encoding="utf-8"))["values"]
    assert {row["category"] for row in truth} == set(values)
    layers = {layer for row in truth for layer in row["layers"].split(">")}
    assert {"gzip", "br", "zstd", "json", "form", "multipart", "protobuf", "grpc", "msgpack", "jwt"} <= layers
    assert {"base64", "percent", "cp949", "query", "url"} <= layers
    assert {"verbatim", "normalised", "md5", "sha1", "sha256"} == {row["match"] for row in truth}
    assert {(row["direction"], row["part"]) for row in truth} == {
        *(("request", part) for part in ("url", "header", "cookie", "body")),
        ("response", "cookie"),
        ("response", "body"),
    }


def test_truth_misses_no_value_that_stands_there_in_the_clear(truth: list[dict[str, str]]) -> None:
    """Independently of decoders: no raw part holds a seeded value that the ground truth does not know of."""
    values = tomllib.loads((DEMO / "persona.toml").read_text(encoding="utf-8"))["values"]
    known = {(int(row["position"]), row["direction"], row["category"]) for row in truth}
    for position, flow in enumerate(flows()):
        if not isinstance(flow, http.HTTPFlow) or flow.websocket:
            continue
        for direction, message in (("request", flow.request), ("response", flow.response)):
            if message is None:
                continue
            raw = b"\n".join(
                [message.raw_content or b"", *(value for pair in message.headers.fields for value in pair)]
            )
            raw += flow.request.path.encode() if direction == "request" else b""
            for category, (value,) in values.items():
                if category != "postal_code" and value.encode() in raw:
                    assert (position, direction, category) in known


# -- what the toolkit makes of it ------------------------------------------------------------------------------------


@pytest.mark.assertion("DET-1")
def test_every_seeded_value_is_found_and_nothing_else(
    found: list[tuple[Exchange, Finding]], truth: list[dict[str, str]]
) -> None:
    names = ("position", "direction", "part", "path", "category", "match", "layers", "host")
    expected = Counter(tuple(row[name] for name in names) for row in truth)
    actual: Counter[Row] = Counter()
    for exchange, finding in found:
        field = finding.field
        place = (str(exchange.position), field.direction, field.part, field.path)
        actual[(*place, finding.category, finding.match, ">".join(finding.layers), exchange.host)] += 1
    assert sorted((expected - actual).elements()) == []
    assert sorted((actual - expected).elements()) == []


@pytest.mark.assertion("DET-2")
def test_every_finding_leads_back_to_bytes(found: list[tuple[Exchange, Finding]]) -> None:
    exact = 0
    for exchange, finding in found:
        message = exchange.request if finding.field.direction == "request" else exchange.response
        assert message is not None
        raw = {
            "url": [exchange.url.encode("utf-8", "surrogateescape")],
            "body": [message.body or b""],
        }.get(finding.field.part) or [value for _, value in message.headers]
        start, end = finding.span
        assert any(0 <= start < end <= len(run) for run in raw)
        if finding.field.exact:
            exact += 1
            value = finding.value if isinstance(finding.value, bytes) else finding.value.encode()
            assert value in [run[start:end] for run in raw]
    assert exact > 100


def test_phases_are_those_of_the_truth(exchanges: list[Exchange], truth: list[dict[str, str]]) -> None:
    capture = open_capture(DEMO).capture
    phases = {exchange.position: phase_at(capture.phases, exchange.started_at) for exchange in exchanges}
    assert {row["phase"] for row in truth} == {
        *("install", "first_launch", "before_consent", "consent", "login", "browse", "checkout", "background"),
        "withdrawal",
    }
    for row in truth:
        assert phases[int(row["position"])] == row["phase"]


@pytest.mark.assertion("DET-3")
def test_decoys_give_nothing_but_hints(exchanges: list[Exchange]) -> None:
    """Product, variant and order numbers, times, UUIDs, a digest, prices: nothing. What has the form of a place or an
    e-mail address is one, so that a pattern may say so; nobody seeded it, and the persona's detector keeps silent."""
    start = "https://shop.hanbit.example/api/v5/orders/summary"
    decoy = next(exchange for exchange in exchanges if exchange.url.startswith(start))
    tiles = next(
        exchange for exchange in exchanges if exchange.url.startswith("https://map.hangang-maps.example/v1/tiles")
    )
    context = Context(persona.load(DEMO / "persona.toml"))
    detect = persona_detector.build(context)
    assert [finding.field.path for finding in detect(decoy, decode(decoy))] == ["HBSESSION"]
    assert list(detect(tiles, decode(tiles))) == []
    hints = [finding for finding in identifiers.build(context)(decoy, decode(decoy)) if finding.field.part != "cookie"]
    assert {finding.field.path for finding in hints} <= {"contact", "view.lat", "view.lng"}
    assert all(finding.confidence < 0.5 for finding in hints if finding.field.path == "contact")


def test_ciphered_and_truncated_bodies_are_told_apart_from_read_ones(exchanges: list[Exchange]) -> None:
    opaque = {exchange.url for exchange in exchanges if any(run.part == "body" for run in decode(exchange).opaque)}
    for end in (
        "/v1/batch",
        "/v1/device",
        "/v2/beacon",
        "/api/v5/ranking",
        "androidevent?app_id=kr.example.hanbit.shop&buildnumber=6.15.2",
    ):
        assert [url for url in opaque if url.endswith(end)], end


@pytest.mark.parametrize(
    ("host", "country", "certainties"),
    [
        ("shop.hanbit.example", "KR", {"established", "likely"}),
        ("api.crossborder-logistics.example", "CN", {"established", "likely"}),
        ("sdk.panda-push.example", "CN", {"established", "likely"}),
        ("in.lion-analytics.example", "SG", {"established", "likely"}),
        ("track.morning-ads.example", "US", {"established", "likely"}),
        ("ingest.clover-crash.example", "IE", {"established", "likely"}),
        ("img.hanbit-cdn.example", "", {"edge"}),
        ("acs.seller-bridge.example", "KR or SG", {"disputed"}),
    ],
)
def test_addresses_are_where_the_story_wants_them(
    exchanges: list[Exchange], host: str, country: str, certainties: set[str]
) -> None:
    exchange = next(exchange for exchange in exchanges if exchange.host == host and exchange.protocol != "dns")
    destination = Locator().locate(exchange)
    assert (destination.country, destination.certainty in certainties) == (country, True)


def test_handshakes_as_long_as_the_way_put_nothing_in_doubt_and_rule_singapore_out(exchanges: list[Exchange]) -> None:
    source = open_capture(DEMO)
    bare, told = Locator(), Locator()
    told.learn(source.network(), source.capture.observer)
    for exchange in exchanges:
        assert told.locate(exchange).certainty == bare.locate(exchange).certainty, exchange.host
    bridge = next(exchange for exchange in exchanges if exchange.host == "acs.seller-bridge.example")
    assert "not SG" in [line.answer for line in told.locate(bridge).evidence]


def test_what_is_sent_after_consent_is_withdrawn_stands_apart(exchanges: list[Exchange]) -> None:
    capture = open_capture(DEMO).capture
    late = [exchange for exchange in exchanges if "after_withdrawal" in placed(exchange, capture, "").phase]
    assert {exchange.host for exchange in late} >= {"track.morning-ads.example", "sdk.panda-push.example"}
