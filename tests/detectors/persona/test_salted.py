import base64
import hashlib
import hmac

import pytest
from support.personas import detect, leaf

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.salted import MOST_SALTS, Salted
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


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
def test_a_digest_over_the_values_digest_and_the_salt(name: str) -> None:
    inner = hashlib.new(name, EMAIL.lower().encode()).hexdigest()
    for text in (inner + SALT, SALT + inner):
        digest = hashlib.new(name, text.encode()).hexdigest()
        assert found(digest) == [("email", f"{name}({name}+salt)")]
    assert found(hashlib.new(name, (inner.upper() + SALT).encode()).hexdigest()) == []


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
