"""Packets with their secrets: tshark decrypts what OpenSSL enciphered."""

import hashlib
import os
import shutil
import ssl
import struct
import subprocess
from pathlib import Path

import pytest
from support import hookevents, packages, wire

from trafficaudit import events, evidence
from trafficaudit.errors import EvidenceError, OutputError, ReadError
from trafficaudit.export import export_pcapng
from trafficaudit.export.packets import SECRETS, SECTION, Block, Rest, blocks, padded
from trafficaudit.readers import pinned, verified

needs_tshark = pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")


@pytest.fixture(scope="module", params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=str)
def spoken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[bytes], Path]:
    folder = tmp_path_factory.mktemp("spoken")
    sent, keys = wire.conversation(folder, request.param)
    return wire.packets(sent), keys


def requests(path: Path) -> str:
    command = [
        "tshark",
        "-n",
        "-r",
        str(path),
        "-Y",
        "http",
        "-T",
        "fields",
        "-e",
        "http.request.full_uri",
        "-e",
        "http.file_data",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def folder_of(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name.replace("_", ".")).write_bytes(content)
    return path


@needs_tshark
@pytest.mark.parametrize("form", [wire.pcap, wire.pcapng])
def test_tshark_decrypts_it_without_any_setting(form: object, spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    made, keys = spoken
    plain = form(made)  # type: ignore[operator]
    folder = folder_of(tmp_path / "c", network_pcapng=plain, keys_log=keys.read_bytes())
    done = export_pcapng(folder, tmp_path / "out.pcapng")
    assert requests(folder / "network.pcapng") == ""
    said = requests(tmp_path / "out.pcapng")
    assert "https://localhost/v1/me" in said
    assert "7b7d" in said
    assert (done.packets, done.handshakes, done.decrypted) == (len(made), 1, 1)
    assert done.left_out == ()


def test_the_secrets_stand_before_the_packets_and_say_what_they_are_of(
    spoken: tuple[list[bytes], Path], tmp_path: Path
) -> None:
    made, keys = spoken
    sections = wire.pcapng(made[:4]) + wire.pcapng(made[4:], order=">")
    (tmp_path / "p.pcapng").write_bytes(sections)
    done = export_pcapng(folder_of(tmp_path / "c"), tmp_path / "o", pcap=tmp_path / "p.pcapng", key_logs=(keys,))
    found = list(blocks(tmp_path / "o", Rest()))
    assert [(number, each.order) for number, each in enumerate(found) if each.kind == SECRETS] == [(1, "<"), (9, ">")]
    assert done.pcap_sha256.encode() in found[1].body
    assert keys.read_bytes().splitlines()[-1] in found[1].body
    assert (tmp_path / "o").stat().st_mode & 0o777 == 0o600
    assert b"".join(each.written() for each in found if each.kind != SECRETS) == sections


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_section_that_says_how_long_it_is_says_it_no_more(
    order: str, spoken: tuple[list[bytes], Path], tmp_path: Path
) -> None:
    """The block of secrets stands in it: a reader that goes by the old length would end in the midst of a block."""
    made, keys = spoken
    whole = wire.pcapng(made, order=order)
    told = struct.pack(f"{order}q", len(whole) - 28)
    (tmp_path / "p.pcapng").write_bytes(whole[:16] + told + whole[24:] + wire.pcapng(made[:1]))
    done = export_pcapng(folder_of(tmp_path / "c"), tmp_path / "o", pcap=tmp_path / "p.pcapng", key_logs=(keys,))
    heads = [each.body for each in blocks(tmp_path / "o", Rest()) if each.kind == SECTION]
    assert [head[8:16] for head in heads] == [b"\xff" * 8] * 2
    assert done.packets == len(made) + 1


def test_packets_of_older_programs_are_counted(spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    made, keys = spoken
    old = [Block(2, "<", struct.pack("<HHIIII", 0, 0, 0, 0, len(each), len(each)) + padded(each)) for each in made]
    (tmp_path / "p.pcapng").write_bytes(wire.pcapng([]) + b"".join(each.written() for each in old))
    done = export_pcapng(folder_of(tmp_path / "c"), tmp_path / "o", pcap=tmp_path / "p.pcapng", key_logs=(keys,))
    assert (done.packets, done.handshakes, done.decrypted) == (len(made), 1, 1)


def test_secrets_that_hooks_saw_and_a_sealed_package(spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    made, keys = spoken
    lines = keys.read_text().splitlines()
    seen = [events.KeyLog(**hookevents.common(1), line=line, client_random="") for line in lines if line[0] != "#"]
    folder = packages.capture(tmp_path / "shop")
    (folder / "network.pcapng").write_bytes(wire.pcap(made))
    (folder / "events.jsonl").unlink()
    shutil.rmtree(folder / "chain")
    (folder / "events.jsonl").write_bytes(b"".join(map(hookevents.line, seen)) + b"no event\n")
    done = export_pcapng(evidence.seal(folder).path, tmp_path / "o")
    assert (done.secrets, done.handshakes, done.decrypted) == (len(seen), 1, 1)


def test_nothing_but_secrets_is_passed_on_and_the_rest_is_counted(
    spoken: tuple[list[bytes], Path], tmp_path: Path
) -> None:
    made, keys = spoken
    (tmp_path / "k").write_bytes(keys.read_bytes() + b"-----BEGIN PRIVATE KEY-----\n")
    folder = folder_of(tmp_path / "c", a_pcap=wire.pcap(made) + b"cut")
    done = export_pcapng(folder, tmp_path / "o", key_logs=(tmp_path / "k",))
    assert done.left_out == (("bytes at the end that are no whole packet", 3), ("lines that are no TLS secret", 1))
    assert b"PRIVATE" not in (tmp_path / "o").read_bytes()
    other = b"CLIENT_RANDOM " + b"ab" * 32 + b" " + b"cd" * 48 + b"\n"
    (tmp_path / "k").write_bytes(other)
    done = export_pcapng(folder, tmp_path / "o", key_logs=(tmp_path / "k",), force=True)
    assert (done.handshakes, done.decrypted) == (1, 0)


def test_packets_that_were_captured_in_part_are_told(spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    made, keys = spoken
    whole = wire.pcap(made)
    longer = (len(made[0]) + 1).to_bytes(4, "little")  # the first packet's size on the wire
    folder = folder_of(tmp_path / "c", a_pcap=whole[:36] + longer + whole[40:])
    done = export_pcapng(folder, tmp_path / "o", key_logs=(keys,))
    assert done.left_out == (("packets of which only the beginning was captured", 1),)


def test_what_is_missing_is_said_with_its_remedy(spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    made, keys = spoken
    empty = folder_of(tmp_path / "empty", keys_log=keys.read_bytes())
    (empty / "link.pcap").symlink_to(tmp_path / "a.pcap")
    two = folder_of(tmp_path / "two", a_pcap=wire.pcap(made), b_pcapng=wire.pcapng(made))
    one = folder_of(tmp_path / "one", a_pcap=wire.pcap(made))
    for folder, what in (
        (empty, "holds no packet capture.*--pcap FILE"),
        (two, "holds 2 packet captures"),
        (one, "no TLS secret.*--keys"),
        (tmp_path / "absent", "is no capture folder"),
    ):
        with pytest.raises(ReadError, match=what):
            export_pcapng(folder, tmp_path / "o", key_logs=(keys,) if folder == two else ())
    (tmp_path / "o").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        export_pcapng(one, tmp_path / "o", key_logs=(keys,))
    assert (tmp_path / "o").read_text() == "mine"
    (one / "a.pcap").write_bytes(b"no packets")
    with pytest.raises(ReadError, match="no packet capture"):
        export_pcapng(one, tmp_path / "new", key_logs=(keys,))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("sealed", [False, True])
def test_what_changes_while_it_is_copied_gives_no_copy(
    spoken: tuple[list[bytes], Path], tmp_path: Path, sealed: bool
) -> None:
    """The copy names the SHA-256 of what it is of: a capture that goes on is another one in the end."""
    made, keys = spoken
    whole = wire.pcapng(made)
    folder = folder_of(tmp_path / "c", network_pcapng=whole, keys_log=keys.read_bytes(), capture_json=b"{}")
    subject = evidence.seal(folder).path if sealed else folder
    inside = evidence.capture_of(subject) if sealed else folder

    def grow(count: int) -> None:
        (inside / "network.pcapng").chmod(0o600)
        (inside / "network.pcapng").write_bytes(whole + b"more" * count)

    def touch(count: int) -> None:
        os.utime(inside / "network.pcapng", (count, count))

    with pytest.raises(ReadError, match="changed while it was being read"):
        export_pcapng(subject, tmp_path / "out.pcapng", tick=grow)
    assert not (tmp_path / "out.pcapng").exists()
    (inside / "network.pcapng").write_bytes(whole)
    (inside / "network.pcapng").chmod(0o400)
    if sealed:
        with pytest.raises(ReadError, match="was touched while it was being read"):
            export_pcapng(subject, tmp_path / "out.pcapng", tick=touch)
        assert not (tmp_path / "out.pcapng").exists()
    else:
        done = export_pcapng(subject, tmp_path / "out.pcapng", tick=touch)
        assert done.pcap_sha256 == hashlib.sha256(whole).hexdigest()
        assert f"SHA-256 {done.pcap_sha256}".encode() in (tmp_path / "out.pcapng").read_bytes()


@pytest.mark.parametrize(("name", "sealed"), [("network.pcapng", False), ("network.pcapng", True), ("keys.log", True)])
def test_a_change_in_the_tick_of_the_clock_in_which_it_was_written_is_noticed(
    spoken: tuple[list[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, sealed: bool
) -> None:
    """A file system whose clock stands still: what was written last has the size and times that it had before."""
    made, keys = spoken
    files = {"network_pcapng": wire.pcapng(made), "keys_log": keys.read_bytes(), "capture_json": b"{}"}
    folder = folder_of(tmp_path / "c", **files)
    subject = evidence.seal(folder).path if sealed else folder
    path = (evidence.capture_of(subject) if sealed else folder) / name
    noted = path.stat()
    monkeypatch.setattr(pinned, "_TICK", 1 << 62)
    monkeypatch.setattr(pinned, "_touched", lambda status: (status.st_dev, status.st_ino, 0))

    def change(count: int) -> None:
        path.chmod(0o600)
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        os.utime(path, ns=(noted.st_atime_ns, noted.st_mtime_ns))

    with pytest.raises(ReadError, match="changed while it was being read") as error:
        export_pcapng(subject, tmp_path / "out.pcapng", tick=lambda count: change(count) if count == 1 else None)
    assert name in str(error.value)
    assert not (tmp_path / "out.pcapng").exists()


def sealed_away(folder: Path, made: list[bytes], keys: Path) -> Path:
    files = {"network_pcapng": wire.pcapng(made), "keys_log": keys.read_bytes(), "capture_json": b"{}"}
    return evidence.seal(folder_of(folder, **files)).path


def test_packets_of_a_sealed_package_are_held_to_it_however_they_are_named(
    spoken: tuple[list[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = sealed_away(tmp_path / "c", *spoken)
    path = evidence.capture_of(package) / "network.pcapng"
    monkeypatch.chdir(tmp_path)

    def touch(count: int) -> None:
        os.utime(path, (count, count))

    with pytest.raises(ReadError, match="was touched while it was being read"):
        export_pcapng(package, tmp_path / "o", pcap=path.relative_to(tmp_path), tick=touch)
    done = export_pcapng(package, tmp_path / "o", pcap=path.relative_to(tmp_path))
    assert done.pcap_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_packets_that_lie_elsewhere_are_none_of_the_package(spoken: tuple[list[bytes], Path], tmp_path: Path) -> None:
    package = sealed_away(tmp_path / "c", *spoken)
    (tmp_path / "mine.pcap").write_bytes(wire.pcap(spoken[0][:3]))
    done = export_pcapng(package, tmp_path / "o", pcap=tmp_path / "mine.pcap")
    assert done.packets == 3


@pytest.mark.parametrize("name", ["network.pcapng", "keys.log"])
def test_what_changed_after_the_package_was_verified_gives_no_copy(
    spoken: tuple[list[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    package = sealed_away(tmp_path / "c", *spoken)
    path, verify = evidence.capture_of(package) / name, verified.verdict_of

    def changed(capture: Path) -> object:
        verdict = verify(capture)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b"\n")
        return verdict

    monkeypatch.setattr(verified, "verdict_of", changed)
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        export_pcapng(package, tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_what_a_link_in_the_folder_leads_to_is_none_of_the_recording(
    spoken: tuple[list[bytes], Path], tmp_path: Path
) -> None:
    made, keys = spoken
    (tmp_path / "elsewhere.pcap").write_bytes(wire.pcap(made))
    folder = folder_of(tmp_path / "c", network_pcapng=wire.pcapng(made))
    (folder / "other.pcap").symlink_to(tmp_path / "elsewhere.pcap")
    (folder / "keys.log").symlink_to(keys)
    (folder / "broken.pcap").symlink_to(tmp_path / "gone")
    (folder / "folder.pcap").mkdir()
    with pytest.raises(ReadError, match="there is no TLS secret"):
        export_pcapng(folder, tmp_path / "out.pcapng")
    done = export_pcapng(folder, tmp_path / "out.pcapng", key_logs=(keys,))
    assert (done.packets, done.left_out) == (len(made), ())
