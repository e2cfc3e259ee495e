import dataclasses

from trafficaudit import network


def test_what_is_told_of_the_whole_is_frozen_and_has_slots() -> None:
    assert network.Network.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(network.Network)


def test_a_capture_that_tells_nothing_claims_nothing() -> None:
    told = network.Network()
    assert not any(getattr(told, field.name) for field in dataclasses.fields(told))
