"""The demonstration's time stamp authority stamps while a command runs."""

import subprocess
import sys
from pathlib import Path

from captures.rehearsal import authority
from trafficaudit.evidence import timestamp, trust

REPOSITORY = Path(__file__).resolve().parents[2]


def test_it_stamps(tmp_path: Path) -> None:
    authority.make(tmp_path)
    query = timestamp.request(b"x")
    token = timestamp.answered(query, authority.reply(tmp_path, query), b"x")
    trust.path(token.signer, token.certificates, trust.certificates([tmp_path / "root.pem"]), token.at)


def test_it_serves_while_a_command_runs(tmp_path: Path) -> None:
    asks = "from trafficaudit.evidence import post, timestamp as t; q = t.request(b'x'); t.answered(q, post.ask('{url}', q, t.LARGEST), b'x'); raise SystemExit(7)"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "captures.rehearsal.authority",
        tmp_path / "a",
        "--",
        sys.executable,
        "-c",
        asks,
    ]
    assert subprocess.run(command, cwd=REPOSITORY, check=False).returncode == 7
