import json

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import json_string
from trafficaudit.decode.place import Linear, Mapped


@given(st.text(st.characters()))
def test_reads_what_json_writes(value: str) -> None:
    for written in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        raw = written[1:-1].encode("utf-8", "surrogatepass")
        assert json_string.read(raw)[0] == value
        assert json_string.name(raw) == value


@given(st.lists(st.sampled_from(["a", "홍", '"', "\\", "\n", "😀", "kim@example.kr"]), min_size=1))
def test_offsets(pieces: list[str]) -> None:
    raw = json.dumps("".join(pieces))[1:-1].encode()
    value, how = json_string.read(raw)
    assert isinstance(value, str)
    if callable(how):
        place = Mapped(Linear(100), raw, how)
        for piece in set(pieces):
            at = len(value[: value.index(piece)].encode())
            span, exact = place.locate(at, at + len(piece.encode()))
            run = raw[span.start - 100 : span.end - 100]
            assert exact == (run == piece.encode())
            assert piece in str(json_string.read(run)[0])


def test_unknown_escape_is_the_character() -> None:
    assert json_string.read(rb"a\x\'b")[0] == "ax'b"


def test_the_escapes_of_json5_are_bytes_or_characters() -> None:
    assert json_string.read(rb"\x6b\x69\x6d \xed\x99\x8d")[0] == "kim 홍"
    assert json_string.read(rb"caf\xe9")[0] == "caf\u00e9"
    assert json_string.read(rb"\x6 \xg")[0] == "x6 xg"
