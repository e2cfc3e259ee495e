"""Programs run to their end, bounded."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.waiting import until

from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.process import ERRORS_KEPT, run, together


def python(code: str, *, timeout: float = 20, limit: int = 1 << 20) -> tuple[bytes, bytes, int]:
    kept = bytearray()
    done = run([sys.executable, "-c", code], timeout=timeout, limit=limit, write=kept.extend, where="it")
    assert done.stdout == b""
    return bytes(kept), done.stderr, done.status


def test_output_error_output_and_status() -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    assert python(code) == (b"out\n", b"err\n", 3)


def test_both_pipes_are_drained_and_error_output_is_cut() -> None:
    code = "import sys\nfor _ in range(64): sys.stdout.write('o' * 8192); sys.stderr.write('e' * 8192)"
    stdout, stderr, status = python(code)
    assert (len(stdout), len(stderr), status) == (64 * 8192, ERRORS_KEPT, 0)


def test_what_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(DeviceError, match=r"it: gave no answer within 0\.5 s"):
        python("import time; time.sleep(60)", timeout=0.5)
    assert time.monotonic() - begun < 20


def test_what_closes_its_output_but_does_not_end_is_ended() -> None:
    with pytest.raises(DeviceError, match="did not end within"):
        python("import os, time; os.close(1); os.close(2); time.sleep(60)", timeout=1)


def test_what_prints_too_much_is_ended() -> None:
    with pytest.raises(DeviceError, match="printed more than 1000 bytes"):
        python("while True: print('y' * 100)", limit=1000)


def test_what_cannot_be_started() -> None:
    with pytest.raises(DeviceError, match="cannot be started: No such file"):
        run(["/nonexistent/adb"], timeout=1, limit=1, write=bytes, where="")


def test_what_takes_the_output_may_fail() -> None:
    def full(data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        run([sys.executable, "-c", "print('x')"], timeout=20, limit=100, write=full, where="")


def test_several_programs_are_bounded_together_and_what_is_left_is_not_started(tmp_path: Path) -> None:
    begun = time.monotonic()
    with together(1.5), together(1000):
        with pytest.raises(DeviceError, match=r"it: gave no answer within (1\.5|1\.4) s"):
            python("import time; time.sleep(60)")
        with pytest.raises(DeviceError, match="it: was not asked: what was asked before took all the time"):
            python(f"open({str(tmp_path / 'started')!r}, 'w')")
    assert time.monotonic() - begun >= 1.5
    assert not (tmp_path / "started").exists()
    assert python("print('out')")[0] == b"out\n"


def test_what_closes_its_output_is_not_waited_for_twice_as_long() -> None:
    begun = time.monotonic()
    with pytest.raises(DeviceError, match="did not end within 6 s"):
        python("import os, time; time.sleep(4); os.close(1); os.close(2); time.sleep(60)", timeout=6)
    assert time.monotonic() - begun < 10


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed (Debian: util-linux)")
def test_what_runs_is_ended_where_we_are_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    inner = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    outer = (
        "import sys; from trafficaudit.devices.process import run\n"
        f"run([sys.executable, '-c', {inner!r}], timeout=600, limit=1, write=bytes, where='')"
    )
    process = subprocess.Popen([sys.executable, "-c", outer])
    pid = int(until(lambda: told.read_text() if told.exists() else ""))
    assert Path(f"/proc/{pid}").exists()
    process.send_signal(signal.SIGKILL)
    process.wait()
    try:
        until(lambda: not _runs(pid))
    finally:
        if _runs(pid):
            os.kill(pid, signal.SIGKILL)


def _runs(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be asked how it ended does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
