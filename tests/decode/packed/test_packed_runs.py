import gzip
import json
import random
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.decode.limits import Budget
from trafficaudit.decode.node import Node
from trafficaudit.decode.packed import packed_runs
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
Pack = Callable[[bytes], bytes]


def _event(number: int) -> bytes:
    return json.dumps({"event": number, "mail": f"kim{number}@example.kr"}).encode()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, zstandard.compress])
@pytest.mark.parametrize("head", [2, 4, 32])
def test_runs_in_a_row_behind_their_lengths(body: Body, pack: Pack, head: int) -> None:
    runs = [pack(_event(number)) for number in range(3)]
    raw = b"".join(b"\xff" * (head - 2) + len(run).to_bytes(2, "big") + run for run in runs)
    found = [(f.path, f.value, f.layers[0]) for f in body(raw).fields if "@" in str(f.value) and f.key == "mail"]
    assert found == [(f"[{at}].mail", f"kim{at}@example.kr", "prefixed") for at in range(3)]


def test_a_last_run_that_is_cut_is_read_as_far_as_it_goes(body: Body) -> None:
    runs = [
        gzip.compress(_event(1)),
        gzip.compress(b'{"a": "' + random.Random(1).randbytes(900).hex().encode() + b'"}'),
    ]
    raw = b"".join(b"\x81\x82\x83" + run for run in runs)
    found = body(raw[:-200])
    assert "kim1@example.kr" in [f.value for f in found.fields]
    assert [run.reason for run in found.opaque if "broken" in run.reason]


def test_one_run_with_a_tail_is_one_run_and_the_tail_a_value_of_its_own(body: Body) -> None:
    raw = b"\x81\x82\x83" + gzip.compress(_event(1)) + b"\x99" * 40 + gzip.compress(_event(2))
    assert [f.path for f in body(raw).fields if f.key == "mail"] == ["mail", "mail"]


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes(first: bytes, second: bytes) -> None:
    raw = b"\x81" + gzip.compress(first) + b"\x1f\x8b\x08" + second
    ranges = packed_runs.after(Node(raw, None, Linear(0), "$", "", "body", Budget(Limits())), 1)
    assert all(0 < start < end <= len(raw) for start, end in ranges)
