"""The proxy as a process: its command line, its end, and what it says when it fails."""

import errno
import itertools
import os
import socket
import threading
from pathlib import Path

import pytest
from support.ports import free_port
from support.waiting import until

from trafficaudit.capturefiles import LOG
from trafficaudit.errors import RecordError
from trafficaudit.recording.folder import begin, is_held, write_description
from trafficaudit.recording.session import Plan, Session, command, wait_until_complete


def options(line: list[str]) -> list[str]:
    return [value for name, value in itertools.pairwise(line) if name == "--set"]


def test_the_command_line_says_what_was_planned(tmp_path: Path) -> None:
    plan = Plan(
        tmp_path / "c",
        "kr.example",
        ("regular", "wireguard", "reverse:dns://1.1.1.1@5353"),
        port=8081,
        host="127.0.0.1",
        phase="install",
        about=tmp_path / "about.json",
        observer="KR",
        persona=tmp_path / "p.toml",
        geoip=(tmp_path / "a.mmdb", tmp_path / "b.mmdb"),
        options=("ssl_insecure=true",),
    )
    line = command(plan)
    assert [Path(part).stem for flag, part in itertools.pairwise(line) if flag == "-s"] == [
        "record",
        "phases",
        "live",
    ]
    said = options(line)
    assert [each for each in said if each.startswith("mode=")] == [
        "mode=regular@8081",
        "mode=wireguard",
        "mode=reverse:dns://1.1.1.1@5353",
    ]
    assert {
        "audit_app=kr.example",
        "audit_phase=install",
        f"audit_about={tmp_path / 'about.json'}",
        "audit_observer=KR",
        "listen_host=127.0.0.1",
        "ssl_insecure=true",
    } <= set(said)
    assert [each for each in said if "geoip" in each] == [
        f"audit_geoip={tmp_path / name}" for name in ("a.mmdb", "b.mmdb")
    ]


def test_without_live_findings_nothing_of_them_is_said(tmp_path: Path) -> None:
    line = command(Plan(Path("c"), "x", live=False, persona=tmp_path / "p.toml", ui="web"))
    assert Path(line[0]).name == "mitmweb"
    assert not [part for part in line if "live" in part or "persona" in part or "flow_detail" in part]


def started(plan: Plan) -> Session:
    session = Session(plan)
    until(lambda: (session.read() and "servers" in session.told) or session.code is not None)
    return session


def test_it_runs_tells_and_ends_in_order(tmp_path: Path) -> None:
    port = free_port()
    session = started(Plan(tmp_path / "c", "kr.example", port=port, host="127.0.0.1", live=False))
    until(lambda: session.read() and "record" in session.told)
    servers = session.told["servers"]["servers"]
    assert isinstance(servers, list)
    assert servers[0]["listen_addrs"] == [["127.0.0.1", port]]
    assert session.end() == 0
    assert session.failed == ""
    assert not session.read(), "nobody holds the other end any more"
    session.close()
    description = wait_until_complete(tmp_path / "c")
    assert (description["ended"], description["app"]) == ("ended in order", {"package": "kr.example"})
    assert (tmp_path / "c" / LOG).stat().st_mode & 0o777 == 0o600


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        session = started(Plan(tmp_path / "c", "x", port=holder.getsockname()[1], host="127.0.0.1", live=False))
        assert session.end() == 1
        assert "in use" in session.failed
        session.close()


def test_a_recording_that_never_began_takes_its_folder_back(tmp_path: Path) -> None:
    session = started(Plan(tmp_path / "c", "x", modes=("wiregard",), live=False))
    assert session.end() == 1
    assert "unknown mode" in session.failed
    session.withdraw()
    session.close()
    assert not (tmp_path / "c").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    session = started(Plan(mine, "x", modes=("wiregard",), live=False))
    session.end()
    session.withdraw()
    session.close()
    assert [path.name for path in mine.iterdir()] == [LOG], "what was there before is nobody's to take away"
    session = started(Plan(tmp_path / "d", "x", modes=("wiregard",), live=False))
    session.end()
    (tmp_path / "d" / "note.txt").write_text("x")
    session.withdraw()
    session.close()
    assert {path.name for path in (tmp_path / "d").iterdir()} == {LOG, "note.txt"}


def test_it_waits_until_the_writer_lets_go(tmp_path: Path) -> None:
    lock = begin(tmp_path / "c", {})
    write_description(tmp_path / "c", {"complete": True})  # as the writer does before the last link of the chain
    timer = threading.Timer(0.5, os.close, [lock])
    timer.start()
    assert wait_until_complete(tmp_path / "c") == {"complete": True}
    assert not is_held(tmp_path / "c")
    timer.join()


def test_an_option_that_mitmproxy_does_not_know_is_refused(tmp_path: Path) -> None:
    """It would pass over a misspelt one without a word, and record otherwise than was asked for."""
    port = free_port()
    plan = Plan(
        tmp_path / "c", "x", port=port, host="127.0.0.1", live=False, options=("ignore_host=a", "anticomp=false")
    )
    session = started(plan)
    session.end()
    reason = session.told["failure"]["reason"]
    assert reason == "--set: mitmproxy has no option ignore_host (correct the name: mitmdump --options lists them)"
    session.withdraw()
    session.close()
    assert not (tmp_path / "c").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RecordError, match="cannot be made: Not a directory"):
        Session(Plan(tmp_path / "file" / "c", "x", live=False))


def test_a_folder_that_is_taken_is_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "capture.json").write_text("{}")
    with pytest.raises(RecordError, match="holds a recording already"):
        Session(Plan(tmp_path, "x", live=False))
    assert [path.name for path in tmp_path.iterdir()] == ["capture.json"]


def test_a_full_disk_before_the_proxy_is_told_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: object, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(LOG):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, flags, mode)  # type: ignore[arg-type]

    real = os.open
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(RecordError, match=r"cannot be started: No space left on device \(free some disk\)"):
        Session(Plan(tmp_path / "c", "x", live=False))
    assert not (tmp_path / "c").exists()


def test_what_the_proxy_told_at_last_is_read_in_the_end(tmp_path: Path) -> None:
    """Its log may have had no room for that."""
    session = Session(Plan(tmp_path / "c", "x", port=free_port(), host="127.0.0.1", live=False, options=("no_such=a",)))
    until(lambda: session.code is not None)
    assert "failure" not in session.told
    session.end()
    assert "no option no_such" in str(session.told["failure"]["reason"])
    session.close()


def test_a_proxy_that_could_not_say_anything_is_told_as_such(tmp_path: Path) -> None:
    session = started(Plan(tmp_path / "c", "x", modes=("wiregard",), live=False))
    session.end()
    (tmp_path / "c" / LOG).write_text("")
    assert session.failed == "the proxy ended with exit code 1 and without a word; has its disk room?"
    session.close()
