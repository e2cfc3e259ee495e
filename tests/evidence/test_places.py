"""Names in a bag read the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.evidence import places


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("traffic-0001.mitm", "capture/traffic-0001.mitm"),
        ("clock.jsonl", "log/clock.jsonl"),
        ("dns.jsonl", "env/dns.jsonl"),
        ("device.json", "device/device.json"),
        ("notes/a b.txt", "capture/notes/a=20b.txt"),
        ("50%=x", "capture/50=25=3Dx"),
    ],
)
def test_each_file_has_its_room(name: str, place: str) -> None:
    assert places.place(name) == place


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../x", "data/../x", "data//x", "data/./x", "data/", "", "a\\b", "a b", "é", "a\n", "x" * 2000],
)
def test_what_no_bag_of_ours_holds(path: str) -> None:
    assert places.fault(path)


@given(st.text(min_size=1, max_size=50).filter(lambda name: "/" not in name and name not in (".", "..")))
def test_every_name_becomes_one_that_a_bag_may_hold(name: str) -> None:
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return  # no file system gives such a name
    assert not places.fault(places.place(name))


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_names_stay_different(one: str, other: str) -> None:
    try:
        same = places.safe(one) == places.safe(other)
    except UnicodeEncodeError:
        return
    assert same == (one == other)


def test_names_that_differ_in_case_only_clash() -> None:
    assert places.clash(["a/B", "A/c"]) == "A/c"
    assert places.clash(["a/b", "a/B"]) == "a/B"
    assert not places.clash(["a/b", "a/c", "ab"])


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("p/bag/data/a", ""),
        ("p", ""),
        ("p/bag/" + "a" * places.LONGEST, ""),
        ("p/bag/" + "a" * (places.LONGEST + 1), "is too long"),
        ("/p/bag/a", "is absolute"),
        ("p//a", "leads out of the bag"),
        ("p/../a", "leads out of the bag"),
        ("p/bag/../a", "leads out of the bag"),
        ("p /bag/a", "holds a character that no bag of ours has in a name"),
    ],
)
def test_a_path_below_other_folders(path: str, wrong: str) -> None:
    assert places.fault_below(path, 2) == wrong
