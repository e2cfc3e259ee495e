import pytest

from trafficaudit.decode.pdf.syntax import Name, Ref, SyntaxBrokenError, Text, operations, parse


def test_objects() -> None:
    raw = b" << /A#20b [1 -2.5 .5 (x) <41 4> true] /R 12 0 R % remark\n /D << /N /n >> >> rest"
    value, end = parse(raw, 0)
    assert value == {
        "A b": [1.0, -2.5, 0.5, Text(b"x", 23, 24, True), Text(b"A@", 27, 31, False), "true"],
        "R": Ref(12), "D": {"N": "n"},
    }  # fmt: skip
    assert raw[end:] == b" rest"
    assert isinstance(parse(b"/Name", 0)[0], Name)


@pytest.mark.parametrize(
    ("raw", "value", "plain"),
    [
        (b"(a (b) c)", b"a (b) c", True),
        (b"(\\(\\101\\n\\\\)", b"(A\n\\", False),
        (b"(one\\\r\ntwo)", b"onetwo", False),
        (b"(\\8\\9\\777)", b"89\xff", False),
        (b"(\\t\\r\\b\\f\\\nx\\\ry\\0z)", b"\t\r\b\fxy\0z", False),
        (b"()", b"", True),
    ],
)
def test_texts(raw: bytes, value: bytes, plain: bool) -> None:
    read = parse(raw, 0)[0]
    assert isinstance(read, Text)
    assert (read.value, read.plain, read.start, read.end) == (value, plain, 1, len(raw) - 1)


@pytest.mark.parametrize("raw", [b"", b"(open", b"[1 2", b"<< /A 1", b"]", b"[1 >>", b"{", b"[" * 80 + b"]" * 80])
def test_what_is_none(raw: bytes) -> None:
    with pytest.raises(SyntaxBrokenError) as caught:
        parse(raw, 0)
    assert caught.value.deep is (len(raw) > 100)


def test_operators_come_with_what_stands_before_them_and_pictures_are_passed_over() -> None:
    raw = b"BT /F1 9 Tf (a) Tj ET BI /W 1 ID \x00)Tj(\xff EI (b) ' ) T*"
    assert [(name, len(given)) for name, given in operations(raw)] == [
        ("BT", 0), ("Tf", 2), ("Tj", 1), ("ET", 0), ("BI", 0), ("ID", 2), ("'", 1), ("T*", 0),
    ]  # fmt: skip
