import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import grids

SEOUL, JEJU, BUSAN, DOKDO, NORTH = (
    (37.566535, 126.977969),
    (33.4533577, 126.5774068),
    (35.1795, 129.0756),
    (37.2426, 131.8669),
    (38.6, 124.7),
)
# Worked out by PROJ 9 from the definitions of EPSG, KATEC's from +towgs84=-146.43,507.89,681.46.
KNOWN = {
    "WTM": [(198053.63, 451888.92), (160710.38, -4388.88), (389077.04, 188982.66), (631970.62, 427055.13), (-369.71, 569111.1)],
    "TM (EPSG:5186)": [(198053.63, 551888.92), (160710.38, 95611.12), (389077.04, 288982.66), (631970.62, 527055.13), (-369.71, 669111.1)],
    "UTM-K": [(953898.45, 1952035.98), (914257.19, 1496113.6), (1143467.56, 1688270.89), (1387412.76, 1924915.06), (756162.18, 2070293.44)],
    "KATEC": [(309910.52, 552084.23), (267941.96, 96181.06), (498165.25, 287266.46), (743340.56, 522657.76), (112716.53, 671463.98)],
    "Web Mercator": [(14135122.85, 4518371.43), (14090532.47, 3955635.39), (14368630.07, 4188301.31), (14679356.16, 4472976.26), (13881540.5, 4664535.89)],
}  # fmt: skip


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(grids).failed == 0


@pytest.mark.parametrize("grid", KNOWN)
def test_places_whose_numbers_are_known(grid: str) -> None:
    for place, expected in zip((SEOUL, JEJU, BUSAN, DOKDO, NORTH), KNOWN[grid], strict=True):
        assert grids.project(grid, *place) == pytest.approx(expected, abs=0.02)


def test_the_steps_of_kakao_map() -> None:
    east, north = grids.project("WTM", *SEOUL)
    assert grids.project("WCONGNAMUL", *SEOUL) == pytest.approx((east * 2.5, north * 2.5))
    assert grids.unit("WCONGNAMUL") == 0.4
    assert grids.unit("Web Mercator") == 1.0


@given(st.sampled_from(sorted(grids.GRIDS)), st.floats(-90, 90), st.floats(-180, 180))
def test_any_place_gives_numbers(grid: str, latitude: float, longitude: float) -> None:
    assert all(map(math.isfinite, grids.project(grid, latitude, longitude)))
