"""ios/: the hooks of C functions, run on Linux against stand-ins with Apple's signatures. What is Objective-C needs a device."""

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from support import targets
from support.waiting import LAST

from trafficaudit import events

SOURCES = targets.ROOT / "frida_scripts" / "ios"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ios")
    library = targets.built(folder, "apple.c", "-shared", "-fPIC")
    return targets.built(folder, "ios_app.c", str(library), f"-Wl,-rpath,{folder}")


@contextmanager
def started(app: Path, folder: Path, signer: str = "audit") -> Iterator[tuple[targets.Target, targets.Ask]]:
    made = targets.authority(signer)
    leaf, issuer = folder / "leaf.der", folder / "issuer.der"
    leaf.write_bytes(targets.der_of(made.issue(folder)))
    issuer.write_bytes(made.certificate.public_bytes(serialization.Encoding.DER))
    with targets.attached([str(app), str(leaf), str(issuer)]) as (process, target):
        yield target, lambda line: targets.go(process, line)
        process.communicate(timeout=LAST)
        target.wait()


WAYS = ("error", "old", "async", "network")


@pytest.mark.parametrize("way", WAYS)
def test_the_audit_authoritys_certificate_is_trusted_and_no_other(app: Path, tmp_path: Path, way: str) -> None:
    pem = targets.authority("audit").pem
    with started(app, tmp_path) as (target, ask):
        assert ask(way) == "0"
        target.load("ios_trust", ca=pem)
        assert ask(way) == "1"
        target.unload("ios_trust")
        assert ask(way) == "0"
    with started(app, tmp_path, "stranger") as (target, ask):
        target.load("ios_trust", ca=pem)
        assert ask(way) == "0"
    target.told.whole()


def test_a_certificate_with_the_authoritys_name_but_not_its_signature_is_refused(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path, "audit") as (target, ask):
        target.load("ios_trust", ca=targets.Authority("audit").pem)
        assert [ask(way) for way in WAYS] == ["0"] * 4


def test_without_an_authority_nothing_is_changed(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path) as (target, ask):
        hooks = target.load("ios_trust")
        assert {hook["state"] for hook in hooks} == {"absent"}
        assert ask("error") == "0"
        target.unload("ios_trust")
        hooks = target.load("ios_trust", ca="no certificate")
        assert {hook["state"] for hook in hooks} == {"failed"}
        assert "no PEM certificate" in hooks[0]["reason"]
        assert ask("error") == "0"


def test_whole_operations_of_commoncrypto(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path) as (target, ask):
        target.load("ios_crypto")
        assert ask("crypt") == "-4301"
    target.told.whole()
    key = events.Key("AES", "RAW", b"0123456789abcdef")
    one, steps, stream, again, gcm, rsa = target.told.of(events.Cipher)
    assert (one.algorithm, one.operation, one.key, one.iv) == ("AES/CBC/PKCS7Padding", "encrypt", key, b"iv" * 8)
    assert (one.input, one.output) == (b"idfa=ABC", xored(b"idfa=ABC", b"0123456789abcdef") + b"LAST")
    assert (one.input_size, one.output_size, one.provider) == (8, 12, "CommonCrypto")
    assert any("ios_app" in frame for frame in one.stack)
    assert (steps.algorithm, steps.operation, steps.iv) == ("DESede/ECB/NoPadding", "decrypt", None)
    assert (steps.input, steps.output) == (b"first second", xored(b"first second", b"01234567") + b"LAST")
    assert (stream.algorithm, stream.iv, stream.input) == ("AES/CTR/NoPadding", b"iv" * 8, b"in place")
    assert stream.output == xored(b"in place", b"0123456789abcdef")
    assert (again.iv, again.input) == (b"IV" * 8, b"again")
    assert (gcm.algorithm, gcm.iv, gcm.aad, gcm.input) == ("AES/GCM/NoPadding", b"iv" * 6, b"head", b"body")
    assert gcm.output == xored(b"body", b"0123") + b"T" * 16
    assert (rsa.algorithm, rsa.provider, rsa.input) == ("algid:encrypt:RSA:OAEP:SHA256", "Security", b"plain")
    assert rsa.output == bytes(each ^ 0xFF for each in b"plain")
    assert rsa.key == events.Key("SecKey", "SecKey", None)


def test_whole_digests_and_macs(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path) as (target, ask):
        target.load("ios_crypto")
        ask("crypt")
    told = target.told.of(events.Digest)
    assert [(each.algorithm, each.operation, each.input, each.input_size) for each in told] == [
        ("HmacSHA256", "mac", b"payload", 7),
        ("HmacSHA1", "mac", b"payload", 7),
        ("MD5", "digest", b"idfa", 4),
        ("SHA256", "digest", b"idfa", 4),
        ("PBKDF2WithHmacSHA256, 1000 rounds", "mac", b"salt", 4),
    ]
    assert [len(each.output) for each in told] == [32, 20, 16, 32, 24]
    assert [each.key and each.key.encoded for each in told] == [b"k", b"key", None, None, b"secret"]
    assert told[2].output == bytes([sum(b"idfa") & 255]) * 16


def test_what_the_app_asks_of_the_device(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path) as (target, ask):
        target.load("ios_privacy")
        assert ask("device") == "-1"
    target.told.whole()
    machine, memory, nothing, names = target.told.of(events.Api)
    assert (machine.api, machine.category, machine.arguments, machine.value) == (
        "sysctlbyname",
        "device_model",
        ["hw.machine"],
        "iPhone17,1",
    )
    assert (memory.category, memory.value) == ("storage_memory", "8589934592")
    assert (nothing.arguments, nothing.value) == (["kern.nothing"], None)
    assert names.api == "uname"
    assert names.value is not None
    assert names.value.startswith("Linux ")
    assert any("ios_app" in frame for frame in machine.stack)


def test_a_class_that_is_not_there_stops_no_other_hook(app: Path, tmp_path: Path) -> None:
    with started(app, tmp_path) as (target, _):
        states = {hook["hook"]: hook for hook in target.load("ios_privacy")}
    assert states["sysctlbyname"]["state"] == "installed"
    assert states["-[ASIdentifierManager advertisingIdentifier]"]["state"] == "absent"
    assert len(states) > 80


def test_every_category_is_one_of_the_taxonomy() -> None:
    taxonomy = tomllib.loads((targets.ROOT / "trafficaudit" / "categories.toml").read_text(encoding="utf-8"))
    slugs = {slug for group in taxonomy.values() for slug in group}
    source = "".join((SOURCES / name).read_text(encoding="utf-8") for name in ("privacy.ts", "catalog.ts"))
    named = set(re.findall(r'category: "([a-z_]+)"', source))
    named |= set(re.findall(r'^  \["[a-z.]+", "([a-z_]+)"\],$', source, re.MULTILINE))
    named |= set(re.findall(r'tell\("\w+", "([a-z_]+)"', source))
    assert len(named) > 25
    assert named <= slugs


def test_what_no_device_has_run_says_so() -> None:
    listed = json.loads((targets.ROOT / "frida_scripts" / "agents.json").read_text(encoding="utf-8"))
    mine = [agent for agent in listed if agent["platform"] == "ios"]
    assert len(mine) == 3
    for agent in mine:
        assert "not on a device" in agent["tested_on"]
        assert "UNTESTED ON A DEVICE" in (SOURCES.parent / agent["entry"]).read_text(encoding="utf-8")


def xored(data: bytes, key: bytes) -> bytes:
    return bytes(each ^ key[i % len(key)] for i, each in enumerate(data))
