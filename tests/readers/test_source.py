import hashlib
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.test import tflow
from support.states import every_kind, record

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import Source, open_capture
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.pinned import pin
from trafficaudit.readers.source import describe


def test_describes_a_file_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.b.mitm"
    path.write_bytes(b"abc")
    capture, digest = describe(path, pin(path), "x"), hashlib.sha256(b"abc").hexdigest()
    assert (capture.id, capture.name) == (f"a.b-{digest[:8]}", "a.b.mitm")
    assert (capture.sha256, capture.size, capture.format) == (digest, 3, "x")


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
