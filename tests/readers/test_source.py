import hashlib
import mmap
import os
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.test import tflow
from support.states import every_kind, record

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import Source, open_capture
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.source import Trail, describe, drop, mapped, pin, printable, regular
from trafficaudit.redaction import visible


def test_describes_a_file_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.b.mitm"
    path.write_bytes(b"abc")
    capture, digest = describe(path, pin(path), "x"), hashlib.sha256(b"abc").hexdigest()
    assert (capture.id, capture.name) == (f"a.b-{digest[:8]}", "a.b.mitm")
    assert (capture.sha256, capture.size, capture.format) == (digest, 3, "x")


def test_only_regular_files_that_hold_something(tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty", tmp_path / "pipe"
    empty.touch()
    os.mkfifo(pipe)
    for path, reason in ((empty, "empty"), (pipe, "regular"), (tmp_path, "regular"), (tmp_path / "no", "No such")):
        with pytest.raises(ReadError, match=reason):
            regular(path)
    with pytest.raises(ReadError):
        regular(Path("a\0b"))


def test_pages_that_were_given_back_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "big"
    data = os.urandom(mmap.PAGESIZE) * 5000
    path.write_bytes(data)
    with path.open("rb") as file, mapped(file) as buffer:
        trail = Trail(buffer)
        for at in range(0, len(data), 1 << 20):
            assert buffer[at : at + 100] == data[at : at + 100]
            trail.reach(at)
        drop(buffer, 5, len(data) - 5)
        assert buffer[:] == data
    drop(b"no map", 0, 6)


def test_text_is_safe_to_show() -> None:
    assert printable("상점 a") == "상점 a"
    assert printable("a\x1b\n\u202e\ud800") == "a����"


def unsliced(source: Source) -> Iterator[Exchange | Gap]:
    """Read a capture as other processes do: each slice by itself, its bytes from a pickle."""
    for item in source.slices():
        if isinstance(item, Exchange | Gap):
            yield item
        else:
            yield from pickle.loads(pickle.dumps(item)).items()


def old(made: dict[str, Any]) -> dict[str, Any]:
    """Give a state as mitmproxy 8 wrote it."""
    for name in ("client_conn", "server_conn"):
        made[name]["state"] = 3
    client, server = made["client_conn"], made["server_conn"]
    client |= {"address": client.pop("peername"), "tls_extensions": [], "cipher_name": client.pop("cipher")}
    server |= {"ip_address": server.pop("peername"), "source_address": server.pop("sockname")}
    server |= {"via2": server.pop("via"), "cipher_name": server.pop("cipher")}
    client["tls_established"] = server["tls_established"] = True
    return made | {"version": 18}


RECORDS = [
    *map(record, every_kind()),
    record(old(tflow.tflow(resp=True).get_state())),
    b"",
    b"no record",
    record(tflow.tflow())[:-3],
    b"9:" + record(tflow.tflow()),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from(RECORDS), max_size=12), st.integers(1, 4), st.data())
def test_slices_hold_what_is_read_in_one_go(
    tmp_path: Path, made: list[bytes], longest: int, data: st.DataObject
) -> None:
    content = bytearray(RECORDS[0] + b"".join(made))
    for _ in range(data.draw(st.integers(0, 2))):
        content[data.draw(st.integers(len(RECORDS[0]), len(content)) if made else st.just(0)) - 1] ^= 1
    path = tmp_path / "made.mitm"
    path.write_bytes(bytes(content))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flowfile, "_SLICE_RECORDS", longest)
        source = open_capture(path)
        assert list(unsliced(source)) == list(source.items())
        folder = tmp_path / "folder"
        folder.mkdir(exist_ok=True)
        for number in range(2):
            (folder / f"traffic-{number}.mitm").write_bytes(bytes(content))
        source = open_capture(folder)
        assert list(unsliced(source)) == list(source.items())


def test_a_format_without_records_of_its_own_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_text('{"log": {"entries": []}}')
    assert list(open_capture(path).slices()) == []


def test_a_file_that_was_fresh_is_read_again_in_the_end(tmp_path: Path) -> None:
    """Two changes in one tick of the clock leave the same times: nothing but the bytes tells."""
    path = tmp_path / "a.mitm"
    path.write_bytes(b"abc")
    fresh = pin(path)
    assert fresh.fresh
    other = replace(fresh, sha256=hashlib.sha256(b"abd").hexdigest())
    other.confirm()
    with pytest.raises(ReadError, match="changed while it was being read"):
        other.confirm(again=True)
    replace(other, fresh=False).confirm(again=True)


def test_a_file_with_another_time_is_the_same_where_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "a.mitm"
    path.write_bytes(b"abc")
    pinned = pin(path)
    path.with_name("copy").write_bytes(b"abc")
    path.with_name("copy").replace(path)
    pinned.confirm()
    with pytest.raises(ReadError, match="was touched"):
        pinned.confirm(untouched=True)


@given(st.text(max_size=20) | st.text("가a.\u3164\ufe0f\ufe01\u00a0\u2028\u202e\ud800", max_size=20))
def test_tables_show_a_name_as_readers_give_it(text: str) -> None:
    assert visible(printable(text)) == printable(text), (
        "or a phase would stand elsewhere in a report than in its replay"
    )
