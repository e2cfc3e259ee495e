"""The pages, followed word by word: every command in a block is run, page by page and in order, in a folder of its own.

What a block prints differs by machine and is not compared, but for the table in the README (``test_readme.py``); what is
compared is that each line ends as the page says, and makes what it names.
"""

import re
import shlex
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from support import flows, labels, mmdb
from support.command import run

from trafficaudit.cli.options import GEOIP_FOLDER
from trafficaudit.evidence import config

REPOSITORY = Path(__file__).resolve().parent.parent
DEMO = REPOSITORY / "captures" / "demo"
PAGES = [
    REPOSITORY / "README.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
    *sorted((REPOSITORY / "captures").glob("**/*.md")),
    REPOSITORY / "addons" / "README.md",
]

LEFT = {
    r"make ": "makes .venv first, and takes minutes",
    r"source ": "is about the terminal of whoever reads",
    r"trafficaudit doctor --device": "asks a phone (tests/cli/test_doctor.py speaks as one)",
    r"trafficaudit record ": "records a phone (tests/cli/test_record.py, tests/captures/)",
    r"trafficaudit geoip update ": "needs the packages of whole databases (tests/cli/test_geoip.py)",
    r"trafficaudit phase ": "needs a recording that is under way (tests/cli/test_phase.py)",
    r"python -m captures\.rehearsal |mitmdump ": "serves until it is ended (tests/captures/)",
}
"""Commands of the pages that are not run here, and why."""

CODES = {"verify": 4, "anchor": 4, "sh": 4}
"""Exit codes of what is right and not 0: no authority is configured for the tests, so the time of a package is open."""

CAPTURE = ("capture.json", "traffic-0001.mitm", "phases.jsonl", "tls_failures.jsonl")


