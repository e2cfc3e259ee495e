"""Ciphers, MACs, digests, signatures, key agreements: each event recomputed with another implementation."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, keywrap, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from support import jvm
from support.jvm import Agent, Jvm

from trafficaudit import events

KEY, IV = b"0123456789abcdef", b"fedcba9876543210"
BODY = '{"gaid":"38400000-8cf0-11bd-b23e-10b96e40000d","name":"김한빛"}'
WAYS = [
    "doFinal(bytes)",
    "doFinal(bytes, offset, length)",
    "doFinal(bytes, offset, length, out)",
    "doFinal(bytes, offset, length, out, offset)",
    "in place",
    "doFinal(buffers)",
    "doFinal(direct buffers)",
    "update(bytes), doFinal()",
    "update(bytes, offset, length), doFinal(bytes)",
    "update(..., out), doFinal(out, offset)",
    "update(..., out, offset), doFinal()",
    "update(buffers), doFinal()",
    "output stream",
    "input stream",
]
OVERLOADS = {
    "javax.crypto.Cipher.init": 8,
    "javax.crypto.Cipher.updateAAD": 3,
    "javax.crypto.Cipher.update": 5,
    "javax.crypto.Cipher.doFinal": 7,
    "javax.crypto.Cipher.wrap": 1,
    "javax.crypto.Cipher.unwrap": 1,
    "javax.crypto.Mac.init": 2,
    "javax.crypto.Mac.update": 4,
    "javax.crypto.Mac.reset": 1,
    "javax.crypto.Mac.doFinal": 3,
    "java.security.MessageDigest.update": 4,
    "java.security.MessageDigest.reset": 1,
    "java.security.MessageDigest.digest": 3,
    "java.security.MessageDigest.clone": 1,
    "java.security.MessageDigest$Delegate.clone": 1,
    "java.security.Signature.initSign": 3,
    "java.security.Signature.initVerify": 4,
    "java.security.Signature.update": 4,
    "java.security.Signature.sign": 2,
    "java.security.Signature.verify": 2,
    "javax.crypto.KeyAgreement.init": 4,
    "javax.crypto.KeyAgreement.doPhase": 1,
    "javax.crypto.KeyAgreement.generateSecret": 3,
}


@pytest.fixture(scope="module")
def machine() -> Iterator[Jvm]:
    with Jvm(jvm.classes()) as machine:
        machine.load("crypto", {"limit": 1_000_000})
        yield machine


@pytest.fixture
def agent(machine: Jvm) -> Agent:
    [agent] = machine.agents
    agent.told[:] = [each for each in agent.told if isinstance(each, events.Hook)]
    return agent


def _key(told: events.Cipher | events.Digest) -> bytes:
    assert told.key is not None
    assert told.key.encoded is not None
    return told.key.encoded


def _none_of(agent: Agent, *kinds: type[events.Event]) -> None:
    assert [each for each in agent.told if isinstance(each, (events.Trouble, events.Dropped, *kinds))] == []


def _recomputed(told: events.Cipher) -> bytes:
    """Do the operation of an event again, with what the event says."""
    key, iv = _key(told), told.iv
    encrypts = told.operation == "encrypt"
    if "GCM" in told.algorithm:
        assert iv is not None
        work = AESGCM(key)
        return (work.encrypt if encrypts else work.decrypt)(iv, told.input, told.aad)
    pad, data = padding.PKCS7(128), told.input
    mode: modes.Mode = modes.ECB() if iv is None else modes.CTR(iv) if "CTR" in told.algorithm else modes.CBC(iv)
    pads = "PKCS5" in told.algorithm
    cipher: Cipher[Any] = Cipher(algorithms.AES(key), mode)
    if encrypts:
        if pads:
            padder = pad.padder()
            data = padder.update(data) + padder.finalize()
        work_in = cipher.encryptor()
        return work_in.update(data) + work_in.finalize()
    work_out = cipher.decryptor()
    data = work_out.update(data) + work_out.finalize()
    if pads:
        unpadder = pad.unpadder()
        data = unpadder.update(data) + unpadder.finalize()
    return data


def test_every_overload_is_hooked(machine: Jvm, agent: Agent) -> None:
    assert {each.hook: each.overloads for each in agent.of(events.Hook, state="installed")} == OVERLOADS
    assert machine.run("CryptoTarget", "ways").split("\n") == WAYS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "algorithm", ["AES/CBC/PKCS5Padding", "AES/GCM/NoPadding", "AES/ECB/PKCS5Padding", "AES/CTR/NoPadding"]
)
def test_one_event_for_a_whole_cipher_operation(machine: Jvm, agent: Agent, algorithm: str, way: str) -> None:
    out, back = (bytes.fromhex(each) for each in machine.run("CryptoTarget", "cipher", algorithm, way, BODY).split())
    assert back == BODY.encode()
    first, second = agent.wait(events.Cipher, 2)
    assert (first.operation, second.operation) == ("encrypt", "decrypt")
    assert (first.input, first.output) == (BODY.encode(), out)
    assert (second.input, second.output) == (out, BODY.encode())
    for told in (first, second):
        assert (told.algorithm, told.provider, _key(told)) == (algorithm, "SunJCE", KEY)
        assert (told.input_size, told.output_size) == (len(told.input), len(told.output))
        assert told.aad == (b"one two three" if "GCM" in algorithm else b"")
        assert _recomputed(told) == told.output
        assert any(each.startswith("CryptoTarget.run(") for each in told.stack)
        assert not told.stack[0].startswith("javax.crypto.Cipher.")
    _none_of(agent, events.Digest)


def test_an_iv_that_the_cipher_makes_is_told(machine: Jvm, agent: Agent) -> None:
    key, iv, out = (bytes.fromhex(each) for each in machine.run("CryptoTarget", "random iv").split())
    first, second = agent.wait(events.Cipher, 2)
    assert (_key(first), first.iv, first.output) == (key, iv, out)
    assert (second.iv, second.output) == (iv, b"iv made by the cipher")


@pytest.mark.parametrize("algorithm", ["RSA/ECB/PKCS1Padding", "RSA/ECB/OAEPWithSHA-256AndMGF1Padding"])
def test_rsa(machine: Jvm, agent: Agent, algorithm: str) -> None:
    out, back, private = (bytes.fromhex(each) for each in machine.run("CryptoTarget", "rsa", algorithm).split())
    first, second = agent.wait(events.Cipher, 2)
    assert (first.input, first.output, second.input, second.output) == (KEY, out, out, back)
    assert first.key is not None
    assert (first.key.algorithm, first.key.format) == ("RSA", "X.509")
    key = serialization.load_der_private_key(_key(second), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert _key(second) == private
    assert _key(first) == key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    how: rsa_padding.AsymmetricPadding = rsa_padding.PKCS1v15()
    if "OAEP" in algorithm:
        how = rsa_padding.OAEP(rsa_padding.MGF1(hashes.SHA1()), hashes.SHA256(), None)
    assert key.decrypt(first.output, how) == first.input


def test_wrapped_keys(machine: Jvm, agent: Agent) -> None:
    machine.run("CryptoTarget", "wrap")
    first, second = agent.wait(events.Cipher, 2)
    assert (first.operation, second.operation) == ("wrap", "unwrap")
    assert first.output == keywrap.aes_key_wrap(KEY, IV) == second.input
    assert first.input == second.output == IV


@pytest.mark.parametrize(("algorithm", "name"), [("HmacSHA256", "sha256"), ("HmacMD5", "md5"), ("HmacSHA1", "sha1")])
def test_macs(machine: Jvm, agent: Agent, algorithm: str, name: str) -> None:
    outs = [bytes.fromhex(each) for each in machine.run("CryptoTarget", "mac", algorithm, BODY).split()]
    told = agent.wait(events.Digest, 4)
    assert [each.output for each in told] == outs
    for each in told:
        assert (each.operation, each.algorithm, each.input, each.input_size) == (
            "mac",
            algorithm,
            BODY.encode(),
            len(BODY.encode()),
        )
        assert hmac.new(_key(each), each.input, name).digest() == each.output
    assert _key(told[0]) == b"app secret"
    _none_of(agent, events.Cipher)


@pytest.mark.parametrize(
    ("algorithm", "name"), [("SHA-256", "sha256"), ("MD5", "md5"), ("SHA-1", "sha1"), ("SHA-512", "sha512")]
)
def test_digests(machine: Jvm, agent: Agent, algorithm: str, name: str) -> None:
    outs = [bytes.fromhex(each) for each in machine.run("CryptoTarget", "digest", algorithm, BODY).split()]
    told = agent.wait(events.Digest, 5)
    assert [each.output for each in told] == outs
    for each in told:
        assert (each.operation, each.algorithm, each.input, each.key) == ("digest", algorithm, BODY.encode(), None)
        assert hashlib.new(name, each.input).digest() == each.output
    _none_of(agent)


@pytest.mark.parametrize(("kind", "algorithm"), [("RSA", "SHA256withRSA"), ("EC", "SHA256withECDSA")])
def test_signatures(machine: Jvm, agent: Agent, kind: str, algorithm: str) -> None:
    first, second, public, good = machine.run("CryptoTarget", "sign", kind, algorithm, BODY).split()
    assert good == "true"
    told = agent.wait(events.Digest, 4)
    assert [each.operation for each in told] == ["sign", "sign", "verify", "verify"]
    assert [each.output.hex() for each in told] == [first, second, second, first]
    for each in told:
        assert (each.algorithm, each.input) == (algorithm, BODY.encode())
        public_key = serialization.load_der_public_key(bytes.fromhex(public))
        if isinstance(public_key, rsa.RSAPublicKey):
            public_key.verify(each.output, each.input, rsa_padding.PKCS1v15(), hashes.SHA256())
        else:
            assert isinstance(public_key, ec.EllipticCurvePublicKey)
            public_key.verify(each.output, each.input, ec.ECDSA(hashes.SHA256()))
        if each.operation == "verify":
            assert _key(each).hex() == public
        else:
            private = serialization.load_der_private_key(_key(each), None)
            assert private.public_key() == public_key
    _none_of(agent, events.Cipher)


def test_key_agreements(machine: Jvm, agent: Agent) -> None:
    *secrets, ours, theirs = machine.run("CryptoTarget", "agree").split()
    told = agent.wait(events.Digest, 3)
    assert [each.output.hex() for each in told] == secrets
    for each in told:
        assert (each.operation, each.algorithm, each.input.hex(), _key(each).hex()) == ("agree", "ECDH", theirs, ours)
        private = serialization.load_der_private_key(_key(each), None)
        public = serialization.load_der_public_key(each.input)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        assert isinstance(public, ec.EllipticCurvePublicKey)
        assert private.exchange(ec.ECDH(), public) == each.output


def test_failures_stay_as_they_are(machine: Jvm, agent: Agent) -> None:
    with Jvm(jvm.classes()) as untouched:
        expected = untouched.run("CryptoTarget", "failures")
    assert machine.run("CryptoTarget", "failures") == expected
    # too short an array does not end the operation; a wrong tag does, and gives nothing that could be told
    [told] = agent.wait(events.Cipher)
    assert told.input == b"keptand right"
    assert _recomputed(told) == told.output
    _none_of(agent)


def test_a_key_that_the_phone_keeps_has_no_bytes(machine: Jvm, agent: Agent) -> None:
    machine.run("CryptoTarget", "hidden key")
    [told] = agent.wait(events.Digest)
    assert told.key == events.Key(algorithm="AES", format="", encoded=None)
    assert told.input == b"by a key in hardware"


def test_the_runtimes_own_digests_are_left_out(machine: Jvm, agent: Agent) -> None:
    assert machine.run("CryptoTarget", "random") == "64"
    machine.run("CryptoTarget", "digest", "MD5", "marker")
    assert {each.input for each in agent.wait(events.Digest, 5)} == {b"marker"}
    assert len(agent.of(events.Digest)) == 5


def test_objects_are_not_kept_alive(machine: Jvm, agent: Agent) -> None:
    """20,000 digests that are begun and left: none is told, and the agent forgets those that are gone."""
    assert machine.run("CryptoTarget", "many", "20000") == "many"
    assert machine.run("CryptoTarget", "digest", "MD5", "after")
    assert {each.input for each in agent.wait(events.Digest, 5)} == {b"after"}
    _none_of(agent)


def test_operations_of_many_threads_do_not_mix(machine: Jvm, agent: Agent) -> None:
    machine.run("CryptoTarget", "threads", "8", "150")
    told = agent.wait(events.Digest, 1200)
    assert {each.input.decode() for each in told} == {f"thread {t} call {i}" for t in range(8) for i in range(150)}
    assert all(hashlib.sha256(each.input).digest() == each.output for each in told)


@pytest.mark.parametrize("size", [events.LIMIT - 1, events.LIMIT, 5 * events.LIMIT])
def test_large_operations_are_cut_and_measured(machine: Jvm, agent: Agent, size: int) -> None:
    machine.run("CryptoTarget", "big", str(size))
    [told] = agent.wait(events.Cipher)
    assert (told.input_size, told.output_size) == (size, size)
    assert len(told.input) == len(told.output) == min(size, events.LIMIT)
    assert told.input == bytes(i * 7 % 256 for i in range(len(told.input)))
    # counter mode: the beginning of the output belongs to the beginning of the input
    assert _recomputed(told) == told.output


def test_of_thousands_of_operations_in_a_row_none_is_lost(machine: Jvm, agent: Agent) -> None:
    machine.run("CryptoTarget", "digests", "300")
    agent.wait(events.Digest, 300)
    agent.clear()
    machine.run("CryptoTarget", "digests", "4000")
    told = agent.wait(events.Digest, 4000)
    assert [each.input for each in told] == [f"value {i}".encode() for i in range(4000)]
    assert [each.seq for each in told] == list(range(told[0].seq, told[0].seq + 4000))
    _none_of(agent)


def test_a_cipher_that_was_set_up_before_the_agent_came_is_told_without_its_key() -> None:
    with Jvm(jvm.classes()) as machine:
        machine.run("CryptoTarget", "prepare")
        agent = machine.load("crypto")
        out = machine.run("CryptoTarget", "late")
        [told] = agent.wait(events.Cipher)
        assert (told.operation, told.key, told.iv, told.output.hex()) == ("decrypt", None, IV, out)
