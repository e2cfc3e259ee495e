"""The builder on a world of our own: a square island and a triangle across two rings."""

import json
import tarfile
from io import BytesIO
from pathlib import Path

import numpy as np

from trafficaudit.destinations import outlines
from trafficaudit.destinations.distance import EARTH


def _package(path: Path, name: str, data: object) -> None:
    with tarfile.open(path, "w:gz") as package:
        content = json.dumps(data).encode()
        info = tarfile.TarInfo(name)
        info.size = len(content)
        package.addfile(info, BytesIO(content))


def test_discs_cover_a_country_and_reach_over_its_border_only_so_far() -> None:
    square = np.array([(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)])
    discs = outlines.cover([square])
    side = 4 * np.pi / 180 * EARTH
    for place in np.random.default_rng(7).uniform(0, 4, (300, 2)):
        gap = min(float(outlines._km(place, np.array([disc[:2]]))[0]) - disc[2] for disc in discs)
        assert gap < 1
    assert all(radius <= side / 2 + outlines.OVER + outlines.STEP for _, _, radius in discs)
    assert len(discs) < 60


def test_a_table_is_made_of_packages_and_the_same_again(tmp_path: Path) -> None:
    world = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [2, 2]]],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "id": "702", "arcs": [[0, -2]]},
            {"type": "Polygon", "arcs": [[0, -2]]},
        ]}},
    }  # fmt: skip
    _package(tmp_path / "world-atlas-2.0.2.tgz", "package/countries-10m.json", world)
    _package(tmp_path / "i18n-iso-countries-7.tgz", "package/codes.json", [["SG", "SGP", "702"], ["KR", "KOR", "410"]])
    made = []
    for name in ("one.txt", "two.txt"):
        outlines.main(tmp_path, tmp_path / name)
        made.append((tmp_path / name).read_text())
    assert made[0] == made[1]
    (line,) = [line for line in made[0].splitlines() if not line.startswith("#")]
    code, _, rest = line.partition(" ")
    assert code == "SG"
    latitudes = [float(disc.split()[0]) for disc in rest.split(";")]
    assert 20 <= min(latitudes) <= max(latitudes) <= 22
