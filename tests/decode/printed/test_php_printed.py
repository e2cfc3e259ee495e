"""What PHP prints of its values: each function, and what only looks like it."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
TEXTS = st.dictionaries(
    st.from_regex(r"[a-z][a-zA-Z_]{0,8}", fullmatch=True),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1),
    min_size=1,
    max_size=6,
)


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("php-printed",)]


USER = [
    ("email", "email", "a@b.kr"), ("addr.zip", "zip", "06234"), ("tags[0]", "tags", "new"), ("tags[1]", "tags", "on sale"),
    ("note", "note", "it's"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "tail"), [("Array", ""), ("kr\\shop\\User Object", ":protected"), ("got: User Object", ":User:private")]
)
def test_what_print_r_prints(body: Body, head: str, tail: str) -> None:
    raw = f"""{head}
(
    [email{tail}] => a@b.kr
    [addr] => Array
        (
            [zip] => 06234
            [none] =>{" "}
        )

    [tags] => Array
        (
            [0] => new
            [1] => on sale
        )

    [note] => it's
)
"""
    for written in (raw, raw.replace("\n", "\r\n")):
        assert read(body(written.encode())) == USER


@pytest.mark.parametrize(
    ("head", "tail"),
    [("array(4)", ""), ("object(kr\\shop\\User)#12 (4)", ":protected"), ("object(User)#1 (4)", ':"User":private')],
)
def test_what_var_dump_prints(body: Body, head: str, tail: str) -> None:
    raw = f"""{head} {{
  ["email"{tail}]=>
  string(6) "a@b.kr"
  ["addr"]=>
  array(2) {{
    ["zip"]=>
    string(5) "06234"
    ["none"]=>
    NULL
  }}
  ["tags"]=>
  array(2) {{
    [0]=>
    string(3) "new"
    [1]=>
    string(7) "on sale"
  }}
  ["note"]=>
  string(4) "it's"
}}
"""
    assert read(body(raw.encode())) == USER


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("array (", ")"),
        ("[", "];"),
        ("array(", ")"),
        ("\\kr\\shop\\User::__set_state(array(", "))"),
        ("(object) array(", ")"),
        ("$user = [", "];"),
    ],
)
def test_what_var_export_prints(body: Body, head: str, tail: str) -> None:
    raw = f"""{head}
  'email' => 'a@b.kr',
  'addr' => \n  array (
    'zip' => '06234',
    'none' => NULL,
  ),
  'tags' => [ 0 => 'new', "on sale" ],
  'note' => 'it\\'s',
{tail}"""
    decoded = body(raw.encode())
    assert read(decoded) == USER
    note = next(each for each in decoded.fields if each.key == "note")
    assert (raw.encode()[slice(*note.span)], note.exact) == (b"it\\'s", False)


def test_numbers_and_truth(body: Body) -> None:
    assert read(body(b'array(3) {\n  ["n"]=>\n  int(12)\n  ["f"]=>\n  float(1.5)\n  ["b"]=>\n  bool(true)\n}')) == [
        ("n", "n", "12"), ("f", "f", "1.5"), ("b", "b", "true"),
    ]  # fmt: skip
    assert read(body(b"['n' => -12, 'f' => 1.5E+3, 'b' => true, 'x' => null]")) == [
        ("n", "n", "-12"), ("f", "f", "1.5E+3"), ("b", "b", "true"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        "Array\n(\n    [email] => a@b.kr\n", "Array\n(\n    email => a@b.kr\n)\n", "Array ( [email] => a@b.kr )",
        'array(1) {\n  ["email"]=>\n  string(7) "a@b.kr"\n}', 'array(1) {\n  ["email"]=>\n  string(6) "a@b.kr"\n', "array (\n  'a' => 'b',\n",
        "['a' => $b]", "['a' => 'b'", "x => y", "(a => b)", "[a => b]", "['a' -> 'b']", "f(['a' => 'b'], 1)",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


@example({"a": "null"})
@example({"a": "NULL"})
@given(TEXTS)
def test_every_text_comes_back_from_where_it_stands(body: Body, members: dict[str, str]) -> None:
    exported = "".join(
        "'" + key + "' => '" + value.replace("\\", "\\\\").replace("'", "\\'") + "',\n"
        for key, value in members.items()
    )
    dumped = "".join(f'  ["{key}"]=>\n  string({len(value.encode())}) "{value}"\n' for key, value in members.items())
    for written in (f"array (\n{exported})", f"array({len(members)}) {{\n{dumped}}}\n"):
        raw = written.encode()
        decoded = body(raw)
        assert {key: value for _, key, value in read(decoded)} == members
        for each in decoded.fields:
            if each.layers == ("php-printed",) and each.exact:
                assert raw[slice(*each.span)].decode() == each.value


@given(st.text("[]()=>'\"\\\n ,ab1;{}", max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    for head in ("Array\n(\n", "array(1) {\n", "array (\n  'a' =>", "['a' =>"):
        for tail in (")", "}", "]"):
            body(f"{head}{signs}{tail}".encode())
