"""What would cost much more than it is long, in notations and formats of values: brackets and texts without an end, pointers
that lead to one place, maps that name everything again.
"""

import gzip
import struct
import time
from collections.abc import Callable

import pytest

from trafficaudit.decode import decode
from trafficaudit.model import Exchange

M = 1 << 20
SECONDS = 10


def _pointers() -> bytes:
    """Write a message of Cap'n Proto whose pointers all lead to one place."""
    words = M // 8
    head = struct.pack("<II", 0, words) + struct.pack("<Q", 65_535 << 48)
    return head + struct.pack("<Q", 1 | 6 << 32 | 999 << 35) * (words - 1)


def _tables() -> bytes:
    """Write tables of FlatBuffers each of which leads to the next one."""
    return b"\x0c\0\0\0\x06\0\x08\0\x04\0\0\0" + b"\x08\0\0\0\x0c\0\0\0\x06\0\x08\0\x04\0\0\0" * (M // 16)


def _own_list() -> bytes:
    """Write a list of FlatBuffers whose members lead into it."""
    return (
        b"\x0c\0\0\0\x06\0\x08\0\x04\0\0\0\x08\0\0\0\x04\0\0\0"
        + struct.pack("<I", M // 4 - 8)
        + b"\x04\0\0\0" * (M // 4)
    )


def _letters() -> bytes:
    rows = b'{"a":"1 2","b":"3"},' * (M // 20)
    return b'{"map":{"a":"aa","b":"bb","c":"cc"},"d":[' + rows + b"1]}"


def _cells() -> bytes:
    rows = b'{"f":[{"v":"1"},{"v":"2"}]},' * (M // 28)
    return b'{"schema":{"fields":[{"name":"a"},{"name":"b"}]},"rows":[' + rows + b"1]}"


TRAPS: dict[str, Callable[[], bytes]] = {
    "lists within lists of RESP": lambda: b"*1\r\n" * (M // 4) + b"$1\r\na\r\n",
    "commands of RESP": lambda: gzip.compress(b"*2\r\n$3\r\nGET\r\n$1\r\na\r\n" * (4 * M // 23)),
    "brackets of Rison": lambda: b"(a:" * (M // 3) + b")",
    "a Rison of quotation marks": lambda: b"(a:'" + b"!'" * (M // 2) + b")",
    "brackets of JSURL": lambda: b"~(a~" + b"~(a~" * (M // 4) + b")",
    "brackets of EDN": lambda: b"{:a " * (M // 4) + b"}",
    "remarks of EDN": lambda: b"{:a 1 " + b";;\n" * (M // 3) + b"}",
    "types before a value of Ion": lambda: b"$ion_1_0 " + b"a::" * (M // 3) + b"{a:1}",
    "texts of Ion without an end": lambda: b"$ion_1_0 {a:" + b"'''x" * (M // 4) + b"}",
    "heads of Ion that nothing follows": lambda: b"{a:1," + b",a ::" * (M // 5) + b"}",
    "what Go prints": lambda: b"{A:" + b" b c" * (M // 4) + b"}",
    "brackets that Go prints": lambda: b"{A:b B:" + b"map[a:" * (M // 6) + b"}",
    "what Go writes": lambda: b"main.U{A:" + b"[]a{" * (M // 4) + b"}",
    "what print_r prints": lambda: b"Array\n(\n    [a] => " + b"x\n" * (M // 2) + b")",
    "arrays that print_r prints": lambda: b"Array\n(\n" + b"    [a] => Array\n(\n" * (M // 20) + b")",
    "what var_dump prints": lambda: b"array(1) {\n" + b"[0]=>\narray(1) {\n" * (M // 18) + b"}",
    "what var_export prints": lambda: b"array (\n" + b"'a' => array(" * (M // 13) + b")",
    "maps of Transit": lambda: b'["^ ","~:a",' * (M // 12) + b"1" + b"]" * (M // 12),
    "codes of Transit": lambda: b'["^ ",' + b'"~:abc","^0",' * (M // 13) + b'"a",1]',
    "names and values by turns": lambda: b'["a",' * (M // 5) + b"1" + b"]" * (M // 5),
    "names and values by turns in objects": lambda: b'["a",{"b":' * (M // 10) + b"1" + b"}]" * (M // 10),
    "lists that begin with names": lambda: gzip.compress(b'[["a","b","c"],' * (2 * M // 15) + b"1]"),
    "letters": lambda: gzip.compress(_letters()),
    "cells that are objects": lambda: gzip.compress(_cells()),
    "answers": lambda: gzip.compress(
        b'{"answers":[' + b'{"id":"1","title":"a","questionId":"1","answer":"x"},' * (M // 52) + b"1]}"
    ),
    "values of Ion": lambda: gzip.compress(b"\xe0\x01\0\xea" + b"\x21\x07" * (4 * M)),
    "tables of Ion": lambda: gzip.compress(b"\xe0\x01\0\xea" + b"\xe7\x81\x83\xd4\x87\xb2\x81a" * (M // 2)),
    "lists within lists of AMF": lambda: b"\x09\x03\x01" * M + b"\x06\x03a",
    "members of AMF": lambda: gzip.compress(b"\x0a\x0b\x01" + b"\x03a\x06\x03b" * (2 * M)),
    "pointers that lead to one place": _pointers,
    "a packed message of nothing": lambda: b"\x10\xff" + b"\0\xff" * (M // 2),
    "tables of FlatBuffers": _tables,
    "a list of FlatBuffers that is its own": _own_list,
    "statements of SQL in texts": lambda: b"INSERT INTO t (a) VALUES " + b"('a=''b''')," * (M // 12),
}


@pytest.mark.parametrize("name", sorted(TRAPS))
def test_the_work_grows_as_the_bytes_do(exchange: Callable[[bytes], Exchange], name: str) -> None:
    made = exchange(TRAPS[name]())
    start = time.process_time()
    decode(made)
    assert time.process_time() - start < SECONDS
