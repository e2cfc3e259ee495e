"""Chains of certificates in the bag, looked at with openssl."""

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from support import packages
from support.stampers import certificate_of, issuer

from trafficaudit import evidence
from trafficaudit.evidence import certificates
from trafficaudit.evidence.certificates import FOLDER, INDEX, LARGEST, Shown, documents

ROOT = issuer("Root of a shop")
LEAF = certificate_of(ec.generate_private_key(ec.SECP256R1()), "api.shop.example", ROOT).public_bytes(Encoding.PEM)
OTHER = certificate_of(ec.generate_private_key(ec.SECP256R1()), "ads.example", ROOT).public_bytes(Encoding.PEM)
CHAIN = LEAF, ROOT.certificate.public_bytes(Encoding.PEM)


def shown(name: str, chain: tuple[bytes, ...] = CHAIN, **changes: Any) -> Shown:
    values: dict[str, Any] = {"sni": "api.shop.example", "host": "api.shop.example", "address": "3.34.0.1"}
    return Shown(name, **(values | {"at": 1795478400.0, "tls": True, "chain": chain} | changes))


def index(made: Mapping[str, Mapping[str, object] | bytes]) -> dict[str, Any]:
    found = made[INDEX]
    assert isinstance(found, dict)
    return found


def test_a_chain_is_one_file_named_by_its_digest_that_openssl_verifies(tmp_path: Path) -> None:
    order = evidence.Order(documents=documents([shown("a"), shown("b", at=1795478300.0), shown("c", (OTHER,))]))
    data = evidence.seal(packages.capture(tmp_path / "shop"), order=order).path / "bag/data"
    said = json.loads((data / "env/certificates.json").read_text())
    first, second = said["chains"]
    path = data / "env" / first["file"]
    assert path.stem == first["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_bytes() == b"".join(CHAIN)
    (named,) = first["shown_by"]
    assert (named["sni"], named["address"], named["connections"]) == ("api.shop.example", "3.34.0.1", 2)
    assert named["first_seen"] == first["first_seen"] == "2026-11-23T23:58:20.000000+00:00"
    assert said["connections"] == {"tls": 3, "without_tls": 0, "tls_without_certificate": 0}
    assert second["first_seen"] > first["first_seen"]
    (tmp_path / "root.pem").write_bytes(CHAIN[1])
    checked = subprocess.run(
        ["openssl", "verify", "-CAfile", tmp_path / "root.pem", path], capture_output=True, text=True, check=False
    )
    assert checked.stdout == f"{path}: OK\n"
    printed = subprocess.run(
        ["openssl", "x509", "-in", path, "-noout", "-fingerprint", "-sha256"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip().partition("=")[2].replace(":", "").lower() == first["certificates"][0]["sha256"]
    assert packages.verified(data.parent.parent).failed == ()


def test_a_recording_without_tls_says_so() -> None:
    for each in (documents([]), documents([shown("a", (), tls=False)])):
        assert each.keys() == {INDEX}
        assert index(each)["note"].startswith("no connection with TLS")


def test_a_connection_counts_once_whenever_its_chain_came() -> None:
    made = index(documents([shown("a", ()), shown("a"), shown("a"), shown("b", ())]))
    assert made["connections"] == {"tls": 2, "without_tls": 0, "tls_without_certificate": 1}
    assert made["chains"][0]["shown_by"][0]["connections"] == 1


def test_what_is_no_certificate_is_counted_and_written_nowhere() -> None:
    made = documents([shown("a", (b"-----BEGIN CERTIFICATE-----\nAAAA\n", b"../../etc/passwd")), shown("b", (b"x",))])
    assert made.keys() == {INDEX}
    assert index(made)["not_kept"]["connections_with_unreadable_certificates"] == 2
    large = documents([shown("a", (LEAF + b"\n" * LARGEST,)), shown("b", cut=True)], lambda: 7)
    assert index(large)["not_kept"] == {
        "connections_with_unreadable_certificates": 1,
        "chains_cut_short": 1,
        "connections_beyond_bounds": 0,
        "records_unread": 7,
    }


def test_bounds_hold_and_what_is_beyond_them_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "CHAINS", 1)
    monkeypatch.setattr(certificates, "NAMES", 2)
    monkeypatch.setattr(certificates, "CONNECTIONS", 5)
    many = [shown(str(number), sni=f"{number}.example") for number in range(4)]
    made = documents([*many, shown("x", (OTHER,)), shown("y")])
    (chain,) = index(made)["chains"]
    assert (len(chain["shown_by"]), chain["connections_of_further_names"]) == (2, 2)
    assert index(made)["not_kept"]["connections_beyond_bounds"] == 2
    assert [name for name in made if name != INDEX] == [f"{FOLDER}/{chain['sha256']}.pem"]


def test_names_are_safe_to_show() -> None:
    (chain,) = index(documents([shown("a", sni="shop\x1b[31m\u202e", at=1e300)]))["chains"]
    assert chain["shown_by"][0]["sni"] == "shop\\x1b[31m\\u202e"
    assert chain["first_seen"] is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.lists(st.binary(max_size=40) | st.just(LEAF)))))
def test_any_bytes_give_an_index(found: list[tuple[str, bool, list[bytes]]]) -> None:
    made = documents([shown(name, tuple(chain), tls=tls or bool(chain)) for name, tls, chain in found])
    assert json.loads(json.dumps(made[INDEX])) == made[INDEX]
    assert set(made) == {INDEX} | {f"env/{each['file']}" for each in index(made)["chains"]}


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ([(False, ()), (True, CHAIN)], (1, 0, 0)),
        ([(False, ()), (True, ())], (1, 0, 1)),
        ([(True, ()), (True, CHAIN), (True, ())], (1, 0, 0)),
        ([(False, ()), (False, ())], (0, 1, 0)),
    ],
)
def test_a_connection_counts_as_what_its_records_tell_most(
    told: list[tuple[bool, tuple[bytes, ...]]], counted: tuple[int, int, int]
) -> None:
    said = index(documents([shown("a", chain, tls=tls) for tls, chain in told]))["connections"]
    assert tuple(said.values()) == counted
