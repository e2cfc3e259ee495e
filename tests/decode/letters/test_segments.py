import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.letters import segments
from trafficaudit.model import Decoded, Exchange

Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]

DOCUMENT = '{"email": "kim@example.kr", "name": "표서림???>>>~~~"}'.encode()
ADDRESS = b"https://img.example/p?email=kim%40example.kr&w=200"


def _cut(packed: bytes, size: int) -> str:
    return "/".join(packed[start : start + size].decode() for start in range(0, len(packed), size))


@pytest.mark.parametrize(
    "written",
    [
        _cut(base64.urlsafe_b64encode(DOCUMENT).rstrip(b"="), 16),
        _cut(base64.urlsafe_b64encode(DOCUMENT), 30) + "/pixel.gif",
        base64.b64encode(DOCUMENT).decode() + "/w/200",
        _cut(base64.urlsafe_b64encode(ADDRESS).rstrip(b"="), 16) + ".png",
    ],
)
def test_what_is_packed_over_several_segments(exchange: Build, check: Check, written: str) -> None:
    assert written.count("/") > 1
    made = exchange(url="https://h.example/v1/" + written)
    decoded = decode(made)
    check(made, decoded)
    (mail,) = [f for f in decoded.fields if f.value == "kim@example.kr"]
    assert mail.path.startswith("path[1].")
    whole = next(f for f in decoded.fields if f.path == "path[1]")
    assert len("https://h.example/v1/") == whole.span[0]
    assert {f.path for f in decoded.fields if f.layers == ("url",)} & {"path[2]"} == set()


@pytest.mark.parametrize(
    "written",
    [
        base64.urlsafe_b64encode(b'{"a": "b"}').decode().rstrip("=") + "/v1/users",  # whole by itself
        "eyJhbGci/eyJzdWIi/users",
        "aHR0cGFo/aHR0cGFo",
        "eyJ%20/b",
    ],
)
def test_segments_that_stay_what_they_are(exchange: Build, written: str) -> None:
    decoded = decode(exchange(url="https://h.example/" + written))
    assert len([f for f in decoded.fields if f.layers == ("url",)]) == written.count("/") + 1


@given(st.lists(st.sampled_from([b"eyJ", b"aHR0cA", b"==", b"%3D", b"a", b"_-", b""]), max_size=40))
def test_any_segments(pieces: list[bytes]) -> None:
    raw, ranges, here = b"/".join(pieces), list[tuple[int, int]](), 0
    for piece in pieces:
        ranges.append((here, here + len(piece)))
        here += len(piece) + 1
    count, packed = segments.together(raw, ranges)
    assert (count == 0) == (packed == b"")
    assert count <= len(pieces)


def test_the_slash_that_a_path_ends_with_is_none_of_it(exchange: Build) -> None:
    packed = base64.urlsafe_b64encode(ADDRESS).rstrip(b"=").decode()
    url = f"https://h.example/v1/{packed}/"
    whole = next(f for f in decode(exchange(url=url)).fields if f.path == "path[1]")
    assert url[whole.span.start : whole.span.end] == packed
