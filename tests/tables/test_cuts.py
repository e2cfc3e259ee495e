"""Each bound that cuts a search is told: as a gap, and as a state that is not that of a ciphered body."""

import base64
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from support import flows
from support.samples import exchange, finding

from trafficaudit.model import Decoded, Opaque, Span
from trafficaudit.recipe import Request
from trafficaudit.replay import replay
from trafficaudit.tables import cuts
from trafficaudit.tables.coverage import PART

EMAIL = "seoyun.kim@hanbit.example"
JSON, GZIP = ((b"content-type", b"application/json"),), ((b"content-encoding", b"gzip"),)
SIZE = 65 << 20


def _long() -> bytes:
    return gzip.compress(b"words and spaces " * (SIZE // 17) + EMAIL.encode(), 1, mtime=0)


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("log.txt", b"words and spaces " * (SIZE // 17) + EMAIL.encode())
    return out.getvalue()


def _fields() -> bytes:
    packed = base64.b64encode(gzip.compress(EMAIL.encode(), mtime=0)).decode()
    return json.dumps([*({"a": 1, "b": "xy"} for _ in range(100_100)), {"z": packed, "mail": EMAIL}]).encode()


def _deep() -> bytes:
    value = b"a few words of no one"
    for _ in range(18):
        value = base64.b64encode(value)
    return value


def _table() -> bytes:
    return b"id,name,price\n" + b"".join(b"%d,item,%d\n" % (at, at * 10) for at in range(100_000))


CASES: dict[str, tuple[Callable[[], bytes], tuple[tuple[bytes, bytes], ...], str]] = {
    "gzip by its label": (_long, GZIP, "inflates beyond 67108864 bytes"),
    "member of an archive": (_zip, (), "inflates beyond 67108864 bytes"),
    "gzip in base64": (lambda: json.dumps({"d": base64.b64encode(_long()).decode()}).encode(), JSON, "inflates beyond"),
    "fields": (_fields, JSON, "node bound of 200000 fields"),
    "cells of a table": (_table, ((b"content-type", b"text/csv"),), "node bound of 200000 fields"),
    "depth": (_deep, ((b"content-type", b"text/plain"),), "depth bound of 16 layers"),
    "work": (lambda: b"[" * 3_000_000, JSON, "bound"),
}


def _replayed(folder: Path, made: bytes, headers: tuple[tuple[bytes, bytes], ...], workers: int = 1) -> Request:
    persona = folder / "person.toml"
    persona.write_text(f'[values]\nemail = ["{EMAIL}"]\n', encoding="utf-8")
    first, last = flows.flow(0), flows.flow(2, body=random.Random(1).randbytes(600))
    capture = flows.write(folder / "c.mitm", first, flows.flow(1, "/up", headers=headers, body=made), last)
    return Request((capture,), folder / f"out{workers}", persona, workers=workers)


@pytest.mark.parametrize("name", CASES)
def test_a_bound_that_cut_an_exchange_is_a_gap_and_a_state(tmp_path: Path, name: str) -> None:
    make, headers, reason = CASES[name]
    summary = replay(_replayed(tmp_path, make(), headers))
    recipe = json.loads((summary.target / "recipe.json").read_bytes())
    told = [gap for gap in recipe["gaps"] if reason in gap["reason"] and "request body at " in gap["reason"]]
    assert told, recipe["gaps"]
    assert {gap["position"] for gap in recipe["gaps"]} == {1}
    assert all(gap["reason"].startswith("exchange 000001") for gap in recipe["gaps"])
    assert [recipe["counts"]["coverage"][state] for state in ("decrypted", PART, "opaque body", "lost")] == [1, 1, 1, 0]
    states = pd.read_parquet(summary.target / "exchanges.parquet")["state"]
    assert list(states) == ["decrypted", PART, "opaque body"]


def test_a_seeded_value_beyond_the_bound_on_fields_is_found_in_what_holds_it(tmp_path: Path) -> None:
    summary = replay(_replayed(tmp_path, _fields(), JSON))
    found = pd.read_parquet(summary.target / "findings.parquet")
    assert set(found[found["detector"] == "persona"]["category"]) == {"email"}


def test_several_processes_tell_the_same_bounds(tmp_path: Path) -> None:
    made = _fields()
    one, two = (replay(_replayed(tmp_path, made, JSON, count)) for count in (1, 2))
    assert one.gaps
    assert replace(two, target=one.target) == one
    for name in sorted(file.name for file in one.target.iterdir()):
        assert (two.target / name).read_bytes() == (one.target / name).read_bytes(), name


def test_what_was_read_to_its_end_is_no_gap(tmp_path: Path) -> None:
    made = json.dumps([{"a": 1, "b": "xy"} for _ in range(60_000)]).encode()
    summary = replay(_replayed(tmp_path, made, JSON))
    assert summary.gaps == ()
    assert (summary.coverage["decrypted"], summary.coverage[PART]) == (2, 0)


def _cut(reason: str, path: str = "$", number: int = 0) -> Opaque:
    return Opaque("request", "body", path, Span(number, 9), reason, "bound")


def test_gaps_name_place_and_number_and_show_no_value() -> None:
    runs = (
        _cut("work bound", f'a["{EMAIL}"]'),
        _cut("work bound", "b", 1),
        Opaque("request", "body", "$", Span(0, 1), "x"),
    )
    [gap] = cuts.gaps(exchange(3), Decoded((), runs), [finding(value=EMAIL)])
    assert (gap.position, gap.exchanges, gap.phase) == (3, 0, "login")
    assert EMAIL not in gap.reason
    assert gap.reason.startswith('exchange 000003: request body at a["')
    assert gap.reason.endswith("examined in part: work bound (bytes 0 to 9 of 2; at 1 further places)")


def test_gaps_of_one_exchange_are_bounded() -> None:
    told = cuts.gaps(exchange(), Decoded((), tuple(_cut(f"reason {number}") for number in range(99))), [])
    assert len(told) == cuts.MOST
    assert told[-1].reason == f"exchange 000000: {99 - cuts.MOST + 1} further bounds ended the search of this exchange"
