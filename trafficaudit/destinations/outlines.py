"""Build the table of countries' outlines anew from packages that somebody has already downloaded.

    python -m trafficaudit.destinations.outlines SOURCE_DIR

Only a maintainer runs this. ``SOURCE_DIR`` holds the packages as npm gives them: ``world-atlas-*.tgz`` (Natural Earth
1:10m, public domain) and ``i18n-iso-countries-*.tgz`` (ISO 3166-1 numbers and codes, MIT). Same packages, same file.

A country is covered by discs, which need no geometry to be asked: what lies outside all of them lies outside the
country. A disc may reach over the border by ``OVER`` km and no further, so distances come out too short, never too
long. Territories count with their state as well: some databases give a territory's addresses the state's code.
"""

import json
import math
import sys
import tarfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from trafficaudit.destinations.distance import EARTH, TABLE

type Points = np.ndarray[Any, np.dtype[np.float64]]

STEP = 20.0
"""Kilometres between samples of an outline; half of it is added to each disc, so that nothing between two is missed."""
OVER = 25.0
OVER_LARGE = 60.0
LARGE = 1500
"""Samples of an outline from which on a country is large, and its discs may reach further over the border."""
INSIDE = 3000
"""Most samples of the inside of a country."""
FINE = 5.0
"""Kilometres between points of an outline below which the second is left out; as much is added to each disc."""
SMALL = 3.0
"""Least radius of a disc in km: Natural Earth's 1:10m leaves out what is smaller."""

STATES = {
    "US": "AS GU MP PR UM VI", "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG", "CN": "HK MO TW",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT", "NL": "AW BQ CW SX", "DK": "FO GL", "NO": "BV SJ", "FI": "AX",
    "AU": "CC CX HM NF", "NZ": "CK NU TK",
}  # fmt: skip
"""States with their territories, and what geo databases take for a part of another: never too few."""

HEADER = """\
# Countries as discs: ISO 3166-1 code, then latitude longitude radius (degrees, degrees, km) of each, by ; apart.
# Made by outlines.py from Natural Earth 1:10m (public domain, https://www.naturalearthdata.com) as npm's world-atlas
# packs it. Discs cover the country with its territories and reach over its border, by at most 75 km.
"""


def main(source: Path, target: Path) -> None:
    """Write the table."""
    world = json.loads(_member(source, "world-atlas-*.tgz", "package/countries-10m.json"))
    codes = json.loads(_member(source, "i18n-iso-countries-*.tgz", "package/codes.json"))
    rings = _rings(world, {number: alpha2 for alpha2, _, number, *_ in codes})
    lines = []
    for code in sorted(rings):
        own = [ring for part in (code, *STATES.get(code, "").split()) for ring in rings.get(part, [])]
        discs = cover(own)
        lines.append(f"{code} " + ";".join(f"{lat:.2f} {lon:.2f} {math.ceil(radius)}" for lat, lon, radius in discs))
        print(code, len(discs))
    target.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def cover(rings: list[Points]) -> list[tuple[float, float, float]]:
    """Cover the land inside rings of (latitude, longitude) with few discs: greedily, the one that covers most first."""
    edge = np.concatenate([_dense(ring) for ring in rings])
    over = OVER_LARGE if len(edge) > LARGE else OVER
    inside = _inside(rings)
    centres = np.concatenate([edge[:: max(1, len(edge) // 4000)], inside])
    samples = np.concatenate([edge, inside])
    away = np.array([_km(one, edge).min() for one in centres])
    radii = away + over
    reach = [_km(one, samples) <= radius for one, radius in zip(centres, radii, strict=True)]
    covered = np.zeros(len(samples), dtype=bool)
    gain = np.array([one.sum() for one in reach])
    out = []
    while not covered.all():
        best = _next(reach, gain, covered)
        centre, mine = centres[best], reach[best] & ~covered
        if not mine.any():  # an islet away from every centre that was tried
            centre = samples[~covered][0]
            mine = (_km(centre, samples) <= over) & ~covered
        radius = max(float(_km(centre, samples[mine]).max()), SMALL) + STEP / 2 + FINE
        lat, lon = map(float, centre)
        out.append((lat, (lon + 180) % 360 - 180, radius))
        covered |= mine
    return out


def _next(reach: list[np.ndarray[Any, Any]], gain: np.ndarray[Any, Any], covered: np.ndarray[Any, Any]) -> int:
    """Give the disc that covers most of what is left; gains only ever shrink, so few are counted again."""
    while True:
        best = int(gain.argmax())
        now = int((reach[best] & ~covered).sum())
        if now == gain[best]:
            gain[best] = 0
            return best
        gain[best] = now


def _dense(ring: Points) -> Points:
    """Give samples along a ring that are no more than ``STEP`` apart, and hardly any closer than ``FINE``."""
    kept = [ring[0]]
    parts = [ring[:1]]
    for point in ring[1:]:
        gap = float(_km(kept[-1], point[None])[0])
        if gap >= FINE:
            count = math.ceil(gap / STEP)
            parts.append(kept[-1] + (point - kept[-1]) * (np.arange(1, count + 1) / count)[:, None])
            kept.append(point)
    return np.concatenate(parts)


def _inside(rings: list[Points]) -> Points:
    everything = np.concatenate(rings)
    (south, west), (north, east) = everything.min(0), everything.max(0)
    step = max(0.25, math.sqrt((north - south) * (east - west) / (4 * INSIDE)))
    grid = np.stack(np.meshgrid(np.arange(south, north, step), np.arange(west, east, step)), -1).reshape(-1, 2)
    odd = np.zeros(len(grid), dtype=bool)
    for ring in rings:
        for (lat, lon), (lat2, lon2) in pairwise(ring):
            crosses = (grid[:, 0] < lat) != (grid[:, 0] < lat2)
            if crosses.any():
                odd ^= crosses & (grid[:, 1] < lon + (grid[:, 0] - lat) / ((lat2 - lat) or 1e-12) * (lon2 - lon))
    return grid[odd]


def _km(point: Points, points: Points) -> Points:
    lat, lon, lats, lons = (
        np.radians(point[0]),
        np.radians(point[1]),
        np.radians(points[:, 0]),
        np.radians(points[:, 1]),
    )
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    out: Points = 2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return out


def _rings(world: dict[str, Any], codes: dict[str, str]) -> dict[str, list[Points]]:
    """Undo TopoJSON's delta encoding (its specification, 2.1.4); give rings of (latitude, longitude) by country."""
    scale, move = np.array(world["transform"]["scale"]), np.array(world["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), 0) * scale + move for arc in world["arcs"]]
    out: dict[str, list[Points]] = {}
    for each in world["objects"]["countries"]["geometries"]:
        code = codes.get(str(each.get("id", "")))
        if code:
            polygons = each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]]
            out.setdefault(code, []).extend(_ring(arcs, ring) for polygon in polygons for ring in polygon)
    return out


def _ring(arcs: list[Points], numbers: list[int]) -> Points:
    parts: Iterator[Points] = (arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers)
    ring = np.concatenate(list(parts))[:, ::-1]
    through = np.column_stack((ring[:, 0], np.unwrap(ring[:, 1], period=360)))
    closes = bool(abs(through[0, 1] - through[-1, 1]) < 1)
    return through if closes else ring  # one that does not close then goes round a pole


def _member(source: Path, pattern: str, name: str) -> bytes:
    with tarfile.open(next(iter(sorted(source.glob(pattern))))) as package:
        file = package.extractfile(name)
        assert file is not None
        return file.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), TABLE)
