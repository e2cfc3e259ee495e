"""JSON Web Tokens, also where they were decoded further."""

import json
from base64 import urlsafe_b64encode

import pytest
from support.fields import identified, pieces


def token(header: object, payload: object = None) -> str:
    parts = (header, payload or {"sub": "1"})
    return (
        ".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + ".c2lnbmF0dXJl"
    )


JWT = token({"alg": "HS256", "typ": "JWT"})


def test_a_token() -> None:
    assert identified("data", JWT) == identified("order_no", JWT) == {"access_token": 0.6}
    assert identified("accessToken", JWT) == identified("authorization", f"Bearer {JWT}") == {"access_token": 0.9}
    assert pieces("authorization", f"Bearer {JWT}") == [JWT]
    assert identified("data", token({"alg": "none"})[: -len("c2lnbmF0dXJl")]) == {"access_token": 0.6}


def test_decoded_further() -> None:
    assert identified("token", JWT, leaf=False) == {"access_token": 0.9}
    assert identified("token", f"Bearer {JWT}", leaf=False) == {}


@pytest.mark.parametrize(
    "value",
    [
        token({"typ": "JWT"}),
        token(["alg"]),
        token({"alg": 1}),
        "eyJhbGciOi.eyJzdWIi.x",
        "eyJ",
        JWT.replace(".", ":"),
        "x" + JWT,
        "eyJ!!!!!!!!!.eyJhbGciOiJ.x",
    ],
)
def test_near_misses(value: str) -> None:
    assert identified("token", value) == {}
