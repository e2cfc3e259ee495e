from support.personas import leaf

from trafficaudit.detectors.persona import halves


def test_a_name_says_which_half_it_is() -> None:
    assert [halves.axis(leaf("1", key)) for key in ("userLat", "lng", "price", "mapx", "위도", "mlon", "la", "ypos")] == [
        "latitude", "longitude", "", "longitude", "latitude", "longitude", "latitude", "latitude",
    ]  # fmt: skip
    assert [halves.axis(leaf("1", key)) for key in ("weidu", "经度", "wd", "jd")] == ["latitude", "longitude"] * 2
    assert halves.axis(leaf("1", "x-width", part="header")) == ""


def test_one_half_alone_needs_its_full_name() -> None:
    assert halves.alone(leaf("37.5143", "lat"), "37.5143")
    for key, text in (
        ("y", "37.5143"),
        ("lat", "37.51"),
        ("lat_ms", "37.5143"),
        ("lat", "375143"),
        ("la", "37.5143"),
        ("ypos", "37.5143"),
    ):
        assert not halves.alone(leaf(text, key), text)


def test_names_that_are_run_together_or_misspelled() -> None:
    keys = ("deliverylat", "deliverylng", "userlon", "longtitude", "lattitude", "nowlatitude", "latest", "lngth")
    halfs = ["latitude", "longitude", "longitude", "longitude", "latitude", "latitude", "", ""]
    assert [halves.axis(leaf("1", key)) for key in keys] == halfs
    assert not halves.alone(leaf("37.5143", "deliverylat"), "37.5143")
