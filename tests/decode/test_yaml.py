"""YAML, written by another library and by hand."""

import io
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from support.documents import Steps, leaves, said

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def dumped(value: Any, *, flow: bool | None = None) -> bytes:
    writer = YAML(typ="safe", pure=True)
    writer.width, writer.explicit_start, writer.default_flow_style, writer.allow_unicode = 10_000, True, flow, True
    out = io.BytesIO()
    writer.dump(value, out)
    return out.getvalue()


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("yaml",)}


WORDS = st.text("abc홍길 '\"#:,[]{}&*!|>%@-?\\\n", max_size=12)
KEYS = st.text("abc홍", min_size=1, max_size=5)
VALUES: Any = st.recursive(
    WORDS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


def written_leaves(value: Any) -> list[tuple[Steps, str | bytes]]:
    return [(steps, said(leaf)) for steps, leaf in leaves(value) if leaf is not None and leaf != ""]


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.booleans())
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any, flow: bool) -> None:
    # In braces libyaml, which reads version 1.1, does not take every word with such a sign.
    assume(not flow or not any(set(leaf) & set(":?") for _, leaf in written_leaves(value)))
    told = found(body(dumped(value, flow=flow), "text/plain"))
    for steps, leaf in written_leaves(value):
        if "\n" not in leaf:
            assert told[written_path(*steps)] == leaf


BY_HAND = """%YAML 1.2
---
user: &one !person   # a comment
  mail: kim@example.kr
  "the name": '김''서윤'
  tags:
  - one
  - two: 2
    three: [a, "b, c", {k: v, m: [1]}]
  text: |
    line one
    line two
  fold: >-
    a b
    c
  obj: {city: Seoul, "zip": '06234', n: null,
        far: "x\\u0041"}
  none: ~
  again: *one
list:
  - - x
    - y
  - url: http://a.b/c:d#e
last: "multi
  line"
---
second: 1
...
"""


def test_by_hand(body: Body) -> None:
    told = {
        "user.mail": "kim@example.kr", "user.the name": "김'서윤", "user.tags[0]": "one", "user.tags[1].two": "2",
        "user.tags[1].three[0]": "a", "user.tags[1].three[1]": "b, c", "user.tags[1].three[2].k": "v",
        "user.tags[1].three[2].m[0]": "1", "user.text": "line one\nline two", "user.fold": "a b c",
        "user.obj.city": "Seoul", "user.obj.zip": "06234", "user.obj.far": "xA", "list[0][0]": "x", "list[0][1]": "y",
        "list[1].url": "http://a.b/c:d#e", "last": "multi line", "[1].second": "1",
    }  # fmt: skip
    assert found(body(BY_HAND.encode(), "text/plain")) == told
    assert found(body(BY_HAND.replace("\n", "\r\n").encode(), "text/plain")) == told | {"user.text": told["user.text"]}
    labelled = b"user:\n  mail: kim@example.kr\n"
    assert found(body(labelled, "application/yaml")) == {"user.mail": "kim@example.kr"}
    assert found(body(labelled, "text/plain")) == {}


@pytest.mark.parametrize(
    "raw",
    [
        "---\njust words of a letter\nand more\n",
        "--- a/file.py\n+++ b/file.py\n@@ -1 +1 @@\n-old: x\n+new: y\n",
        "---\ntitle: x\n---\nA page, with words.\n\nAnd *more*: of them.",
        "---\n{not: [closed\n",
        "---\na: 'not closed\n",
        "-----BEGIN KEY-----\nabc: d\n-----END KEY-----\n",
    ],
)
def test_what_is_none(body: Body, raw: str) -> None:
    assert found(body(raw.encode(), "text/plain")) == {}


def test_hostile_texts_end_soon(body: Body) -> None:
    begun = time.process_time()
    for raw in (
        b"\n" * 300_000 + b"x",
        b"---\n" + b"- " * 100_000,
        b"---\na: " + b"[" * 100_000,
        b"---\n" + b"a: &a [" + b"*a," * 50_000 + b"]\n",
        b"---\n" + b'a: "x\n' * 50_000,
        b"---\na: |\n" + b"  words\n" * 50_000,
        b"---\n" + b"".join(b" " * at + b"a:\n" for at in range(500)),
    ):
        body(raw, "application/yaml")
    assert time.process_time() - begun < 30


@given(st.text("ab:- \n\"'[]{},|>&*#%\t", max_size=60))
def test_any_text_is_read(body: Body, noise: str) -> None:
    body(b"---\n" + noise.encode(), "text/plain")
    body(noise.encode(), "application/yaml")


