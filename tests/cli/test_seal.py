"""Sealing from the command line."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from mitmproxy import certs
from support import flows, tls
from support.command import run
from support.journals import recording
from support.packages import capture
from support.stampers import Stamper, certificate_of, write_key

from trafficaudit.evidence import config, keys

FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


def test_it_prints_the_package_and_says_what_stands_on_paper(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    done = run("seal", folder, "--offline", "--operator", "Kim")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'shop.sealed'}\n"), done.stderr
    assert "For the confirmation (확인서): tagmanifest-sha256.txt SHA-256 " in done.stderr
    assert " files, " in done.stderr
    tools = json.loads((tmp_path / "shop.sealed/bag/data/log/tools.json").read_text())
    assert tools["tool"]["rules_sha256"]
    assert "seal" in tools["command"]
    databases = json.loads((tmp_path / "shop.sealed/bag/data/env/databases.json").read_text())["databases"]
    assert all(len(each["sha256"]) == 64 for each in databases)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed (Debian: libfaketime)")
def test_a_clock_before_any_certificate_is_one_line(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    stopped = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "LD_PRELOAD": str(FAKETIME)}
    stopped["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    for at, code, told in (
        ("1940-01-01", 2, "trafficaudit: this computer's clock: says 1940-01-01, when no certificate begins (set it"),
        ("1970-01-03", 0, "For the confirmation"),
        ("1940-01-01", 2, "signer.pem: the certificate is valid from 1970-01-01 to 1980-"),
    ):
        done = run("seal", folder, "--offline", afresh=True, environment=stopped | {"FAKETIME": f"@{at} 00:00:00"})
        assert (done.returncode, told in done.stderr) == (code, True), done.stderr
        assert done.stderr.count("\n") == 1 or not code
        assert (tmp_path / "shop.sealed").exists() == (not code)
        if not code:
            shutil.rmtree(tmp_path / "shop.sealed")


def test_it_asks_an_authority_that_is_named(tmp_path: Path) -> None:
    stamper = Stamper(tmp_path / "authority")
    with stamper.serving() as here:
        done = run("seal", capture(tmp_path / "shop"), "--authority", here.url, "--json")
    assert done.returncode == 0, done.stderr
    assert f"Time stamp tagmanifest.{config.at((here.url,))[0].name}: stamped at 20" in done.stderr
    said = json.loads(done.stdout)
    assert len(said["tagmanifest"]) == 64
    assert run("verify", said["path"], "--root", stamper.root, "--signer", "own").returncode == 0


def test_an_authority_that_cannot_be_reached_leaves_a_request(tmp_path: Path) -> None:
    done = run("seal", capture(tmp_path / "shop"), "--authority", "http://127.0.0.1:9/")
    assert done.returncode == 0
    assert "cannot be reached" in done.stderr
    assert "Not yet timestamped: 1 request waits" in done.stderr
    assert run("verify", tmp_path / "shop.sealed", "--offline").returncode == 4


def test_a_key_of_the_users(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    write_key(key, tmp_path / "k")
    certificate = certificate_of(key, "Kim", None)
    (tmp_path / "c").write_bytes(keys.pem((certificate,)))
    done = run(
        "seal",
        capture(tmp_path / "shop"),
        "--offline",
        "--key",
        tmp_path / "k",
        "--certificate",
        tmp_path / "c",
        "--json",
    )
    assert json.loads(done.stdout)["signer"] == keys.fingerprint(certificate)


def test_wrong_keys_are_refused(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    write_key(ec.generate_private_key(ec.SECP256R1()), tmp_path / "k")
    (folder / "inside").write_bytes((tmp_path / "k").read_bytes())
    for key, why in (
        (tmp_path / "k", "no certificate of this key"),
        (folder / "inside", "no place in a capture"),
        (folder / "capture.json", "no place"),
    ):
        done = run("seal", folder, "--offline", "--key", key)
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr
    alone = run("seal", folder, "--offline", "--certificate", tmp_path / "k")
    assert (alone.returncode, alone.stdout, "add --key" in alone.stderr) == (2, "", True), "one's own key would sign"
    assert not (tmp_path / "shop.sealed").exists()


def test_what_cannot_be_sealed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name, code in (("absent", 3), ("file", 3)):
        done = run("seal", tmp_path / name, "--offline")
        assert (done.returncode, done.stdout) == (code, "")
        assert "Traceback" not in done.stderr
    with recording(tmp_path / "c"):
        done = run("seal", tmp_path / "c", "--offline")
        assert done.returncode == 3
        assert "is being recorded into" in done.stderr
    assert run("seal", tmp_path / "c", "--authority", "file:///etc/passwd").returncode == 2


def test_a_file_of_another_tool_is_sealed_in_a_folder(tmp_path: Path) -> None:
    """What README has people record with mitmproxy alone: the remedy works as it is told."""
    file = flows.write(tmp_path / "session.mitm", flows.flow(0, body=b"x"))
    done = run("seal", file, "--offline")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "is a file, no capture folder (put it into a folder of its own, a flow file under the name" in done.stderr
    for name, inside, warned in (("traffic-0001.mitm", "", False), (file.name, f"bag/data/capture/{file.name}", True)):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        shutil.copy(file, folder / name)
        done = run("seal", folder, "--offline")
        assert (done.returncode, "holds no traffic-*.mitm" in done.stderr) == (0, warned), done.stderr
        package = Path(done.stdout.strip())
        replayed = run("replay", package / inside, "-o", tmp_path / f"of {name}")
        assert (replayed.returncode, "verification of the seal: valid" in replayed.stderr) == (0, True), replayed.stderr


def test_a_result_is_not_sealed_in_the_place_of_its_recording(tmp_path: Path) -> None:
    result = _results(tmp_path)
    done = run("seal", result, "--offline")
    assert (done.returncode, done.stdout) == (3, "")
    assert "is a result folder, no capture folder (seal the capture that it was made from, and name" in done.stderr
    assert not result.with_name("results.sealed").exists()
    (result / "capture.json").write_text("{}")
    assert run("seal", result, "--offline").returncode == 0, "a recorder's folder may hold a file of this name"


def test_a_recording_that_was_cut_off_is_sealed_as_it_is(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
    done = run("seal", tmp_path / "c", "--offline")
    assert done.returncode == 0, done.stderr
    assert "Incomplete: the recording is not finished" in done.stderr
    done = run("verify", tmp_path / "c.sealed", "--lang", "ko")
    assert done.returncode == 4
    assert "기록이 완결되지 않았습니다" in done.stdout


def test_what_servers_showed_is_sealed_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    made = flows.flow(1)
    root = tls.authority(tmp_path, "root")
    made.server_conn.certificate_list = [certs.Cert.from_pem(root.path.read_bytes())]
    flows.write(folder / "traffic-0001.mitm", made, flows.flow(2))
    assert run("seal", folder, "--offline").returncode == 0
    env = tmp_path / "shop.sealed/bag/data/env"
    said = json.loads((env / "certificates.json").read_text())
    assert said["connections"] == {"tls": 2, "without_tls": 0, "tls_without_certificate": 1}
    assert (env / said["chains"][0]["file"]).read_text() == root.pem
    assert said["chains"][0]["shown_by"][0]["sni"] == "api.shop.example"
    assert run("verify", tmp_path / "shop.sealed", "--offline").returncode == 4


def test_the_register_of_the_persona_is_sealed_unless_it_is_not_to_be(tmp_path: Path, persona: Path) -> None:
    folder = capture(tmp_path / "shop")
    (folder / "persona.toml").write_text("another one that lay in the capture")
    done = run("seal", folder, "--offline", "--persona", persona)
    assert done.returncode == 0, done.stderr
    assert "in the clear: the test person's register, data/device/persona-register.toml" in done.stderr
    assert "seoyun" not in done.stdout + done.stderr
    data = tmp_path / "shop.sealed/bag/data"
    assert (data / "device/persona-register.toml").read_bytes() == persona.read_bytes()
    assert all(b"seoyun" not in path.read_bytes() for path in (data / "log").iterdir())
    assert run("verify", tmp_path / "shop.sealed", "--offline").returncode == 4
    done = run("seal", folder, "--offline", "--persona", persona, "--persona-digest-only", "-o", tmp_path / "second")
    assert (done.returncode, "in the clear" in done.stderr) == (0, False)
    device = tmp_path / "second/bag/data/device"
    assert {path.name for path in device.iterdir()} == {"device.json", "persona.toml", "persona.json"}
    assert json.loads((device / "persona.json").read_text())["sealed"] is False
    assert run("seal", folder, "--offline", "--persona-digest-only", "-o", tmp_path / "third").returncode == 2
    persona.write_text("no persona")
    done = run("seal", folder, "--offline", "--persona", persona, "-o", tmp_path / "third")
    assert (done.returncode, (tmp_path / "third").exists()) == (2, False)


def test_a_result_is_made_again_from_the_package_alone(tmp_path: Path, persona: Path) -> None:
    (tmp_path / "shop").mkdir()
    flows.write(tmp_path / "shop/traffic-0001.mitm", flows.flow(1, "/?mail=seoyun.kim@hanbit.example"))
    assert run("seal", tmp_path / "shop", "--offline", "--persona", persona).returncode == 0
    sealed, results = tmp_path / "shop.sealed", tmp_path / "out"
    done = run("replay", sealed, "--persona", persona, "-o", results)
    assert done.returncode == 0
    assert "register" not in done.stderr
    other = tmp_path / "other.toml"
    other.write_text(persona.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    told = "shop.sealed: the test person's register that was handed over is not the one that was sealed with it"
    assert told in run("replay", sealed, "--persona", other, "-o", tmp_path / "other").stderr
    persona.unlink()
    for given, place in (("--captures", sealed), None), ((), tmp_path):
        done = run("reproduce", results, *given, cwd=place)
        assert done.returncode == 0, done.stdout + done.stderr


def _results(tmp_path: Path) -> Path:
    flows.write(tmp_path / "session.mitm", flows.flow(1, "/?adid=c47d19e3-6a80-4f5b-b1c2-7e93d05a8f16"))
    assert run("replay", tmp_path / "session.mitm", "-o", tmp_path / "results").returncode == 0
    return tmp_path / "results"


def test_a_result_is_sealed_as_its_recipe_names_it(tmp_path: Path) -> None:
    results, folder = _results(tmp_path), capture(tmp_path / "shop")
    (results / "notes.txt").write_text("x")
    done = run("seal", folder, "--offline", "--results", results)
    assert done.returncode == 0, done.stderr
    assert "notes.txt is no part of the result" in done.stderr
    assert "was not made from this recording" in done.stderr
    (tmp_path / "own").mkdir()
    (tmp_path / "session.mitm").rename(tmp_path / "own/traffic-0001.mitm")
    digest = hashlib.sha256((tmp_path / "own/traffic-0001.mitm").read_bytes()).hexdigest()
    said = {"format": 1, "id": "own", "segments": [{"file": "traffic-0001.mitm", "sha256": digest}]}
    (tmp_path / "own/capture.json").write_text(json.dumps(said))
    done = run("seal", tmp_path / "own", "--offline", "--results", results)
    assert (done.returncode, "was not made" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("name", ["transfers.csv", "findings.parquet", "transfers.xlsx", "coverage.csv", "recipe.json"])
@pytest.mark.parametrize("what", ["changed", "removed"])
def test_a_result_that_was_changed_since_is_not_sealed(tmp_path: Path, name: str, what: str) -> None:
    results, folder = _results(tmp_path), capture(tmp_path / "shop")
    if what == "removed":
        (results / name).unlink()
    elif name == "recipe.json":
        (results / name).write_text((results / name).read_text().replace('.csv": "', '.csv": "0', 1))
    else:
        (results / name).write_bytes((results / name).read_bytes() + b"\n")
    done = run("seal", folder, "--offline", "--results", results)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert not (tmp_path / "shop.sealed").exists()
