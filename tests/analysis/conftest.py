"""Small result folders, written through the columns that the tables register."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from support import drawn
from support.command import script
from support.declared import declaration, item, recipient
from support.resultfolders import reseal, seal

from trafficaudit.declarations import to_yaml
from trafficaudit.tables import formats
from trafficaudit.tables.columns import COVERAGE

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

# destination: host, country, certainty, leaves_korea, recipient, recipient's country
DESTINATIONS = [
    ("shop.hanbit.example", "KR", "established", "no", "한빛상회", "KR"),
    ("api.logistics.example", "CN", "likely", "yes", "Crossborder Logistics", "CN"),
    ("track.ads.example", "US", "established", "yes", "Morning Ads", "US"),
    ("img.cdn.example", "", "edge", "undetermined", "", ""),
    ("acs.bridge.example", "KR or SG", "disputed", "undetermined", "Seller Bridge", "CN"),
]
# exchange: destination, phase, state, request bytes, error
EXCHANGES = [
    (2, "first_launch", "decrypted", 100, None),
    (2, "before_consent", "opaque body", 900, None),
    (4, "before_consent", "decrypted", 50, None),
    (0, "login", "decrypted", 70, None),
    (0, "login", "decrypted", 30, None),
    (1, "checkout", "decrypted", 400, None),
    (3, "browse", "decrypted", 0, None),
    (2, "background", "decrypted", 20, "Server disconnected"),
]
# finding: exchange, direction, part, path, category, match, detector
FINDINGS = [
    (0, "request", "body", "device.ifa", "advertising_id", "verbatim", "persona"),
    (0, "request", "body", "device.osv", "os_version", "named", "key"),
    (2, "request", "header", "x-devid", "android_id", "verbatim", "persona"),
    (3, "request", "body", "email", "email", "verbatim", "persona"),
    (4, "response", "body", "name", "name", "verbatim", "persona"),
    (4, "response", "body", "email", "email", "verbatim", "persona"),
    (5, "request", "body", "receiver.name", "name", "verbatim", "persona"),
    (5, "request", "body", "receiver.phone", "phone_number", "normalised", "persona"),
    (7, "request", "url", "query.em", "email", "sha256", "persona"),
    (7, "request", "url", "query.w", "screen", "named", "key"),
]

# What a policy declares of the recipients above.
DECLARED = declaration(
    recipient("Morning Ads", "US", items=(item("ADID", "advertising_id"), item("리듬", "keystroke_pattern"))),
    recipient(
        "Crossborder Logistics",
        "JP",
        items=(item("성명", "name"), item("생체 $리듬$", "keystroke_pattern")),
        purpose="배송",
    ),
)

type Run = Callable[[str, Path], str]


def _exchange(number: int) -> dict[str, object]:
    destination, phase, state, size, error = EXCHANGES[number]
    return {
        "capture": "small-0000",
        "exchange": f"{number:06d}",
        "position": number,
        "at": START + timedelta(seconds=10 * number),
        "app": "kr.example.hanbit.shop",
        "phase": phase,
        "host": DESTINATIONS[destination][0],
        "destination": destination,
        "state": state,
        "request_bytes": size,
        "response_bytes": 2,
        "sent": "yes",
        "error": error,
    }


def _finding(row: tuple[int, str, str, str, str, str, str]) -> dict[str, object]:
    number, direction, part, path, category, match, detector = row
    place = {name: value for name, value in _exchange(number).items() if name not in ("state", "error")}
    names = {"direction": direction, "part": part, "path": path, "category": category, "match": match}
    return place | names | {"detector": detector, "confidence": 1.0, "value_sha256": f"{category}{match}"}


def _transfer(row: tuple[int, str, str, str, str, str, str]) -> dict[str, object]:
    number, _, part, path, category, match, detector = row
    exchange = _exchange(number)
    host, country, certainty, leaves, recipient, home = DESTINATIONS[EXCHANGES[number][0]]
    return {
        "app": exchange["app"],
        "phase": exchange["phase"],
        "recipient": recipient,
        "recipient_country": home,
        "host": host,
        "country": country,
        "certainty": certainty,
        "leaves_korea": leaves,
        "category": category,
        "match": match,
        "exchanges": 1,
        "values": 1,
        "first_seen": exchange["at"],
        "last_seen": exchange["at"],
        "example": f"small-0000/{number:06d} {part} {path}",
        "encrypted": "yes",
        "detectors": detector,
        "confidence": 1.0,
    }


def _coverage() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for phase in dict.fromkeys(row[1] for row in EXCHANGES):
        app: dict[str, object] = {"app": "kr.example.hanbit.shop", "phase": phase}
        for state in ("decrypted", "examined in part", "opaque body"):
            these = [row for row in EXCHANGES if row[1] == phase and row[2] == state]
            count: dict[str, object] = {
                "exchanges": len(these),
                "connections": min(len(these), 1),
                "bytes": sum(row[3] for row in these),
            }
            rows.append(app | {"state": state, "counted": "yes"} | count)
        rows.append(app | {"state": "quic blocked", "counted": "no"})
    return rows


def _write(folder: Path, tables: dict[str, list[dict[str, object]]], lang: str = "en") -> Path:
    folder.mkdir()
    for table in ("exchanges", "findings", "destinations", "transfers"):
        formats.write_parquet(table, formats.frame(table, tables.get(table, [])), folder / f"{table}.parquet")
    formats.write_csv("coverage", formats.frame("coverage", tables.get("coverage", [])), folder / "coverage.csv", lang)
    seal(folder, counts={"coverage": {"decrypted": 8, "tls refused": 2}})
    assert [column.name for column in COVERAGE] == [
        "app",
        "phase",
        "state",
        "counted",
        "exchanges",
        "connections",
        "bytes",
    ]
    return folder


def _destination(number: int) -> dict[str, object]:
    names = ("host", "country", "certainty", "leaves_korea", "recipient", "recipient_country")
    row = dict(zip(names, DESTINATIONS[number], strict=True))
    asked = (
        [{"source": "asked by the operating system itself", "answer": "a system", "detail": ""}] if number == 2 else []
    )
    return row | {
        "evidence": json.dumps(asked),
        "destination": number,
        "port": 443,
        "recipient_basis": "curated",
        "party": "third",
        "exchanges": 1,
    }


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight exchanges with five hosts, in two phases before consent and four after it; Korean headings."""
    tables = {
        "exchanges": [_exchange(number) for number in range(len(EXCHANGES))],
        "findings": [_finding(row) for row in FINDINGS],
        "destinations": [_destination(number) for number in range(len(DESTINATIONS))],
        "transfers": [_transfer(row) for row in FINDINGS if row[1] == "request"],
        "coverage": _coverage(),
    }
    folder = _write(tmp_path_factory.mktemp("small") / "결과 $1$", tables, "ko")
    (folder / "declaration.yaml").write_text(to_yaml(DECLARED), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def withdrawn(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, where consent was withdrawn before the checkout and the e-mail address was sent to the ads again."""
    folder = tmp_path_factory.mktemp("withdrawn") / "withdrawn"
    shutil.copytree(results, folder)
    for table in ("exchanges", "transfers"):
        rows = pd.read_parquet(folder / f"{table}.parquet")
        rows["phase"] = rows["phase"].replace({"checkout": "withdrawal", "background": "after_withdrawal: background"})
        formats.write_parquet(table, formats.frame(table, rows.to_dict("records")), folder / f"{table}.parquet")
    reseal(folder)
    return folder


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result folder of a capture in which nothing was recorded."""
    return _write(tmp_path_factory.mktemp("empty") / "nothing", {})


@cache
def _printed(name: str, folder: Path) -> str:
    done = script(Path(drawn.__file__), ANALYSIS / name, folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="session")
def run() -> Run:
    """Give a function that gives what a script of analysis/ prints for a result folder."""
    return _printed