def test_what_stands_in_escaped_text_is_found_where_it_stands(body: Body) -> None:
    nested = b'---\nb: "{\\"mail\\":\\"kim@example.kr\\"}"\n'
    assert [nested[slice(*f.span)] for f in body(nested).fields if f.path == "b.mail"] == [b"kim@example.kr"]
    single = b'---\nb: \'{"it\'\'s": 1, "mail": "kim@example.kr"}\'\n'
    assert [single[slice(*f.span)] for f in body(single).fields if f.path == "b.mail"] == [b"kim@example.kr"]
    folded = b'---\nb: "{\\"mail\\":\n  \\"kim@example.kr\\"}"\n'
    assert [folded[slice(*f.span)] for f in body(folded).fields if f.path == "b.mail"] == [folded[8:-2]]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[x, y]", {"a[0]": "x", "a[1]": "y"}),
        ("{mail: x, 'b': \"y\"}", {"a.mail": "x", "a.b": "y"}),
        ("[{k: v}, [w]]", {"a[0].k": "v", "a[1][0]": "w"}),
        ("[k: v, w]", {"a[0].k": "v", "a[1]": "w"}),
        ('{"k":"v"}', {"a.k": "v"}),
        ("{k: , l: ~, m: x}", {"a.m": "x"}),
        ("[http://b.example/c:d]", {"a[0]": "http://b.example/c:d"}),
        ("[x,\n  y] # and a comment", {"a[0]": "x", "a[1]": "y"}),
        ("[x}", {}),
        ("[x] y", {}),
        ("{x y}", {}),
        ("[x", {}),
    ],
)
def test_what_stands_in_brackets(body: Body, written: str, told: dict[str, str]) -> None:
    assert found(body(f"---\na: {written}\n".encode(), "text/plain")) == told


SENTENCES = st.lists(
    st.sampled_from(
        ["서울특별시", "강남구", "kim@example.kr", "010-9911-2233", "a: b", "it's", '"q"', "#x", "- y", "{z}", "b\\c", "~",
         "  lead", "tab\there", "line\nbreak", "para\n\nnext", "|", "😀", "%", "https://a.example/b?c=d#e"]
    ), min_size=1, max_size=20,
).map(" ".join)  # fmt: skip


@given(
    st.dictionaries(KEYS, SENTENCES, min_size=1, max_size=3),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.booleans(),
    st.sampled_from([40, 80]),
)
def test_texts_that_are_folded_come_back_as_they_were(
    body: Body, texts: dict[str, str], style: str | None, unicode: bool, width: int
) -> None:
    written = pyyaml.dump({"a": texts}, default_style=style, allow_unicode=unicode, width=width, explicit_start=True)
    told = found(body(written.encode(), "text/plain"))
    # What begins with spaces is not folded (YAML 1.2, 8.1.3), which PyYAML does all the same: what it reads counts.
    for key, text in pyyaml.safe_load(written)["a"].items():
        assert style == ">" or text.strip("\n") == texts[key].strip("\n")
        assert str(told[f"a.{key}"]).strip("\n") == text.strip("\n")


@given(st.text('aé홍😀\x85\xa0\u2028"\\\t/', min_size=1, max_size=12))
def test_a_place_within_escapes_keeps_its_bytes(body: Body, noise: str) -> None:
    inner = json.dumps({"n": noise, "mail": "kim@example.kr"}, ensure_ascii=False)
    written = pyyaml.dump({"b": inner}, default_style='"', width=10_000, explicit_start=True).encode()
    stands = [f.span for f in body(written).fields if (f.path, f.layers) == ("b.mail", ("yaml", "json"))]
    assert [written[slice(*span)] for span in stands] == [b"kim@example.kr"]


def test_many_directives_are_refused(body: Body) -> None:
    begun = time.process_time()
    assert found(body(b"%YAML 1.1\n" + b"".join(b"%%TAG !%d! x\n" % n for n in range(100_000)) + b"---\na: b\n")) == {}
    assert time.process_time() - begun < 5


def test_behind_a_mark_of_the_byte_order_and_other_than_ascii(body: Body) -> None:
    raw = "\ufeff---\n이름: '홍길동'\n? [x, y]\n: z\nmail: kim@example.kr\n".encode()
    decoded = body(raw, "application/yaml")
    assert found(decoded)["mail"] == "kim@example.kr"
    spans = {f.path: raw[slice(*f.span)].decode() for f in decoded.fields if f.layers == ("yaml",)}
    assert (spans["이름"], spans["mail"]) == ("홍길동", "kim@example.kr")
    assert "z" in found(decoded).values()


def test_a_name_that_is_data_is_a_value_too(body: Body) -> None:
    raw = b"---\n010-9183-2746: x\nkim@example.kr: y\nplain: z\n"
    found = [f.value for f in body(raw).fields if f.layers == ("yaml",)]
    assert found == ["010-9183-2746", "x", "kim@example.kr", "y", "z"]
