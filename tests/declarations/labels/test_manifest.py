import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import labels

from trafficaudit.declarations.labels.manifest import is_manifest, manifest, read_manifest
from trafficaudit.errors import ReadError


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_both_forms_of_a_manifest_say_the_same(form: plistlib.PlistFormat) -> None:
    data = plistlib.dumps(labels.MANIFEST, fmt=form)
    assert is_manifest(data)
    found = read_manifest(data, "m")
    label = found.label()
    assert [(one.section, one.words, one.purposes) for one in label.types] == [
        ("linked", "DeviceID", ("Analytics",)),
        ("tracking", "DeviceID", ("Analytics",)),
        ("not_linked", "CrashData", ()),
    ]
    assert "advertising_id" in label.types[0].categories
    assert (label.tracking_domains, found.aside) == (("track.gaon.example",), True)


def test_a_type_of_no_list_is_told_of() -> None:
    found = manifest(
        {"NSPrivacyCollectedDataTypes": [{"NSPrivacyCollectedDataType": "NSPrivacyCollectedDataTypeIris"}, 5]}
    )
    assert found.strange == [(0, "Iris")]
    assert [one.reading for one in found.types] == ["unread"]


def test_a_manifest_without_types_says_so() -> None:
    assert manifest({"NSPrivacyTracking": False}).some


@pytest.mark.parametrize(
    "text",
    [
        "<plist><dict><key>NSPrivacyTracking</key>",
        '<!DOCTYPE p [<!ENTITY a "b">]><plist><string>NSPrivacy&a;</string></plist>',
        "<plist><array><string>NSPrivacy</string></array></plist>",
        "<plist>" + "<array>" * 20_000 + "NSPrivacy",
    ],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_manifest(text.encode(), "m")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_manifest_or_our_error(data: bytes) -> None:
    whole = plistlib.dumps(labels.MANIFEST, fmt=plistlib.FMT_BINARY)
    for one in (b"bplist00" + data, whole[: len(data) * 4] + data + whole[len(data) * 4 + len(data) :]):
        try:
            read_manifest(one, "m").label()
        except ReadError:
            continue