def _lines(page: Path) -> list[str]:
    """Give the commands of a page's blocks, in order."""
    blocks = re.findall(r"^ *```console\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.M | re.S)
    return [line for block in blocks for line in re.findall(r"^ *\$ (.+)$", block, re.M)]


def _followed(page: Path) -> list[str]:
    return [line for line in _lines(page) if not any(re.match(each, line) for each in LEFT)]


def test_what_is_left_out_stands_on_a_page() -> None:
    lines = [line for page in PAGES for line in _lines(page)]
    for each in LEFT:
        assert any(re.match(each, line) for line in lines), each
    assert sum(len(_followed(page)) for page in PAGES) >= 40


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with all that the pages take for granted: recordings, a person, a policy, results, a package."""
    here = tmp_path_factory.mktemp("desk") / "책상 하나"
    shutil.copytree(DEMO, here / "captures" / "demo")
    (here / "captures" / "shop").mkdir()
    for name in CAPTURE:
        shutil.copy(DEMO / name, here / "captures" / "shop")
    months = here / "captures" / "2026-11"
    months.mkdir()
    for number in (1, 2):
        flows.write(months / f"app-{number}.mitm", flows.flow(number, "/?e=x@shop.example"))
    for name, given in (
        ("traffic-0001.mitm", "session.mitm"), ("phases.jsonl", "phases.jsonl"), ("persona.toml", "person.toml"),
        ("policy.html", "policy.html"), ("declaration.yaml", "policy-2025.yaml"), ("declaration.yaml", "policy-2026.yaml"),
    ):  # fmt: skip
        shutil.copy(DEMO / name, here / given)
    (here / "privacy.txt").write_text(labels.PLAY_KO, encoding="utf-8")
    (here / "archive").mkdir()
    mmdb.write(here / "GeoLite2-Country.mmdb", "GeoLite2-Country", {"3.34.0.0/24": mmdb.country("SG")})
    (here / "phone.pcap").write_bytes(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))  # a file's head
    (here / "sslkeylog.txt").write_text(f"CLIENT_RANDOM {'ab' * 32} {'cd' * 48}\n")
    (here / "key.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    for made in (
        "replay captures/shop --persona person.toml -o results/shop",
        "replay captures/demo --persona captures/demo/persona.toml -o results/demo",
        "replay captures/2026-11/app-1.mitm captures/2026-11/app-2.mitm --each -o results/2026-11",
        "seal captures/shop --persona person.toml --offline",
        "declare from-label privacy.txt -o label-2025.yaml",
        "declare from-label privacy.txt -o label-2026.yaml",
    ):
        done = run(*made.split(), cwd=here)
        assert done.returncode == 0, done.stderr
    for name in ("label-2025.yaml", "label-2026.yaml"):
        _confirm(here / name)
    return here


@pytest.mark.parametrize("page", [page for page in PAGES if _followed(page)], ids=lambda page: page.stem)
def test_every_command_of_a_page_does_what_the_page_says(page: Path, desk: Path, tmp_path: Path) -> None:
    here = tmp_path / "책상 둘"
    shutil.copytree(desk, here)
    shutil.copytree(here / "captures" / "shop.sealed", here / "shop.sealed")  # as it was handed over
    for line in _followed(page):
        words = list(_words(line, here))
        made = [here / each for each in _made(words)]
        for each in made:
            _gone(each)
        if words[1] == "compare":
            _confirm(here / words[3])
        done = _run(words, here)
        assert done.returncode == CODES.get(words[1] if words[0] == "trafficaudit" else words[0], 0), f"{line}\n{done}"
        assert "Traceback" not in done.stderr
        for each in made:
            assert each.exists(), f"{line}: {each.name}"


def _shown(page: Path, language: str) -> list[str]:
    """Give the files that a page shows, without the blanks before them."""
    blocks = re.findall(rf"^( *)```{language}\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.M | re.S)
    return [re.sub(rf"^{indent}", "", text, flags=re.M) for indent, text in blocks]


def test_the_files_that_pages_show_are_taken_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (marks,) = _shown(REPOSITORY / "README.md", "json")
    (tmp_path / "phases.jsonl").write_text(marks, encoding="utf-8")
    flows.write(tmp_path / "session.mitm", flows.flow(1, "/?e=x@shop.example", host="hanbit.example"))
    (recipients,) = _shown(REPOSITORY / "docs" / "results.md", "toml")
    (tmp_path / "recipients.toml").write_text(recipients, encoding="utf-8")
    words = ["replay", "session.mitm", "--phases", "phases.jsonl", "--recipients", "recipients.toml", "-o", "out"]
    assert run(*words, cwd=tmp_path).returncode == 0
    table = run("table", "out", cwd=tmp_path).stdout
    assert "before_consent" in table
    assert "Hanbit Mall (KR)" in table
    (tmp_path / "trafficaudit").mkdir()
    (configured,) = _shown(REPOSITORY / "docs" / "evidence.md", "toml")
    (tmp_path / "trafficaudit" / config.NAME).write_text(configured, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    said = config.load()
    assert said.operator
    assert said.authorities == (
        config.Authority("agency", "http://tsa.example.go.kr/tsr", tmp_path / "trafficaudit" / "agency-root.pem"),
    )


def _words(line: str, here: Path) -> Iterator[str]:
    """Give the words of a line: patterns as a shell would, and for what a page abbreviates the whole of it."""
    identity = pyrage.x25519.Identity.from_str((here / "key.txt").read_text().strip())
    whole = {"age1...": str(identity.to_public())}
    words = shlex.split(line, comments=True)
    if words[0] == "sh":
        told = (here / words[1]).with_name("confirmation.txt").read_text(encoding="utf-8")
        for option, short in (("signer", "13579c07..."), ("confirmed", "74b1bf15...")):
            whole[short] = re.findall(rf"--{option} ([0-9a-f]{{64}})", told)[0]
    for word in words:
        if "*" in word:
            yield from (str(path.relative_to(here)) for path in sorted(here.glob(word)))
        else:
            yield whole.get(word, word)


def _made(words: list[str]) -> Iterator[str]:
    """Name what a command makes."""
    for option in ("-o", "--xlsx"):
        if option in words:
            yield words[words.index(option) + 1]
    match words[1]:
        case "seal":
            yield words[2] + (".age" if "--encrypt" in words else ".sealed")
        case "redact":
            yield words[2] + ".redacted"
        case "report":
            yield words[2] + ".html"
        case "open":
            yield words[2].removesuffix(".age")


def _gone(path: Path) -> None:
    if path.is_dir():
        path.chmod(0o755)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _confirm(draft: Path) -> None:
    """Do what a page asks a person to do with a draft before it is compared."""
    draft.write_text(draft.read_text(encoding="utf-8").replace("confirm: false", "confirm: true"), encoding="utf-8")


def _run(words: list[str], here: Path) -> "subprocess.CompletedProcess[str]":
    if words[0] == "trafficaudit":
        return run(*words[1:], cwd=here, environment={GEOIP_FOLDER: str(here / "geoip")})
    return subprocess.run(words, cwd=here, capture_output=True, text=True, check=False, timeout=60)
