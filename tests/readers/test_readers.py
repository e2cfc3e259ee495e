"""What holds for all readers: the visible list, and the way into them."""

import gzip
import json
import zlib
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.test import tflow
from support import hars
from support.states import record

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import READERS, open_capture, open_captures, pinned


def test_a_har_and_what_it_was_packed_into_are_one_recording(tmp_path: Path) -> None:
    data = b'{"log": {"version": "1.2", "entries": []}}'
    (tmp_path / "a.har").write_bytes(data)
    (tmp_path / "b.har").write_bytes(gzip.compress(data))
    (tmp_path / "c.zhar").write_bytes(zlib.compress(data))
    for one, other in pairwise(sorted(tmp_path.iterdir())):
        with pytest.raises(ReadError, match="would count twice"):
            open_captures([one, other])
        with pytest.raises(ReadError, match="would count twice"):
            open_captures([other, one])


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({reader.NAME for reader in READERS}) == len(READERS) == 6


def test_the_bytes_decide_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "capture.txt"
    path.write_bytes(record(tflow.tflow()))
    assert open_capture(path).capture.format == "mitmproxy flow file"
    path.write_text(json.dumps({"log": {"entries": []}}))
    assert open_capture(path).capture.format == "HAR"


def test_a_flow_file_whose_first_bytes_are_damaged_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(b"\0" * 500 + record(tflow.tflow()))
    assert [type(each) for each in open_capture(path).items()] == [Gap, Exchange]


@pytest.mark.parametrize("content", [b"hello", b"\x00\x01", b"<html>", b"\x1b[2J", b"12:30 lunch"])
def test_what_is_no_capture_is_refused_with_its_first_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(ReadError, match="starts with '") as caught:
        open_capture(path)
    assert str(caught.value).isprintable()


def test_missing_empty_and_packets(shared_captures: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(ReadError, match="empty"):
        open_capture(tmp_path / "empty")
    with pytest.raises(ReadError, match="No such file"):
        open_capture(tmp_path / "missing")
    packets = [*shared_captures.glob("**/*.pcap"), *shared_captures.glob("**/*.pcapng")]
    assert len(packets) > 20
    for path in packets:
        with pytest.raises(ReadError, match=r"packet capture, which is not read|starts with"):
            open_capture(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"{", b"7:", b"\x78\x9c", b"\x1f\x8b", b'{"log": {"entries": [']))
def test_any_bytes_give_items_or_a_read_error(tmp_path: Path, data: bytes, head: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(head + data)
    try:
        items = list(open_capture(path).items())
    except ReadError:
        return
    assert all(isinstance(each, Exchange | Gap) for each in items)


def test_two_captures_of_one_id_are_refused(tmp_path: Path) -> None:
    """Ids end with the beginning of a SHA-256: two that are alike are made on purpose, which here takes no search."""
    for name in "ab":
        (tmp_path / name).mkdir()
        hars.write(tmp_path / name / "shop.har", hars.entry(f"https://{name}.example/", "8.8.8.8"))
    first, second = (tmp_path / name / "shop.har" for name in "ab")
    digest = open_capture(first).capture.sha256

    def alike(file: IO[bytes]) -> str:
        return digest[:8] + Path(file.name).parent.name * 56

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pinned, "digest", alike)
        with pytest.raises(
            ReadError, match=rf"b/shop\.har: has the id shop-{digest[:8]}, which .*a/shop\.har .*rename"
        ):
            open_captures([first, second])
    assert len(open_captures([first, second])) == 2
