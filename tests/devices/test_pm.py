"""What the package manager prints."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices import pm
from trafficaudit.devices.pm import Installed, is_package, parse_list, parse_paths


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(pm).failed == 0


def test_lists_of_several_versions_of_android() -> None:
    text = (
        "package:/system/framework/framework-res.apk=android versionCode:35 uid:1000\n"
        "package:/data/app/kr.b-1/base.apk=kr.b uid:10044,1010044\r\n"
        "package:/data/app/kr.a-1/base.apk=kr.a\n"
        f"package:/data/app/kr.a-1/base.apk=kr.a versionCode:{'9' * 5000}\n"
        "Error: no such thing\npackage:\npackage:/x=not;a;name uid:1\n"
    )
    assert parse_list(text) == (
        Installed("android", "/system/framework/framework-res.apk", 35, 1000),
        Installed("kr.a", "/data/app/kr.a-1/base.apk", -1, -1),
        Installed("kr.b", "/data/app/kr.b-1/base.apk", -1, 10044),
    )


@pytest.mark.parametrize("name", ["", ".a", "a..b", "a.1b", "a b", "a;b", "$(x)", "a\n", "가.나", "a." * 200 + "a"])
def test_what_is_no_package_name(name: str) -> None:
    assert not is_package(name)


def test_only_absolute_paths_are_taken() -> None:
    assert parse_paths("package:/a/base.apk\npackage:relative.apk\nnoise\npackage:/b\x1b[2J.apk\n") == ("/a/base.apk",)


@given(st.text())
def test_any_text_gives_a_list(text: str) -> None:
    assert all(is_package(each.name) for each in parse_list(text))
    assert all(path.startswith("/") for path in parse_paths(text))
