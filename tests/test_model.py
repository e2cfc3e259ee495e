import dataclasses

import pytest

from trafficaudit import model

TYPES = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_what_flows_is_frozen_and_has_slots(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)


def test_a_span_is_half_open() -> None:
    span = model.Span(2, 5)
    assert b"0123456"[span.start : span.end] == b"234"
