"""A stream as mitmdump itself records it: in whatever chunks arrived."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.ports import free_port

from trafficaudit import readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange

MAIL = b"seoyun.kim8241@hanbit.example"
MITMDUMP = Path(sys.executable).with_name("mitmdump")


@contextmanager
def server() -> Iterator[int]:
    """Take whatever is sent, and give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            taken, _ = listener.accept()
            with taken:
                while taken.recv(1 << 16):
                    pass

        threading.Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]


def dial(port: int) -> socket.socket:
    until = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_a_value_that_arrived_in_chunks_is_found(tmp_path: Path) -> None:
    capture, port = tmp_path / "raw.mitm", free_port()
    with server() as behind:
        mode = f"reverse:tcp://127.0.0.1:{behind}@127.0.0.1:{port}"
        command = [str(MITMDUMP), "-q", "--set", f"confdir={tmp_path}", "--mode", mode, "-w", str(capture)]
        with subprocess.Popen(command) as proxy:
            try:
                with dial(port) as client:
                    for piece in (b"\1mail=" + MAIL[:7], MAIL[7:20], MAIL[20:] + b"&end"):
                        client.sendall(piece)
                        time.sleep(0.5)
                until = time.monotonic() + 30
                while not (capture.exists() and capture.stat().st_size) and time.monotonic() < until:
                    time.sleep(0.2)
            finally:
                proxy.send_signal(signal.SIGINT)
    person = tmp_path / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL.decode()}"]\n')
    examiner, source = Examiner(person), readers.open_capture(capture)
    examiner.learn(source)
    exchanges = [each for each in source.items() if isinstance(each, Exchange)]
    assert len(exchanges) == 3
    found = {
        each.id: [one.reasoning for one in examiner.examine(each, source.capture).findings if one.detector == "persona"]
        for each in exchanges
    }
    (why,) = found.pop("000000.m2")
    assert "it stands in 3 bodies: 000000.m0 bytes 6 to 13, 000000.m1 bytes 0 to 13, 000000.m2 bytes 0 to 9" in why
    assert not any(found.values())
