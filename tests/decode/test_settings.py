"""Settings in lines, as TOML's own reader reads them, as INI, properties and HOCON; and texts that are none."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

TOML = r'''# config
title = "TOML"
[owner]
name = "\uD64D\uAE38\uB3D9" # his own
"e-mail" = "kim@example.kr"
contact.phone = "010-9183-2746"
dob = 1990-03-07
addr = { city = "Seoul", zip = "06234", geo = { lat = 37.5665, lng = 126.978 } }
tags = [
  "one", # the first
  "two",
]
"quoted.key" = 'C:\temp'
memo = """
multi lee@example.kr
line"""
[owner."of all"]
on = true
[[users]]
email = "a@b.kr"
[[users]]
email = "c@d.kr"
'''


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("settings",)}


def flat(value: Any, path: str = "") -> dict[str, str]:
    if isinstance(value, dict):
        rows: dict[str, str] = {}
        for key, inner in value.items():
            plain = key.replace("-", "").replace("_", "").replace(" ", "").isalnum()
            rows |= flat(inner, (f"{path}.{key}" if path else key) if plain else f'{path}["{key}"]')
        return rows
    if isinstance(value, list):
        return {k: v for index, each in enumerate(value) for k, v in flat(each, f"{path}[{index}]").items()}
    return {path: str(value).lower() if isinstance(value, bool) else str(value)}


def test_toml_as_its_own_reader_reads_it(body: Body) -> None:
    decoded = body(TOML.encode())
    assert found(decoded) == flat(tomllib.loads(TOML))
    mail = next(field for field in decoded.fields if field.path == "owner.e-mail")
    assert (mail.key, TOML.encode()[slice(*mail.span)]) == ("e-mail", b"kim@example.kr")


def test_ini_and_properties(body: Body) -> None:
    ini = "[user]\nname=홍길동\nemail = kim@example.kr ; his own\n; comment\nnick=\\uD64D\\uAE38\n\n[a b]\nx = 1, 2\n"
    assert found(body(ini.encode())) == {
        "user.name": "홍길동", "user.email": "kim@example.kr", "user.nick": "홍길", "a b.x": "1, 2",
    }  # fmt: skip
    assert found(body(b"id=7\n[account]\nmail=kim@example.kr")) == {"id": "7", "account.mail": "kim@example.kr"}
    properties = b"# at noon\nuser.name=\\uD64D\\uAE38\\uB3D9\nuser.email=kim@example.kr\nurl=https://a.kr/?b=c\n"
    assert found(body(properties)) == {
        "user.name": "홍길동", "user.email": "kim@example.kr", "url": "https://a.kr/?b=c",
    }  # fmt: skip


def test_hocon(body: Body) -> None:
    raw = '// of the app\napp {\n  user { name = "홍길동", email: kim@example.kr }\n  ids = [1, 2]\n  a.b = "x y"\n}\n'
    assert found(body(raw.encode())) == {
        "app.user.name": "홍길동", "app.user.email": "kim@example.kr", "app.ids[0]": "1", "app.ids[1]": "2", "app.a.b": "x y",
    }  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        b"name = kim\nemail = kim@example.kr\n",
        b"body { margin: 0; color: red; }\na { b: c; }\n",
        b"var a = 1;\nb = {c: 2};\n",
        b"Dear all,\n# a heading\nsee kim@example.kr = me\n",
        b"[info]\nWhat was said = nothing\nand then some prose\n",
        b"query A {\n  me { id }\n}\n",
        b"a = [1, 2\nb = 3\n",
        b'# x\na = "b" c\nd = 1\n',
        b"if (a) {\n  b = 1\n}\n",
    ],
)
def test_what_is_none(body: Body, raw: bytes) -> None:
    assert not found(body(raw))


def test_a_label_is_enough(body: Body) -> None:
    assert found(body(b'name = "kim"', "application/toml")) == {"name": "kim"}


def test_brackets_within_each_other_end_at_a_bound(body: Body) -> None:
    decoded = body(b"[a]\nb = 1\nc = " + b"[" * 50 + b"1" + b"]" * 50 + b"\nd = 2\n")
    assert any("levels" in gap.reason for gap in decoded.opaque)


NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, TEXTS, min_size=1, max_size=3), min_size=2, max_size=3))
def test_every_text(body: Body, value: dict[str, dict[str, str]]) -> None:
    lines = []
    for section, rows in value.items():
        lines.append(f"[{section}]")
        for key, text in rows.items():
            escaped = text.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'{key} = "{escaped}"')
    raw = "\n".join(lines) + "\n"
    assert tomllib.loads(raw) == value
    assert found(body(raw.encode())) == {f"{s}.{k}": text for s, rows in value.items() for k, text in rows.items()}


@given(st.text(st.sampled_from("ab=.[]{}\"'#;:, \n\\u0홍"), max_size=60))
def test_any_text_is_read(body: Body, noise: str) -> None:
    body(("[a]\nb = 1\n" + noise).encode())
    body(("# a\nb = " + noise).encode(), "application/toml")
