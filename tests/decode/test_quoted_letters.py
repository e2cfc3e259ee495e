"""Base64 and hexadecimal digits between words, by what comes out."""

import base64
import json
import zlib
from collections.abc import Callable

import pytest

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.quoted_letters import within
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

WRITTEN = "kim.haram@mail.example"
LETTERS = base64.b64encode(WRITTEN.encode()).decode()
TWICE = base64.b64encode(LETTERS.encode()).decode()
PACKED = base64.b64encode(zlib.compress(WRITTEN.encode() * 3)).decode()
BROKEN = base64.b64encode(zlib.compress(WRITTEN.encode())[:9] + b"\xff" * 12).decode()
KOREAN = base64.b64encode("표하람님의 주문".encode("cp949")).decode()


def runs(text: str) -> list[str]:
    raw = text.encode()
    node = Node(raw, text, Linear(0), "$", "", "body", Budget(Limits()))
    return [raw[start:end].decode() for start, end in within(node, 0, len(raw))]


@pytest.mark.parametrize("run", [LETTERS, TWICE, PACKED, KOREAN, WRITTEN.encode().hex(), WRITTEN.encode().hex().upper(),
                                 WRITTEN.encode().hex("-"), "0x" + WRITTEN.encode().hex(), LETTERS.encode().hex()])  # fmt: skip
@pytest.mark.parametrize("text", ["got {} in 4 ms", "id={};x", "Basic {}", "<b>{}</b>", "a\n{}\nb", "[{}](x)", "u:{}@"])
def test_a_run_is_known_by_what_comes_out(text: str, run: str) -> None:
    assert runs(text.replace("{}", run)) == [run]


@pytest.mark.parametrize(
    "text", ["/u/{}/x", "id_{}_9", "user-{}-seoul", "{}--******1504447771878", "--{}++ 7", "https://a.example/u/{}/x"]
)
def test_signs_of_the_text_are_no_part_of_a_run(text: str) -> None:
    bare = LETTERS.rstrip("=")
    assert runs(text.replace("{}", bare)) == [bare]


@pytest.mark.parametrize(
    "text",
    [
        "com/example/application/LoginActivity and OnBackPressedDispatcher",
        "application/x-www-form-urlencoded internationalisation",
        "d41d8cd98f00b204e9800998ecf8427e 0123456789abcdef 550e8400-e29b-41d4-a716-446655440000",
        "4521325478451236 20261127100000123 1234-5678-9012-3456-78",
        "----------------- ================= _________________",
        BROKEN,
        "aGkgdGhlcmU=",  # too short to be told from a word
        "lowercaselettersonly UPPERCASELETTERSONLY",
    ],
)
def test_near_misses(text: str) -> None:
    assert runs(text) == []


def test_what_is_behind_the_letters_is_opened_in_turn(body: Body) -> None:
    raw = json.dumps({"memo": f"sent {TWICE} and {PACKED} to host"}).encode()
    assert {WRITTEN, WRITTEN * 3} <= {field.value for field in body(raw).fields}


def test_korean_behind_letters_alone_is_chance() -> None:
    assert runs("at ILDAhELApAlAIJBB then") == []
    korean = base64.b64encode("김서윤검증님께".encode("cp949")).decode()
    assert any(map(str.isdigit, korean))
    assert runs(f"at {korean} then") == [korean]


def test_no_pieces_are_taken_out_of_a_long_run() -> None:
    piece = base64.b64encode(b"kim@example.kr, 010-2345-6789").decode().rstrip("=")
    assert runs(f"at /v1/{piece}/x then") == [piece]
    assert runs(f"at /v1/{piece}/{'/'.join(['QmFzZTY0xx9'] * 60)} then") == []
