"""Packet captures as blocks; tshark reads what is written as it reads what was read."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import wire

from trafficaudit.errors import ReadError
from trafficaudit.export import packets
from trafficaudit.export.packets import INTERFACE, PACKET, SECTION, SIMPLE, Block, Rest

MADE = wire.packets([(True, b"hello"), (False, b"world!!"), (True, b"x" * 3000)], port=7)
FORMS = {
    "pcap": wire.pcap(MADE),
    "pcap, other byte order": wire.pcap(MADE, order=">"),
    "pcap in nanoseconds": wire.pcap(MADE, nanoseconds=True),
    "pcap in nanoseconds, other byte order": wire.pcap(MADE, order=">", nanoseconds=True),
    "pcapng": wire.pcapng(MADE),
    "pcapng, other byte order": wire.pcapng(MADE, order=">"),
}
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)


def read(path: Path) -> tuple[list[packets.Block], int]:
    rest = Rest()
    return list(packets.blocks(path, rest)), rest.size


def seen(path: Path) -> list[str]:
    fields = ["frame.time_epoch", "frame.len", "ip.src", "tcp.payload", "frame.encap_type"]
    command = ["tshark", "-n", "-r", str(path), "-T", "fields", *(part for field in fields for part in ("-e", field))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_every_packet_comes_through_byte_for_byte(form: str, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(FORMS[form])
    found, rest = read(tmp_path / "in")
    assert (found[0].kind, found[1].kind, rest) == (SECTION, INTERFACE, 0)
    assert [each.data for each in found if each.kind in (PACKET, SIMPLE)] == MADE
    (tmp_path / "out").write_bytes(b"".join(each.written() for each in found))
    if "pcapng" in form:
        assert (tmp_path / "out").read_bytes() == FORMS[form]
    again, rest = read(tmp_path / "out")
    assert (again, rest) == (found, 0)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("captured", "there", "cut"), [(4, 4, False), (4, 5, True), (4, 3, False)])
@pytest.mark.parametrize("kind", [PACKET, SIMPLE])
def test_a_packet_that_was_captured_in_part_says_so(
    kind: int, order: str, captured: int, there: int, cut: bool, tmp_path: Path
) -> None:
    head = struct.pack(f"{order}IIIII", 0, 0, 0, captured, there) if kind == PACKET else struct.pack(f"{order}I", there)
    body = head + bytes(captured)
    made = [packets.section(order), packets.Block(kind, order, body)]
    (tmp_path / "in").write_bytes(b"".join(each.written() for each in made))
    assert [each.cut for each in read(tmp_path / "in")[0]] == [False, cut]


def test_a_block_without_its_beginning_is_no_cut_packet() -> None:
    assert not packets.Block(PACKET, "<", b"1234").cut
    assert not packets.Block(INTERFACE, "<", bytes(20)).cut


@pytest.mark.parametrize(
    ("network", "expected"), [(1, []), (0x24000001, [32]), (0x04000001, [0]), (0xF0000001, []), (0x14000093, [16])]
)
def test_a_pcap_that_counts_frame_check_sequences_still_does(network: int, expected: list[int], tmp_path: Path) -> None:
    """libpcap's bit 26 says that words of 16 bits are counted above it; an interface of a pcapng counts bits."""
    made = FORMS["pcap"]
    (tmp_path / "in").write_bytes(made[:20] + network.to_bytes(4, "little") + made[24:])
    body = read(tmp_path / "in")[0][1].body
    options, at = dict[int, bytes](), 8
    while at < len(body):
        code, size = struct.unpack_from("<HH", body, at)
        options[code] = body[at + 4 : at + 4 + size]
        at += 4 + size + -size % 4
    assert (int.from_bytes(body[:2], "little"), list(options.get(13, b""))) == (network & 0xFFFF, expected)
    assert (options[9], options[0], list(options)[-1]) == (b"\x06", b"", 0)


@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
@pytest.mark.parametrize("form", FORMS)
def test_tshark_sees_the_same_packets_and_times(form: str, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(FORMS[form])
    (tmp_path / "out").write_bytes(b"".join(each.written() for each in read(tmp_path / "in")[0]))
    assert len(seen(tmp_path / "in")) == len(MADE)
    assert seen(tmp_path / "out") == seen(tmp_path / "in")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_cut_off_gives_what_is_whole(form: str, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(FORMS[form][:-10])
    found, rest = read(tmp_path / "in")
    assert [each.data for each in found if each.kind in (PACKET, SIMPLE)] == MADE[:-1]
    assert rest > 0
    assert sum(len(each.written()) for each in found) > 100


def test_lengths_that_lie_end_the_reading(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(wire.pcap(MADE[:1]) + b"\xff" * 40)
    assert [len(found) for found in (read(tmp_path / "in"),)] == [2]
    assert read(tmp_path / "in")[1] == 40
    whole = bytearray(wire.pcapng(MADE))
    whole[4:8] = b"\xf0\xff\xff\xff"
    (tmp_path / "in").write_bytes(whole)
    assert read(tmp_path / "in") == ([], len(whole))


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"\x0a\x0d\x0d\x0a", b"\n", b"no packets"])
def test_what_is_no_packet_capture_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(data)
    with pytest.raises(ReadError, match="no packet capture"):
        read(tmp_path / "in")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name in ("absent", "empty", "."):
        with pytest.raises(ReadError):
            read(tmp_path / name)


@shared
@given(form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_any_bytes_give_blocks_that_read_again(tmp_path: Path, form: str, data: st.DataObject) -> None:
    whole = FORMS[form]
    at = data.draw(st.integers(4, len(whole) - 1))
    spoiled = whole[:at] + data.draw(st.binary(max_size=12)) + whole[at + data.draw(st.integers(0, 12)) :]
    (tmp_path / "in").write_bytes(spoiled)
    found, _ = read(tmp_path / "in")
    if found:
        (tmp_path / "out").write_bytes(b"".join(each.written() for each in found))
        assert read(tmp_path / "out") == (found, 0)


@pytest.mark.parametrize(("kind", "at"), [(PACKET, 16), (SIMPLE, 0), (2, 16)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_packet_says_how_long_it_was_or_is_too_short_to_say(kind: int, at: int, order: str) -> None:
    for size in range(at + 4):
        assert not Block(kind, order, b"\xff" * size).cut
    body = bytes(at) + (5).to_bytes(4, "little" if order == "<" else "big")
    assert [Block(kind, order, body, b"x" * held).cut for held in (0, 4, 5, 6)] == [True, True, False, False]
    assert not Block(SECTION, order, body).cut
