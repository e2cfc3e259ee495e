import json
import plistlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import labels

from trafficaudit.declarations.labels.read import MAX_LINES, read_label
from trafficaudit.declarations.load import read
from trafficaudit.declarations.model import Source
from trafficaudit.declarations.policy import read_policy
from trafficaudit.declarations.write import to_yaml
from trafficaudit.errors import ReadError

TEXTS = {"apple_en": labels.APPLE_EN, "apple_ko": labels.APPLE_KO, "play_en": labels.PLAY_EN, "play_ko": labels.PLAY_KO}


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_says_what_its_text_says_in_any_encoding(name: str, tmp_path: Path) -> None:
    text = TEXTS[name]
    files = {
        "a.txt": text.encode(),
        "b.txt": text.encode("utf-16"),
        "c.html": f"<html><body>{''.join(f'<div><span>{line}</span></div>' for line in text.splitlines())}".encode(),
        "d.html": f"<meta charset=euc-kr><ul>{''.join(f'<li>{line}' for line in text.splitlines())}".encode("cp949"),
    }
    read_ = []
    for file, data in files.items():
        (tmp_path / file).write_bytes(data)
        label = read_label(tmp_path / file).label
        assert label
        read_.append(replace(label, types=tuple(replace(one, source=Source((0, 0))) for one in label.types)))
    assert all(one == read_[0] for one in read_)
    assert read_[0].types


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_draft_is_read_back_as_it_was_written(lang: str, tmp_path: Path) -> None:
    file = tmp_path / "PrivacyInfo.xcprivacy"
    for data in (plistlib.dumps(labels.MANIFEST), *(text.encode() for text in TEXTS.values())):
        file.write_bytes(data)
        drafted = read_label(file, lang)
        again = read(to_yaml(drafted, lang).encode(), "x")
        assert (again.label, again.policy, again.recipients) == (drafted.label, drafted.policy, ())
        assert not again.standing
        assert drafted.notes


def test_the_document_in_a_page_is_believed_where_it_says_as_much(tmp_path: Path) -> None:
    section = {
        "identifier": "DATA_LINKED_TO_YOU",
        "purposes": [
            {"title": "Analytics", "categories": [{"title": "Contact Info", "dataTypes": ["Name", "Phone Number"]}]}
        ],
    }
    page = f"<html><h2>Data Linked to You</h2><p>Contact Info</p><script type=application/json>{json.dumps(section)}</script>"
    (tmp_path / "p.html").write_text(page)
    label = read_label(tmp_path / "p.html").label
    assert label
    assert [one.words for one in label.types] == ["Name", "Phone Number"]


@pytest.mark.parametrize("text", ["Nothing of the kind.", "No details provided", "<html><p>Name</p>", '{"a": 1}'])
def test_what_is_no_label_is_refused_with_a_remedy(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text)
    with pytest.raises(ReadError) as caught:
        read_label(tmp_path / "x.txt")
    assert "x.txt" in str(caught.value)


def test_a_play_page_without_its_part_on_collection_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Data shared\nPersonal info\nName\nAnalytics")
    assert any("part on data collected" in note for note in read_label(tmp_path / "x.txt").notes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([".txt", ".html", ".json", ".xcprivacy"]),
    st.sampled_from([*TEXTS.values(), ""]),
)
def test_any_bytes_give_a_draft_or_our_error(tmp_path: Path, data: bytes, ending: str, text: str) -> None:
    file = tmp_path / f"x{ending}"
    file.write_bytes(text.encode()[: len(data) * 3] + data + text.encode()[len(data) * 2 :] + b"x")
    try:
        drafted = read_label(file)
    except ReadError:
        return
    assert read(to_yaml(drafted).encode(), "x").label == drafted.label


def test_permissions_are_no_declaration(tmp_path: Path) -> None:
    text = '<manifest><uses-permission android:name="android.permission.READ_CONTACTS"/></manifest>'
    for number, data in enumerate((text.encode(), b"\3\0\x08\0" + text.encode("utf-16-le"))):
        (tmp_path / f"{number}.xml").write_bytes(data)
        with pytest.raises(ReadError, match="what an app may read and not what it collects"):
            read_label(tmp_path / f"{number}.xml")
        with pytest.raises(ReadError, match="an Android manifest"):
            read_policy(tmp_path / f"{number}.xml")


def test_a_file_of_more_lines_than_a_page_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Data collected\nPersonal info\n" + "Name\n" * MAX_LINES)
    with pytest.raises(ReadError, match="has more than 20,000 lines"):
        read_label(tmp_path / "x.txt")
