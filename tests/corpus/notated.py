"""Encoders of notations that programs and libraries have of their own: Ion as text, EDN, Rison, JSURL, Transit, and
what Go and PHP print of their values.

Written by the grammars of each.
"""

import json
import random
import re

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, held
from corpus.stated import rows
from corpus.textual import Wrap, json_escape

_PLAIN = re.compile(r"[\w.+-]+", re.ASCII).fullmatch
_WORDY = re.compile(r"[^{}\[\]()\"'`&\r\n,\\]+").fullmatch
_NAMED_INSIDE = re.compile(r"(?:^| )[A-Za-z_][\w.-]*:(?![:/])").search


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def ion(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A struct with a type before it, behind the mark of the version, with symbols and bytes among its members."""
    inner.string  # noqa: B018 - text only
    members = [f"{key}: {_quoted(text)}" for key, text in rows(draw, name)]
    members += draw.sample(
        ("kind: 'a b'", "at: 2026-11-24T09:00:00Z", "raw: {{aGVsbG8=}}", "n: 1.50", "t: null.string"), 2
    )
    draw.shuffle(members)
    head = draw.choice(("$ion_1_0 ", "$ion_1_0 event::", "event::", "shop::event::"))
    return held(inner, f"{head}{{{', '.join(members)}}}", json_escape(draw), "ion-text", keyed=True)


def _in_double(run: bytes) -> bytes:
    plain = run.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return plain.replace(b"\n", b"\\n").replace(b"\r", b"\\r").replace(b"\t", b"\\t")


def edn(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A map of keywords, perhaps with a space of names, within another one or a vector."""
    inner.string  # noqa: B018 - text only
    space, joint = draw.choice(("", "user/", "shop.event/")), draw.choice((" ", ", "))
    listed = joint.join(f":{space}{key} {_quoted(text)}" for key, text in rows(draw, name))
    around = draw.choice(
        ("{%s}", "{:n 1, :event {%s}}", "[{%s} {:tags #{:a :b}}]", '{:at #inst "2026-11-24", :e {%s}}')
    )
    return held(inner, around % listed, _in_double, "edn", keyed=True)


def settings(draw: random.Random, inner: Carried, name: str) -> Carried:
    """TOML: a section or an inline table, behind a comment."""
    text = inner.string
    if not text.isprintable():
        raise Unfit
    listed = [f"{key} = {_quoted(each)}" for key, each in rows(draw, name)]
    if draw.random() < 0.5:
        return held(
            inner, "# of the app\n[user.own]\n" + "\n".join(listed) + "\nn = 1\n", _in_double, "settings", keyed=True
        )
    return held(
        inner, "# of the app\nuser = { " + ", ".join(listed) + " }\nn = 1\n", _in_double, "settings", keyed=True
    )


def _rison_text(run: bytes) -> bytes:
    return re.sub(rb"[!']", rb"!\g<0>", run)


def rison(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An object, by itself or within another one."""
    inner.string  # noqa: B018 - text only
    listed = [f"{key}:'{_rison_text(text.encode()).decode()}'" for key, text in rows(draw, name)]
    listed += draw.sample(("on:!t", "list:!(a,'b c',!n)", f"n:{draw.randint(1, 99)}"), draw.randint(1, 3))
    draw.shuffle(listed)
    around = draw.choice(("(%s)", "(event:(%s),v:1)", "(rows:!((%s),(v:2)))"))
    return held(inner, around % ",".join(listed), _rison_text, "rison", keyed=True)


def _jsurl_text(run: bytes) -> bytes:
    def sign(char: str) -> str:
        if char.isascii() and (char.isalnum() or char in "_-."):
            return char
        if char == "$":
            return "!"
        units = char.encode("utf-16-be").hex()
        return (
            f"*{ord(char):02x}"
            if ord(char) < 256
            else "".join(f"**{units[at : at + 4]}" for at in range(0, len(units), 4))
        )

    return "".join(map(sign, run.decode())).encode()


def jsurl(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An object, by itself or within another one."""
    inner.string  # noqa: B018 - text only
    listed = [
        f"{key}~'{text if text == MARK else _jsurl_text(text.encode()).decode()}" for key, text in rows(draw, name)
    ]
    listed += draw.sample(("on~true", "list~(~'a~'b*20c)", f"n~{draw.randint(1, 99)}"), draw.randint(0, 3))
    draw.shuffle(listed)
    around = draw.choice(("~(%s)", "~(event~(%s)~v~1)", "~(rows~(~(%s)~(v~2)))"))
    return held(inner, around % "~".join(listed), _jsurl_text, "jsurl", keyed=True)


def transit(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Maps within a map or a list, of which the second names its members by codes."""
    if inner.string[:1] in "~^`":
        raise Unfit
    keyword = draw.choice(("~:", "~:user/", ""))
    members = [each for key, text in rows(draw, name) for each in (f"{keyword}{key}", text)]
    if any(text[:1] in "~^`" and not text.startswith("~:") for text in members if text):
        raise Unfit
    made = ["^ ", *members, "~:n", draw.randint(1, 99), "~:at", f"~m{draw.randint(1_790_000_000, 1_799_999_999)}000"]
    whole = draw.choice((made, ["^ ", "~:event", made, "~:tags", ["~#set", ["~:a"]]], [made, ["^ ", "^0", "x"]]))
    return held(inner, json.dumps(whole, ensure_ascii=draw.random() < 0.5), json_escape(draw), "transit", keyed=True)


def go(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A struct or map as ``%+v`` or ``%#v`` prints it, perhaps behind a word of a log."""
    members = rows(draw, name)
    lead = draw.choice(("", "", f"{draw.choice(decoys.WORDS)} "))
    if draw.random() < 0.5:
        quoted = [(key, _quoted(text)) for key, text in members]
        if draw.random() < 0.5:
            listed = ", ".join(f"{key}:{text}" for key, text in quoted)
            written = (
                f'{draw.choice(("main.Event{", "&shop.Event{", "shop.v2.Row{"))}{listed}, N:12, Tags:[]string{{"a"}}}}'
            )
        else:
            written = "map[string]string{" + ", ".join(f'"{key}":{text}' for key, text in quoted) + "}"
        return held(inner, lead + written, _in_double, "go", keyed=True)
    text = inner.string
    if not _WORDY(text) or text != text.strip() or _NAMED_INSIDE(text):
        raise Unfit
    plain = [(key, held) for key, held in members if _PLAIN(held)]
    first, last = draw.choice((("{", "}"), ("&{", "}"), ("map[", "]")))
    listed = " ".join([f"{key}:{text}" for key, text in plain] + ["N:12", "Tags:[a b]"])
    return held(inner, f"{lead}{first}{listed}{last}", bytes, "go", keyed=True)


def _php_single(run: bytes) -> bytes:
    return run.replace(b"\\", b"\\\\").replace(b"'", b"\\'")


def php_printed(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An array or object as ``print_r``, ``var_dump`` or ``var_export`` prints it."""
    return draw.choice((_shown, _dumped, _exported))(draw, inner, name)


def _shown(draw: random.Random, inner: Carried, name: str) -> Carried:
    text = inner.string
    if text != text.strip() or set(text) & set("\r\n"):
        raise Unfit
    of, tail = draw.choice(
        (("Array", ""), ("Event Object", ":protected"), ("Shop\\Event Object", ":Shop\\Event:private"))
    )
    lines = [f"    [{key}{tail}] => {text}\n" for key, text in rows(draw, name)]
    lines.append("    [tags] => Array\n        (\n            [0] => a\n            [1] => \n        )\n\n")
    draw.shuffle(lines)
    return held(inner, f"{of}\n(\n{''.join(lines)})\n", bytes, "php-printed", keyed=True)


def _dumped(draw: random.Random, inner: Carried, name: str) -> Carried:
    inner.string  # noqa: B018 - text only
    members, tail = rows(draw, name), draw.choice(("", ":protected", ':"Event":private'))
    size = len(inner.data)
    lines = [
        f'  ["{key}"{tail}]=>\n  string({size if text == MARK else len(text.encode())}) "{text}"\n'
        for key, text in members
    ]
    lines += draw.sample(
        ('  ["n"]=>\n  int(12)\n', '  ["x"]=>\n  NULL\n', '  ["l"]=>\n  array(1) {\n    [0]=>\n    bool(true)\n  }\n'),
        2,
    )
    draw.shuffle(lines)
    head = f"array({len(lines)})" if not tail else f"object(Event)#7 ({len(lines)})"
    return held(inner, f"{head} {{\n{''.join(lines)}}}\n", bytes, "php-printed", keyed=True)


def _exported(draw: random.Random, inner: Carried, name: str) -> Carried:
    inner.string  # noqa: B018 - text only
    lines = [f"  '{key}' => '{_php_single(text.encode()).decode()}',\n" for key, text in rows(draw, name)]
    lines += draw.sample(("  'n' => 12,\n", "  'x' => NULL,\n", "  'l' => \n  array (\n    0 => 'a',\n  ),\n"), 2)
    draw.shuffle(lines)
    head, tail = draw.choice(
        (("array (\n", ")"), ("[\n", "];"), ("Shop\\Event::__set_state(array(\n", "))"), ("(object) array(\n", ")"))
    )
    return held(inner, head + "".join(lines) + tail, _php_single, "php-printed", keyed=True)


NOTATED: dict[str, Wrap] = {
    "settings": settings, "ion-text": ion, "edn": edn, "rison": rison, "jsurl": jsurl, "transit": transit, "go": go, "php-printed": php_printed,
}  # fmt: skip
"""What holds text alone, and names it."""
