"""Places and shapes that fewer apps write. They are drawn apart from the others (``generate._rarer``), so that what a
seed planted before there were any of these stays as it was.
"""

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from urllib.parse import quote

from corpus import decoys, notations, person, textual
from corpus.carried import MARK, Carried, Unfit, coded, embedded, escaped, held
from corpus.places import HOST, Place, Planted, address, sent

_UNSAFE = frozenset('";\\,')


def _percent(run: bytes) -> bytes:
    return quote(run, safe="").encode()


def path_parameter(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A parameter of a segment of the path, behind a semicolon (RFC 3986, 3.3)."""
    textual.sendable(inner)
    start = f"https://{HOST}"
    other = f";{draw.choice(decoys.WORDS)}={draw.randint(1, 99)}"
    told = (
        f"/v1/{draw.choice(decoys.WORDS)}{draw.choice((other, ''))};{name}={MARK}{draw.choice((other, '', '/items'))}"
    )
    made = held(inner, start + told, _percent, "", keyed=True)
    return Planted("url", "", made, made.data.decode()[len(start) :], address(draw)[1])


def quoted_cookie(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A cookie in quotation marks; what it cannot hold is written in octal digits, as Python and old servers do."""
    if inner.string != inner.string.strip():
        raise Unfit

    def escape(run: bytes) -> bytes:
        plain = (chr(byte) if 32 < byte < 127 and chr(byte) not in _UNSAFE else f"\\{byte:03o}" for byte in run)
        return "".join(plain).encode()

    made = held(inner, f'a={draw.randint(1, 99)}; {name}="{MARK}"; b=x', escape, "", keyed=True)
    path, headers = address(draw)
    return Planted("cookie", "", made, path, [*headers, (b"cookie", made.data)])


def extended(draw: random.Random, inner: Carried, name: str) -> Planted:
    """The name of a sent file, its character set told before it (RFC 8187)."""
    if inner.typed and not inner.keyed:
        raise Unfit
    inner = escaped(inner, _percent, "") if inner.string != quote(inner.string, safe="") else inner
    item = b"filename*=UTF-8''" + inner.data
    head = b'--4f1d\r\nContent-Disposition: form-data; name="a"; ' + item + b"\r\n\r\nx\r\n--4f1d--\r\n"
    made = embedded(inner, head, item, len(item) - len(inner.data), "multipart", keyed=False)
    return sent(draw, made, "multipart/form-data; boundary=4f1d")


def basic(draw: random.Random, inner: Carried, name: str) -> Planted:
    """Who asks, with a password behind (RFC 7617)."""
    if inner.layers or inner.typed or b":" in inner.data or not inner.text:
        raise Unfit
    told = held(inner, f"{MARK}:{draw.randbytes(6).hex()}", bytes, "", keyed=False)
    token = coded(told, base64.b64encode(told.data), "base64", text=True)
    made = held(token, f"Basic {MARK}", bytes, "", keyed=False)
    path, headers = address(draw)
    return Planted("header", "authorization", made, path, [*headers, (b"authorization", made.data)])


def json_of_a_string(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A JSON text that is one string, which holds another one."""
    made = textual.as_json(draw, inner, name)
    return sent(draw, held(made, f'"{MARK}"', textual.json_escape(draw), "json", keyed=True), "application/json")


def packets(draw: random.Random, inner: Carried, name: str) -> Planted:
    """Packets of engine.io in one body, record separators between."""
    told = textual.as_json(draw, inner, name)
    others = ["2", "3", f'42["{draw.choice(decoys.WORDS)}",{json.dumps(dict(decoys.pairs(draw, 2)))}]']
    listed = [*draw.sample(others, draw.randint(1, 3)), f'42["{draw.choice(decoys.WORDS)}",{MARK}]']
    draw.shuffle(listed)
    made = held(told, "\x1e".join(listed), bytes, "", keyed=True)
    return sent(draw, replace(made, text=False), "text/plain;charset=UTF-8")


def salted(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A digest of the value and of a salt that is sent with it."""
    if inner.layers or inner.typed or not inner.text:
        raise Unfit
    salt, algorithm = draw.randbytes(6).hex(), draw.choice(("md5", "sha1", "sha256", "sha512"))
    key = salt.encode()
    layouts = (key + inner.data, inner.data + key, key + b":" + inner.data, inner.data + b"|" + key)
    digests = [hashlib.new(algorithm, layout).digest() for layout in layouts]
    digest = draw.choice([*digests, hmac.digest(key, inner.data, algorithm)])
    text = draw.choice((digest.hex(), digest.hex().upper(), base64.b64encode(digest).decode()))
    told = coded(inner, text.encode(), "salted", text=True)
    rows = [*decoys.flat(draw, 2), ("salt", salt), (name, MARK)]
    draw.shuffle(rows)
    return sent(draw, held(told, json.dumps(dict(rows)), bytes, "json", keyed=True), "application/json")


PLACES: dict[str, Place] = {
    "path parameter": path_parameter, "quoted cookie": quoted_cookie, "filename*": extended, "basic": basic,
    "string": json_of_a_string, "packets": packets, "salted": salted,
}  # fmt: skip
LAYERED: dict[str, int] = {name: 2 if name in ("string", "salted") else 1 for name in PLACES}
BARE = frozenset({"path parameter", "quoted cookie"})
_ALONE = frozenset({"basic", "salted"})
"""Places that hold a value as it was typed in."""
OF_TEXT = frozenset(PLACES) - {"path parameter"}


def plan(
    draw: random.Random, values: person.Values, name: tuple[str, str], size: int, deepest: int
) -> Iterator[tuple[person.Spelling, str, str, int]]:
    """Give what to plant: each category in each of these places, some as it was typed in."""
    forms = {
        category: [
            form
            for form in person.spellings(category, values, name) + notations.more(category, values, name)
            if form.text and not form.typed
        ]
        for category in values
    }
    cells = [
        (category, place)
        for category in values
        for place in PLACES
        if forms[category] and (place != "salted" or category in person.HASHED)
    ]
    for category, place in islice(cycle(draw.sample(cells, len(cells))), size):
        if place in _ALONE:
            yield forms[category][0], category, place, LAYERED[place]
        else:
            yield draw.choice(forms[category]), category, place, draw.randint(LAYERED[place], deepest)
