import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.destinations import pins
from trafficaudit.destinations.installed import shipped
from trafficaudit.destinations.pins import PINS, Pin
from trafficaudit.errors import DestinationError, OutputError

SHA = "0" * 63
SHIPPED = shipped()
OWN = Pin("own.mmdb", "country", True, "GeoLite2-Country", "2026-09-21", f"{SHA}1", "own-1.mmdb", "mine", "a file")


def _fields() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pins.packed((*SHIPPED.values(), OWN)))
    return found


def _read(folder: Path, fields: object) -> pins.PinnedSet:
    (folder / PINS).write_text(json.dumps(fields))
    return pins.read(folder / PINS)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = (OWN, *SHIPPED.values())
    (tmp_path / PINS).write_bytes(pins.packed(written))
    found = pins.read(tmp_path / PINS)
    assert set(found.pins) == set(written)
    assert (found.own, set(found.embedded)) == ((OWN,), set(SHIPPED))
    assert pins.packed(found.pins) == pins.packed(tuple(reversed(written))) == (tmp_path / PINS).read_bytes()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("file", "../../etc/passwd"),
        ("file", "/etc/passwd"),
        ("file", "..mmdb"),
        ("file", "a/b"),
        ("file", "a.mmdb\n"),
        ("file", ""),
        ("sha256", "0" * 63),
        ("sha256", "G" * 64),
        ("built", "2026-13-01"),
        ("built", "yesterday"),
        ("kind", "city"),
        ("own", 1),
        ("name", "x" * 200),
        ("type", "\x1b[31m"),
        ("package_sha256", "0"),
        ("extra", "x"),
    ],
)
def test_a_pin_that_is_none_is_refused(tmp_path: Path, field: str, value: object) -> None:
    fields = _fields()
    fields["databases"][-1][field] = value
    with pytest.raises(DestinationError, match="is no pin file") as caught:
        _read(tmp_path, fields)
    assert "\x1b" not in str(caught.value)


def test_a_set_that_is_none_is_refused(tmp_path: Path) -> None:
    fields = _fields()
    for changed, what in (
        (fields | {"format": 2}, "its format is 2"),
        (fields | {"databases": fields["databases"][1:]}, "it has to pin"),
        (fields | {"databases": [*fields["databases"], fields["databases"][-1]]}, "the same name"),
        (fields | {"databases": [*fields["databases"], fields["databases"][0]]}, "it has to pin"),
        ([], "is no pin file"),
    ):
        with pytest.raises(DestinationError, match=what):
            _read(tmp_path, changed)
    (tmp_path / PINS).write_bytes(b" " * (pins.MOST + 1))
    with pytest.raises(DestinationError, match="longer than"):
        pins.read(tmp_path / PINS)
    with pytest.raises(DestinationError, match=r"cannot be read: No such file or directory \(check it, its rights"):
        pins.read(tmp_path / "nothing.json")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5000), st.binary(max_size=4), st.integers(0, 40))
def test_any_bytes_give_a_set_or_our_error(tmp_path: Path, place: int, patch: bytes, gone: int) -> None:
    data = pins.packed((*SHIPPED.values(), OWN))
    place %= len(data)
    (tmp_path / PINS).write_bytes(data[:place] + patch + data[place + gone :])
    try:
        found = pins.read(tmp_path / PINS)
    except DestinationError:
        return
    assert set(found.embedded) == set(SHIPPED)
    assert all(found.place(pin).parent == tmp_path for pin in found.pins)


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / PINS).write_bytes(pins.packed((*SHIPPED.values(), OWN)))
    found = pins.read(tmp_path / PINS)
    with pytest.raises(DestinationError, match=r"own-1\.mmdb cannot be read"):
        found.content(OWN)
    (tmp_path / OWN.file).write_bytes(b"other")
    with pytest.raises(DestinationError, match=OWN.sha256) as caught:
        found.content(OWN)
    assert "geoip add own.mmdb --replace" in caught.value.remedy
    with pytest.raises(DestinationError) as caught:
        found.content(found.embedded["dbip"])
    assert "geoip update" in caught.value.remedy


def test_what_cannot_be_written_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        pins.settle(tmp_path / "taken", b"data")
    assert {path.name for path in tmp_path.iterdir()} == {"taken"}
