import base64
import hashlib
import hmac
import json

import pytest
from support.personas import detect, leaf
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.salted import MOST_SALTS, Salted
from trafficaudit.model import Field, Message
from trafficaudit.persona import Persona

EMAIL = "Seorim.Pyo.7f3k@example.com"
SALT = "k9Xq2mZ7"
LAYOUTS = ["{s}{v}", "{v}{s}", "{s}:{v}", "{v}|{s}", "{s}.{v}", "{v}_{s}"]


def found(
    digest: str, *, salt: str = SALT, key: str = "salt", direction: str = "request", **values: str
) -> list[tuple[str, str]]:
    fields = leaf(salt, key), leaf(digest, "em", direction=direction)
    return [(one.category, one.match) for one in detect(*fields, **(values or {"email": EMAIL}))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_a_digest_with_the_salt_beside_it_is_found(layout: str, name: str) -> None:
    digest = hashlib.new(name, layout.format(s=SALT, v=EMAIL.lower()).encode())
    for text in (digest.hexdigest(), digest.hexdigest().upper(), base64.b64encode(digest.digest()).decode()):
        assert found(text) == [("email", f"{name}(salted)")]


def test_a_digest_keyed_with_the_salt_is_found() -> None:
    assert found(hmac.digest(SALT.encode(), EMAIL.encode(), "sha256").hex()) == [("email", "hmac-sha256")]
    digest = hashlib.sha256(f"{SALT}01002345678".encode()).hexdigest()
    assert found(digest, phone_number="010-0234-5678") == [("phone_number", "sha256(salted)")]


def test_without_the_salts_name_or_with_another_salt_or_value_it_is_nothing() -> None:
    digest = hashlib.sha256(f"{SALT}{EMAIL}".encode()).hexdigest()
    assert found(digest) == [("email", "sha256(salted)")]
    assert found(digest, key="pepper") == found(digest, salt="k9Xq2mZ8") == found(digest, direction="response") == []
    assert found(hashlib.sha256(f"{SALT}x{EMAIL}".encode()).hexdigest()) == []
    assert found(digest[:-2]) == found(digest + "0") == []


def test_the_reasoning_tells_of_the_salt_and_holds_neither() -> None:
    digest = hashlib.sha256(f"{SALT}{EMAIL}".encode()).hexdigest()
    (one,) = detect(leaf(SALT, "hash_salt"), leaf(digest), email=EMAIL)
    assert "with the hash_salt sent with it" in one.reasoning
    assert SALT not in one.reasoning
    assert EMAIL not in one.reasoning


def test_salts_are_few_and_of_a_usual_size() -> None:
    salted = Salted(Persona("p", {"email": (EMAIL,)}, "0" * 64))
    many = [leaf(f"salt{at}", "salt") for at in range(9)]
    assert len(salted.salts(Fields.of(many))) == MOST_SALTS
    assert salted.salts(Fields.of([leaf("abc", "salt"), leaf("a" * 129, "salt"), leaf("abcd", "pepper")])) == []


@pytest.mark.parametrize("name", ["nonce", "nonceStr", "ts", "timestamp", "rnd"])
def test_what_is_mixed_in_under_another_usual_name(name: str) -> None:
    digest = hashlib.sha256(f"{EMAIL.lower()}{SALT}".encode()).hexdigest()
    assert found(digest, key=name) == [("email", "sha256(salted)")]
    assert found(hmac.digest(SALT.encode(), EMAIL.encode(), "sha256").hex(), key=name) == [("email", "hmac-sha256")]


def test_a_looser_name_counts_only_beside_a_digest_that_says_of_what() -> None:
    digest = hashlib.sha256(f"{SALT}{EMAIL}".encode()).hexdigest()

    def told(*fields: Field) -> list[str]:
        return [one.category for one in detect(*fields, email=EMAIL)]

    assert told(leaf(SALT, "nonce"), leaf(digest, "email_hash")) == ["email"]
    assert told(leaf(SALT, "nonce"), leaf(digest, "sign")) == []
    assert told(leaf(SALT, "nonce"), leaf(digest, "phone_hash")) == []
    assert told(leaf(SALT, "nonce", path="a.nonce"), leaf(digest, "em", path="b.em")) == []
    assert told(leaf(SALT, "nonce", path="b.nonce"), leaf(digest, "em", path="b.em")) == ["email"]
    assert told(leaf("abc", "nonce"), leaf(hashlib.sha256(f"abc{EMAIL}".encode()).hexdigest(), "em")) == []
    answered = (leaf(SALT, "nonce", direction="response"), leaf(digest, "em", direction="response"))
    assert told(*answered) == []


def test_every_digest_has_the_nonce_beside_it() -> None:
    fields = []
    for at in range(9):
        digest = hashlib.sha256(f"nonce{at}{EMAIL}".encode()).hexdigest()
        fields += [leaf(f"nonce{at}", "nonce", path=f"e[{at}].nonce"), leaf(digest, "em", path=f"e[{at}].em")]
    assert [one.category for one in detect(*fields, email=EMAIL)] == ["email"] * 9


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
def test_a_digest_over_the_values_digest_and_the_salt(name: str) -> None:
    inner = hashlib.new(name, EMAIL.lower().encode()).hexdigest()
    for text in (inner + SALT, SALT + inner):
        digest = hashlib.new(name, text.encode()).hexdigest()
        assert found(digest) == [("email", f"{name}({name}+salt)")]
    assert found(hashlib.new(name, (inner.upper() + SALT).encode()).hexdigest()) == []


def test_a_key_counts_beside_what_says_that_it_is_a_digest_and_beside_no_signature() -> None:
    digest = hmac.digest(SALT.encode(), EMAIL.encode(), "sha256").hex()

    def told(key: str, name: str, of: str = EMAIL) -> list[str]:
        return [one.match for one in detect(leaf(SALT, key), leaf(digest, name), email=of)]

    for key in ("key", "secret", "nonce", "hmacKey"):
        assert told(key, "id_hash") == ["hmac-sha256"]
    assert told("hashKey", "anything") == ["hmac-sha256"]
    assert told("key", "sign") == told("key", "signature") == told("key", "h") == []
    assert told("key", "id_hash", of="Seorim.Pyo.8f3k@example.com") == []


@pytest.mark.parametrize("key", ["appKey", "api_key", "secretKey", "client_secret"])
def test_a_key_of_the_apps_own_that_is_sent_beside_the_digest(key: str) -> None:
    secret = bytes(range(7, 39))
    for written in (secret.hex(), base64.b64encode(secret).decode(), base64.urlsafe_b64encode(secret).decode()):
        for used in (secret, written.encode()):
            digest = hmac.digest(used, EMAIL.lower().encode(), "sha256").hex()
            for _ in range(2):
                assert found(digest, salt=written, key=key) == [("email", "hmac-sha256")]
            assert found(digest, salt=written[:-2] + "AA", key=key) == found(digest, salt=written, key="appName") == []
    other = hmac.digest(secret, b"somebody@example.com", "sha256").hex()
    assert found(other, salt=secret.hex(), key=key) == found(other, salt=secret.hex(), key=key) == []


def test_a_key_that_stands_elsewhere_in_the_message() -> None:
    """In a header, or in another object of the body: what the digest is called must say of what, or that it is one."""
    digest = hmac.digest(SALT.encode(), EMAIL.encode(), "sha256").hex()
    other = hmac.digest(b"other", EMAIL.encode(), "sha256").hex()

    def told(body: object, *headers: tuple[bytes, bytes]) -> list[str]:
        message = Message(headers=headers, body=json.dumps(body).encode())
        fields = decode(exchange(request=message, response=None)).fields
        return [one.match for one in detect(*fields, email=EMAIL)]

    header = (b"X-Api-Key", SALT.encode())
    assert told({"user": {"em": digest}}, header) == ["hmac-sha256"]
    assert told({"client": {"appKey": SALT}, "user": {"hashed_email": digest}}) == ["hmac-sha256"]
    assert told({"user": {"em": other}}, header) == told({"user": {"sign": digest}}, header) == []
    assert told({"user": {"em": digest}}, (b"X-Nonce", SALT.encode())) == []
    assert told({"a": {"nonce": SALT}, "user": {"em": digest}}) == []
