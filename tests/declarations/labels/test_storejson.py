import json
from typing import Any

from support import labels

from trafficaudit.declarations.labels.storejson import read_json

PURPOSE = {
    "title": "Analytics",
    "identifier": "ANALYTICS",
    "categories": [
        {"title": "Contact Info", "identifier": "CONTACT_INFO", "dataTypes": ["Email Address", "Iris Pattern"]}
    ],
}
LINKED = {"title": "Data Linked to You", "identifier": "DATA_LINKED_TO_YOU", "categories": [], "purposes": [PURPOSE]}
TRACKING = {
    "privacyType": "Data Used to Track You",
    "identifier": "DATA_USED_TO_TRACK_YOU",
    "dataCategories": [{"dataCategory": "Identifiers", "identifier": "IDENTIFIERS", "dataTypes": []}],
    "purposes": [],
}


def read(value: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:
    found = read_json(json.dumps(value))
    assert found
    return [(one.section, one.words, one.reading, one.purposes) for one in found.label().types]


WHOLE = [
    ("linked", "Email Address", "named", ("Analytics",)),
    ("linked", "Iris Pattern", "unread", ("Analytics",)),
    ("tracking", "Identifiers", "broad", ()),
]


def test_both_forms_of_the_store_s_document_are_read_also_as_text_within_one() -> None:
    assert read({"privacyTypes": [LINKED, TRACKING]}) == WHOLE
    assert read({"cache": json.dumps({"d": [{"privacy": {"privacyTypes": [LINKED, TRACKING]}}]})}) == WHOLE
    found = read_json(json.dumps([LINKED]))
    assert found
    assert found.strange == [(0, "Iris Pattern")]


def test_nothing_collected_nothing_told_and_no_label() -> None:
    found = read_json('{"identifier": "DATA_NOT_COLLECTED"}')
    assert found
    assert found.label().empty == ("tracking", "linked", "not_linked")
    missing = read_json('[{"identifier": "DATA_NOT_PROVIDED"}]')
    assert missing
    assert (missing.missing, missing.some) == (True, False)
    for text in ("", "{", '{"identifier": 5}', '{"identifier": "x"}', "[" * 100_000, '"{"'):
        assert read_json(text) is None


def test_a_manifest_within_json_is_one() -> None:
    found = read_json(json.dumps({"expo": {"ios": {"privacyManifests": labels.MANIFEST}}}))
    assert found
    assert found.store == "manifest"
    assert [one.words for one in found.label().types] == ["DeviceID", "DeviceID", "CrashData"]
