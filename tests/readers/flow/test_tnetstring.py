import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.io import tnetstring as oracle

from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.tnetstring import Budget, Cut, MalformedError

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | st.binary() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.binary(), inner, max_size=4),
    max_leaves=20,
)


def load(data: bytes, budget: Budget | None = None) -> object:
    return tnetstring.parse(data, tnetstring.token(data, 0, len(data)), budget or Budget())


@given(values)
def test_reads_what_mitmproxy_writes(value: object) -> None:
    assert load(oracle.dumps(value)) == value  # type: ignore[arg-type]


@given(st.binary(max_size=60) | st.text("0123456789:,;#^!~]}-+_ ", max_size=60).map(str.encode))
def test_any_bytes_give_a_value_or_the_one_error(data: bytes) -> None:
    try:
        mine = load(data)
    except MalformedError:
        return
    end = tnetstring.token(data, 0, len(data))[1] + 1
    try:
        theirs = oracle.loads(data[:end])
    except UnicodeDecodeError:
        return  # mitmproxy refuses text that is no UTF-8; here the bytes are kept
    assert repr(mine) == repr(theirs)


@given(st.dictionaries(st.binary(min_size=1, max_size=20), values, max_size=6))
def test_members_are_those_of_the_dictionary(value: dict[bytes, object]) -> None:
    data = oracle.dumps(value)
    start, end, _ = tnetstring.token(data, 0, len(data))
    found: dict[bytes, tnetstring.Token] = {}
    tnetstring.members(data, start, end, found)
    assert {key: tnetstring.parse(data, each, Budget()) for key, each in found.items()} == value


@given(st.lists(st.tuples(st.binary(), st.binary())))
def test_pairs_are_the_headers_in_order(headers: list[tuple[bytes, bytes]]) -> None:
    data = oracle.dumps(headers)
    start, end, _ = tnetstring.token(data, 0, len(data))
    assert tnetstring.pairs(data, start, end) == tuple(headers)


@pytest.mark.parametrize(
    "data", [b"8:3:a,,1:b,]", b"7:1:a;1:b,]", b"8:1:a,1:b;]", b"9:1:a,1:b,x]", b"8:1:a,1:b,}", b"8:-1:a,1:b]"]
)
def test_pairs_take_nothing_but_two_byte_strings(data: bytes) -> None:
    with pytest.raises(MalformedError):
        tnetstring.pairs(data, 0, len(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b":,",
        b"-1:,",
        b"+1:a,",
        b"1_0:aaaaaaaaaa,",
        b"99999999999999:a,",
        b"5:abc,",
        b"3:abc",
        b"3:abcx",
        b"4:True!",
        b"1:0~",
        b"2:1x#",
        b"1:x^",
        b"5000:" + b"9" * 5000 + b"#",
        b"3:1:a}",
        b"6:0:~0:~}",
        b"4:1:a,}",
    ],
)
def test_refuses(data: bytes) -> None:
    with pytest.raises(MalformedError):
        load(data)


def test_depth_and_number_of_values_are_bounded() -> None:
    deep = b""
    for _ in range(10_000):
        deep = b"%d:%b]" % (len(deep), deep)
    with pytest.raises(MalformedError, match="deeper"):
        load(deep)
    wide = b"0:~" * 2000
    with pytest.raises(MalformedError, match="too many"):
        load(b"%d:%b]" % (len(wide), wide), Budget(nodes=1000))
    many = b"".join(b"4:%04d,0:~" % number for number in range(2000))
    with pytest.raises(MalformedError):
        tnetstring.members(many, 0, len(many), {})


def test_long_bytes_are_cut_and_say_their_size() -> None:
    cut = load(oracle.dumps(b"x" * 1000), Budget(longest=10))
    assert isinstance(cut, Cut)
    assert (cut, cut.size) == (b"x" * 10, 1000)
    both = load(oracle.dumps([b"x" * 8, b"y" * 8]), Budget(kept=10))
    assert both == [b"x" * 8, b"y" * 2]
