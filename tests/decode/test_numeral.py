"""Numbers that are written in unusual ways."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import numeral


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("!0", "true"),
        ("!1", "false"),
        (".75", "0.75"),
        ("-.5", "-0.5"),
        ("3.75665e1", "37.5665"),
        ("5E+2", "500"),
        ("37.5e0", "37.5"),
    ],
)
def test_it_is_what_it_means(run: str, value: str) -> None:
    assert numeral.usual(run.encode()) == value


@pytest.mark.parametrize("run", ["", "!", "!2", ".", "e5", "1e", "12", "0.75", "1e999", "0x1e5", "1e5x", "abc"])
def test_others_stay_as_they_are(run: str) -> None:
    assert numeral.usual(run.encode()) is None


@given(st.floats(1e-9, 1e9))
def test_a_number_keeps_its_value(value: float) -> None:
    written = numeral.usual(f"{value:e}".encode())
    assert written is not None
    assert float(written) == float(f"{value:e}")
    assert "e" not in written


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_number_of_single_precision_reads_back(value: float) -> None:
    assert struct.pack("<f", float(numeral.single(value))) == struct.pack("<f", value)
