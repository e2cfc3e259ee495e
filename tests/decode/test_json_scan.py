import json

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import json_string
from trafficaudit.decode.json_scan import Scan


def scan(raw: bytes, room: int = 100, tokens: int = 100) -> Scan:
    found = Scan(raw, 0, "", room=room, tokens=tokens, simple=b"\\" not in raw)
    found.run()
    return found


def test_counts_good_members_and_errors() -> None:
    assert (scan(b'{"a": 1, "b": [true]}').good, scan(b'{"a": 1}').errors) == (3, 0)
    assert scan(b'{"a": 1, ??? "b": 2}').errors > 0


def test_stops_at_the_bounds() -> None:
    assert len(scan(b"[" + b"1," * 50 + b"1]", room=10).children) == 11
    cut = scan(b"[" + b"1," * 50 + b"1]", tokens=10)
    assert len(cut.children) == 10
    assert "work" in cut.obstacles[0][3]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
NOISE = st.sampled_from([b"", b"\\", b"\\\\", b"\\u00e9", b"\\ud800", b"\0", b"\xff", b"'", b"-0", b"1E5", b",,", b"]"])


@given(VALUES, st.booleans(), NOISE, st.integers(0, 200))
def test_reading_without_escaped_quotes_is_reading(value: object, plain: bool, noise: bytes, at: int) -> None:
    raw = b"[" + json.dumps(value, ensure_ascii=plain).encode("utf-8", "surrogatepass") + b"]"
    raw = (raw[:at] + noise + raw[at:]).replace(b'\\"', b"\\n")
    if not raw.startswith(b"["):
        return
    seen = []
    for quoted in (True, False):
        scan = Scan(raw, 0, "", room=500, tokens=500, simple=b"\\" not in raw, quoted=quoted)
        scan.run()
        seen.append((scan.children, scan.obstacles, scan.pos, scan.good, scan.loose, scan.errors, scan.tokens))
    assert seen[0] == seen[1]


@given(st.text(max_size=20), st.booleans())
def test_strings_are_read_as_json_is(text: str, plain: bool) -> None:
    written = json.dumps(text, ensure_ascii=plain)[1:-1].encode("utf-8", "surrogatepass")
    assert json_string.read(written)[0] == text
