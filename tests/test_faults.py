"""A fault of this program's own is told with its place; what is no fault of it is raised."""

import pytest

from trafficaudit import faults
from trafficaudit.decode import json
from trafficaudit.decode.node import Node
from trafficaudit.errors import ReadError


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])


@pytest.mark.usefixtures("kept")
def test_it_names_the_error_and_its_innermost_place_in_this_program_and_no_value() -> None:
    try:
        list(json.decode(Node.__new__(Node)))
    except AttributeError as error:
        said = faults.told("the decoder json", error)
    assert said.startswith("the decoder json failed (AttributeError at decode/json")
    assert said.endswith("): what it reads is missing")
    outside = faults.told("the decoder json", _raised(ValueError("kim@hanbit.example")))
    assert outside == "the decoder json failed (ValueError at ?): what it reads is missing"


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("error", [ReadError("it went away"), OSError(5, "Input/output error"), MemoryError()])
def test_what_is_no_fault_of_the_reader_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        faults.told("the decoder json", _raised(error))


def test_no_fault_is_kept_from_the_tests() -> None:
    with pytest.raises(ValueError, match="seen"):
        faults.told("the decoder json", _raised(ValueError("seen")))
