import json
import resource
from pathlib import Path

from support import command, flows, packages, wire


def test_a_capture_becomes_a_har(capture: Path, tmp_path: Path) -> None:
    done = command.run("export", "--har", capture, "-o", tmp_path / "out.har")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "out.har"))
    assert done.stderr == "1 entry; a copy for viewing, not the evidence.\n"
    assert (tmp_path / "out.har").stat().st_mode & 0o777 == 0o600


def test_what_it_cannot_hold_is_told(tmp_path: Path) -> None:
    capture = flows.write(tmp_path / "s.mitm", flows.flow(1))
    capture.write_bytes(capture.read_bytes() + b"no record")
    done = command.run("export", "--har", capture, "-o", tmp_path / "out.har", "--json")
    assert done.stderr.startswith("not in the file: gaps in the capture: 1\n")
    assert json.loads(done.stdout)["left_out"] == {"gaps in the capture": 1}


def test_what_exists_is_kept(capture: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.har"
    target.write_text("mine")
    done = command.run("export", "--har", capture, "-o", target)
    assert (done.returncode, target.read_text()) == (2, "mine")
    assert "--force" in done.stderr
    assert command.run("export", "--har", capture, "-o", target, "--force").returncode == 0


def test_a_recording_is_not_replaced_by_its_copy(capture: Path, tmp_path: Path) -> None:
    before = capture.read_bytes()
    (tmp_path / "same.har").hardlink_to(capture)
    for target in (capture, tmp_path / "same.har"):
        done = command.run("export", "--har", capture, "-o", target, "--force")
        assert (done.returncode, "would replace what it is made from" in done.stderr) == (1, True)
    assert capture.read_bytes() == before
    folder = tmp_path / "folder"
    folder.mkdir()
    done = command.run("export", "--har", folder, "-o", folder / "out.har")
    assert (done.returncode, "into the capture" in done.stderr) == (1, True)


def test_no_format_no_capture_and_no_space(capture: Path, tmp_path: Path) -> None:
    for formats in ((), ("--har", "--case"), ("--pcapng", "--har")):
        done = command.run("export", *formats, capture, "-o", tmp_path / "x")
        assert (done.returncode, "name one format" in done.stderr) == (2, True), formats
    assert command.run("export", "--har", tmp_path / "nothing", "-o", tmp_path / "x").returncode == 3
    done = command.run("export", "--har", capture, "-o", tmp_path / "x", limit=100)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert {each.name for each in tmp_path.iterdir()} == {"s.har"}
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100


def test_packets_with_their_secrets(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    sent, keys = wire.conversation(tmp_path / "made")
    (tmp_path / "n.pcap").write_bytes(wire.pcap(wire.packets(sent)))
    (tmp_path / "c").mkdir()
    given = ("export", "--pcapng", tmp_path / "c", "-o", tmp_path / "out.pcapng")
    done = command.run(*given)
    assert (done.returncode, done.stdout) == (3, "")
    assert "holds no packet capture (trafficaudit records none itself" in done.stderr
    done = command.run(*given, "--pcap", tmp_path / "n.pcap", "--keys", keys, "--json")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 TLS handshakes can be decrypted" in done.stderr
    said = json.loads(done.stdout)
    assert (said["file"], said["decrypted"]) == (str(tmp_path / "out.pcapng"), 1)
    wrong = ("export", "--har", tmp_path / "c", "-o", tmp_path / "x", "--keys", keys)
    assert command.run(*wrong).returncode == 2


def test_a_package_as_case(tmp_path: Path) -> None:
    folder = packages.capture(tmp_path / "shop")
    target = tmp_path / "case.jsonld"
    done = command.run("export", "--case", folder, "-o", target)
    assert (done.returncode, "make one with: trafficaudit seal" in done.stderr) == (3, True)
    assert command.run("seal", folder, "--offline").returncode == 0
    done = command.run("export", "--case", tmp_path / "shop.sealed", "-o", target, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["nodes"] == len(json.loads(target.read_text())["@graph"])
