"""The redacted copy from the command line."""

import errno
import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import flows
from support.command import COMMAND, run
from support.waiting import until

from trafficaudit.cli import main, stamping
from trafficaudit.errors import EvidenceError, OutputError
from trafficaudit.evidence import custody, layout
from trafficaudit.working import working

MAIL = "seoyun.kim@hanbit.example"


@pytest.fixture
def sealed(tmp_path: Path, persona: Path) -> Path:
    (tmp_path / "shop").mkdir()
    flows.write(
        tmp_path / "shop/traffic-0001.mitm", flows.flow(1, f"/?mail={MAIL}", body=b"\xff\xd8\xff" + bytes(range(200)))
    )
    assert run("seal", tmp_path / "shop", "--offline", "--persona", persona).returncode == 0
    return tmp_path / "shop.sealed"


def test_it_is_a_package_of_its_own(sealed: Path, tmp_path: Path, persona: Path) -> None:
    done = run("redact", sealed, "--offline", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    copy = tmp_path / "shop.sealed.redacted"
    assert (said["path"], said["examined"], said["counts"]["bodies withheld"]) == (str(copy), 1, 1)
    assert said["parent"] in (copy / "bag/bag-info.txt").read_text()
    assert "Replayed: 1 exchange, no value of the test person in them" in done.stderr
    assert "\n1 body withheld\n" in done.stderr
    assert MAIL not in done.stdout + done.stderr
    assert all(MAIL.encode() not in path.read_bytes() for path in copy.rglob("*") if path.is_file())
    assert run("verify", copy, "--offline").returncode == run("verify", sealed, "--offline").returncode == 4
    assert "redacted copy made" in run("log", sealed).stdout
    assert run("replay", copy, "--persona", persona, "-o", tmp_path / "out").returncode == 0
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_whose_values_has_to_be_known(tmp_path: Path, persona: Path) -> None:
    (tmp_path / "shop").mkdir()
    flows.write(tmp_path / "shop/traffic-0001.mitm", flows.flow(1, f"/?mail={MAIL}"))
    run("seal", tmp_path / "shop", "--offline")
    sealed = tmp_path / "shop.sealed"
    done = run("redact", sealed, "--offline")
    assert (done.returncode, "--persona FILE" in done.stderr) == (2, True)
    assert run("redact", sealed, "--persona", persona, "--without-persona").returncode == 2
    done = run("redact", sealed, "--offline", "--without-persona", "-o", tmp_path / "a")
    assert done.returncode == 0
    assert "Replayed: 1 exchange, searched for no test person, as none was named" in done.stderr
    assert "no value of the test person" not in done.stderr
    assert run("redact", sealed, "--offline", "--persona", persona, "-o", tmp_path / "b").returncode == 0
    for name in ("a", "b"):
        assert MAIL.encode() not in (tmp_path / name / "bag/data/capture/traffic-0001.mitm").read_bytes()


def test_another_register_than_the_sealed_one_is_told(sealed: Path, tmp_path: Path, persona: Path) -> None:
    persona.write_text('[values]\nemail = ["somebody.else@hanbit.example"]\n')
    done = run("redact", sealed, "--offline", "--persona", persona, "-o", tmp_path / "a")
    assert done.returncode == 0
    assert "warning: this is not the register whose SHA-256 was sealed" in done.stderr


def test_nothing_around_the_copy_tells_of_the_person(tmp_path: Path, persona: Path) -> None:
    """Neither what folders and files are called, nor a digest of a register that somebody could make again."""
    name = MAIL
    (tmp_path / name).mkdir()
    flows.write(tmp_path / name / "traffic-0001.mitm", flows.flow(1, "/"))
    register = persona.rename(persona.with_name(f"{MAIL}.toml"))
    assert run("seal", tmp_path / name, "--offline").returncode == 0
    made = ("--offline", "--persona", register, "-o", tmp_path / "copy", "--operator=Kim")
    assert run("redact", tmp_path / f"{name}.sealed", *made).returncode == 0
    digest = hashlib.sha256(register.read_bytes()).hexdigest()
    for path in (path for path in (tmp_path / "copy").rglob("*") if path.is_file()):
        held = path.read_bytes()
        assert name.encode() not in held, path
        assert digest.encode() not in held, path
    told = json.loads((tmp_path / "copy/bag/data/log/tools.json").read_text())["command"]
    assert told == ["trafficaudit", "redact", "--offline", "--persona", "-o", "--operator"]
    assert digest in run("log", tmp_path / f"{name}.sealed").stdout


def test_a_copy_is_not_signed_with_a_value_of_the_person(sealed: Path, tmp_path: Path) -> None:
    done = run("redact", sealed, "--offline", "--operator", f"for {MAIL}", "-o", tmp_path / "copy")
    assert (done.returncode, "--operator" in done.stderr, MAIL in done.stderr) == (3, True, False)
    assert not (tmp_path / "copy").exists()


def test_bad_inputs(sealed: Path, tmp_path: Path, persona: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, code in ((tmp_path / "absent", 3), (tmp_path / "file", 3), (tmp_path / "shop", 3)):
        done = run("redact", path, "--persona", persona)
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (code, "", False)
    done = run("redact", sealed, "-o", tmp_path / "file")
    assert (done.returncode, (tmp_path / "file").read_text()) == (2, "x")
    done = run("redact", sealed, "-o", sealed / "copy")
    assert (done.returncode, "into the capture" in done.stderr) == (1, True), "it was called rejected"
    persona.write_text("no persona")
    assert run("redact", sealed, "--persona", persona, "-o", tmp_path / "x").returncode == 2
    done = run("redact", sealed, "--offline", "-o", tmp_path / "x", limit=100)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0)
    spoiled = sealed / "bag/data/device/persona-register.toml"
    spoiled.chmod(0o600)
    spoiled.write_text(f'[values]\nemail = ["{MAIL}"]\n#')
    assert run("redact", sealed, "-o", tmp_path / "x").returncode == 3
    assert not (tmp_path / "x").exists()


def test_what_a_killed_command_left_goes_with_the_next(sealed: Path, tmp_path: Path) -> None:
    """It is a copy that nobody has looked through to its end."""
    copy, hidden = tmp_path / "to/copy", tmp_path / "to/.copy.unsealed.partial"
    process = subprocess.Popen(
        [*COMMAND, "redact", sealed, "--offline", "-o", copy], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(hidden.exists)
    finally:
        process.kill()
        process.wait(30)
    assert [path.name for path in copy.parent.iterdir()] == [hidden.name]
    (hidden / "capture").mkdir(exist_ok=True)
    (hidden / "capture/left").write_text(MAIL)
    assert run("redact", sealed, "--offline", "-o", copy).returncode == 0
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]
    assert not list(copy.rglob("left"))


def test_two_at_once(sealed: Path, tmp_path: Path) -> None:
    with working(tmp_path / "copy.unsealed"):
        done = run("redact", sealed, "--offline", "-o", tmp_path / "copy")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "is being made by another process (wait for it)" in done.stderr


@pytest.mark.parametrize("error", [OutputError("cannot be written: no room", "anchor"), KeyboardInterrupt()])
def test_a_copy_that_stands_is_in_the_log_of_its_parent_whatever_comes_of_its_time_stamp(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(stamping, "complete", failing)
    done = CliRunner().invoke(main, ["redact", str(sealed)])
    assert done.exit_code == (130 if isinstance(error, KeyboardInterrupt) else 0), done.stderr
    copy = sealed.with_name("shop.sealed.redacted")
    digest = hashlib.sha256((copy / "bag/tagmanifest-sha256.txt").read_bytes()).hexdigest()
    noted = [link.entry.note for _, link, _ in custody.read(sealed) if link.entry.what == "redacted copy made"]
    assert [each.startswith(f"tagmanifest-sha256.txt SHA-256 {digest}, register SHA-256 ") for each in noted] == [True]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EvidenceError("is no file that stands in anchor/", "anchor/x"), "anchor/x: is no file that stands in anchor/"),
        (OSError(errno.EIO, "Input/output error"), "the custody log cannot be written: Input/output error"),
    ],
)
def test_a_parent_whose_log_takes_no_line_is_told_and_the_copy_stands(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    """Whether its disk fails or somebody puts a file beside the bag meanwhile."""
    check = layout.check

    def strange(folder: Path) -> None:
        if folder.is_relative_to(sealed):
            raise error
        check(folder)

    monkeypatch.setattr(layout, "check", strange)
    done = CliRunner().invoke(main, ["redact", str(sealed), "--offline"])
    assert done.exit_code == 0, done.stderr
    assert "warning: not in the log of the parent: " in done.stderr
    assert told in done.stderr
    assert sealed.with_name("shop.sealed.redacted").is_dir()
