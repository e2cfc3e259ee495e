import hashlib
import hmac
import json

from support.personas import detect, leaf, persona
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.search import Search
from trafficaudit.model import Decoded, Field, Message

EMAIL = "Seorim.Pyo.7f3k@example.com"
SALT = "k9Xq2mZ7"


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


def test_a_key_counts_beside_what_says_that_it_is_a_digest_and_beside_no_signature() -> None:
    digest = hmac.digest(SALT.encode(), EMAIL.encode(), "sha256").hex()

    def told(key: str, name: str, of: str = EMAIL) -> list[str]:
        return [one.match for one in detect(leaf(SALT, key), leaf(digest, name), email=of)]

    for key in ("key", "secret", "nonce", "hmacKey"):
        assert told(key, "id_hash") == ["hmac-sha256"]
    assert told("hashKey", "anything") == ["hmac-sha256"]
    assert told("key", "sign") == told("key", "signature") == told("key", "h") == []
    assert told("key", "id_hash", of="Seorim.Pyo.8f3k@example.com") == []


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


def test_of_more_spellings_than_are_tried_the_digest_tells_that_some_were_not() -> None:
    """With a salt all values are tried, with what is called no salt those that the digest's name speaks of."""
    phones = tuple(f"010-7{at:03}-5678" for at in range(8))  # each is hashed in 33 spellings
    digest = hashlib.sha256(f"{SALT}{EMAIL}".encode()).hexdigest()

    def told(*listed: Field, **values: tuple[str, ...]) -> list[tuple[str, str]]:
        fields = Fields.of(listed)
        Search(persona(**values)).exchange(Decoded(fields, ()))
        return [(one.path, one.reason) for one in fields.reached()]

    why = "of spellings of values beside salts 200 are tried"
    other = leaf("plain words", "title")
    assert told(other, leaf(SALT, "salt"), leaf(digest, "h"), phone_number=phones) == [("h", why)]
    assert told(other, leaf(SALT, "salt"), leaf(digest, "h"), phone_number=phones[:4]) == []
    assert told(other, leaf(SALT, "salt"), phone_number=phones) == []
    assert told(leaf(SALT, "nonce"), leaf(digest, "phone_hash"), phone_number=phones) == [("phone_hash", why)]
    assert told(leaf(SALT, "nonce"), leaf(digest, "em"), phone_number=phones, email=(EMAIL,)) == []
