"""README shows what the demo really prints."""

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
RUN = [sys.executable, "-c", "from trafficaudit.cli import main; main()"]


def test_the_table_in_the_readme_is_what_the_demo_prints(tmp_path: Path) -> None:
    demo = REPOSITORY / "captures" / "demo"
    out = tmp_path / "out"
    replay: list[str | Path] = [
        *RUN,
        "replay",
        demo,
        "--persona",
        demo / "persona.toml",
        "--recipients",
        demo / "recipients.toml",
        "-o",
        out,
    ]
    subprocess.run(replay, check=True, capture_output=True)
    printed = subprocess.run([*RUN, "table", out], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    shown = re.search(
        r"<!-- table -->\n```text\n(.*?)```", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.S
    )
    assert shown is not None
    assert len(shown[1]) > 1000
    assert shown[1] in "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"
