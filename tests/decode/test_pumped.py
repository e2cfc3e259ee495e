"""Rows of two tokens each of a format, again and again behind its head: none costs more than it is long.

What took the square of its length was found so: each pair of signs that mean something to a reader is a trap that
somebody could set.
"""

import itertools
import time
from collections.abc import Callable

import pytest

from trafficaudit.decode import decode
from trafficaudit.model import Exchange

SIZE = 16_384
SECONDS = 1.0
"""Of one body; most take some milliseconds, and the square of this size takes seconds."""

TOKENS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "json": ("application/json", '{"a":', ("{", "[", '"a":', '"', "\\", ",", "//", "/*", "]")),
    "xml": ("text/xml", "<a>", ("<a>", "</a>", '<a b="', '"', "<!--", "<![CDATA[", "]", "&", "<?", "<!ENTITY a 'b'>")),
    "yaml": ("application/yaml", "---\n", ("a: ", "- ", "\n", "  ", "&a ", "*a", "{", '"', "|\n", "? ", "#")),
    "multipart": ("multipart/form-data; boundary=B", "--B\r\n", ("--B\r\n", "\r\n", "a: b;", '"', 'name="', "--", "x")),
    "mail": ("message/rfc822", "From: a@b.kr\n", ("To: ", "\n", " ", "<", '"', "(", "=?utf-8?B?", "?=", "=3D", ",")),
    "http": ("", "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", ("a: b\r\n", "\r\n", "1\r\n", "0", ";", " ", "f")),
    "graphql": ("application/graphql", 'query{a(b:"c")', ("{", "}", "(", 'b:"', '"""', "\\", "$a", "#", "...", "\n")),
    "script": ("application/javascript", "var a=", ("f({k:", '"', "'", "`", "\\", "(", "{", "}", "/*", "//", "${", ";")),
    "vcard": ("text/vcard", "BEGIN:VCARD\n", ("A", ";", ":", '"', "=", "\n", " ", ".", "ENCODING=QUOTED-PRINTABLE")),
    "edifact": ("", "UNB+UNOC:3+", ("\n", " ", "AAA", "+", ":", "?", "'", "?'", "AAA+", "NAD+FL")),
    "table": ("text/csv", "a,b\n", ("a", ",", '"', "\n", ";", "\t", "|", " ")),
    "form": ("application/x-www-form-urlencoded", "", ("a", "=", "&", "%41", "%", "+", ";", "[", "]")),
    "log": ("", "2026-11-24 10:00:00 I/tag: ", ("a", "=", ":", " ", "[", "{", "(", "|", '"', "->", "\n", "@")),
    "packed": ("", "", ("eyJh", "QUFB", "=", "-", ".", "\\u0041", "&#x41;", "%25", "=?utf-8?Q?", "xn--", "\\x41")),
    "text": ("text/plain", "", ("a", " ", "1", "-", ".", "@", "a@b.kr", "010", "가", "０", "https://", "/", "?")),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_no_row_of_tokens_costs_more_than_it_is_long(exchange: Callable[[bytes, str], Exchange], name: str) -> None:
    label, head, tokens = TOKENS[name]
    for one, other in itertools.product(tokens, repeat=2):
        pair = one if one == other else one + other
        made = exchange(f"{head}{pair * (SIZE // len(pair.encode()))}\n".encode(), label)
        # Twice where it took long: the garbage of all tests before may have been collected meanwhile.
        assert _seconds(made) < SECONDS or _seconds(made) < SECONDS, pair


def _seconds(made: Exchange) -> float:
    start = time.process_time()
    decode(made)
    return time.process_time() - start
