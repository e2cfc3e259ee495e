from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.declared import declaration, recipient

from trafficaudit.declarations.load import load, read
from trafficaudit.declarations.write import to_yaml
from trafficaudit.errors import DeclarationError, ReadError

GOOD = to_yaml(declaration(recipient(countries="SG US", domains=("lion.example",))))


def test_reads_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(GOOD, encoding="utf-8-sig")
    assert load(tmp_path / "d.yaml").standing


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('code: "SG"', 'code: "Singapore"', r"d\.yaml: line \d+: unknown country 'Singapore' \(did you mean SG\?\)"),
        ('code: "SG"', 'code: "XX"', r"unknown country 'XX' \(write the ISO 3166-1"),
        ("[advertising_id]", "[advertising-id]", r"unknown category 'advertising-id' \(did you mean advertising_id"),
        ("[advertising_id]", "[]", "is named and has no categories"),
        ("    reading: named", "    reading: unread", "is unread and has categories"),
        ("    reading: named", "    reading: guessed", r"unknown reading 'guessed' \(one of named, broad"),
        ("known_as:", "known-as:", r"unknown key 'known-as' \(did you mean known_as\?\)"),
        ("  purpose: \"\"\n", "", "a recipient has no purpose"),
        ("confirm: true", "confirm: yes", "neither true nor false"),
        ("confirm: true", 'confirm: "true"', "neither true nor false"),
        ("unread_countries: []", 'unread_countries: ["전 세계"]', "is confirmed and the country '전 세계' is unread"),
        ("trafficaudit-declaration-1", "trafficaudit-declaration-9", "this version reads trafficaudit-declaration-1"),
        ("ab" * 32, "ab", "sha256 is no SHA-256"),
        ("lines: [12, 14]", "lines: [12]", "lines are not two numbers"),
        ("size: 100", "size: many", "size is no whole number"),
        ("  size: 100", '  effective: "2026-13-01"\n  size: 100', "effective '2026-13-01' is no day .write it as"),
        ("  size: 100", '  effectiv: "2026-12-01"\n  size: 100', "unknown key 'effectiv' .did you mean effective"),
        ("contact: \"\"", "contact:", "contact is no text"),
        ("contact: \"\"", "contact: [a]", "contact is no text"),
        ("contact: \"\"", f"contact: {'x' * 30_000}", "contact is longer than"),
        ("domains: [", "domains: [\"not a domain\", ", "'not a domain' is no domain"),
        ("domains: [", "domains: [\"co.kr\", ", "'co.kr' is nobody's domain"),
        ("domains: [", "domains: [\"github.io\", ", "'github.io' is nobody's domain"),
        ("recipients:", "recipients: 1\nx:", "unknown key 'x'"),
        ("policy:", "policy: 1\nother:", "unknown key"),
        ("  items:", "  items: {}\n  more:", "unknown key"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_file_line_and_remedy(before: str, after: str, said: str) -> None:
    text = (
        GOOD.replace(before, after, 1)
        if before != "confirm: true"
        else GOOD.replace("\nconfirm: true", f"\n{after}", 1)
    )
    assert text != GOOD
    with pytest.raises(DeclarationError, match=said) as caught:
        read(text.encode(), "d.yaml")
    assert caught.value.remedy


def test_the_day_from_which_a_policy_holds_is_read_and_written() -> None:
    day = GOOD.replace("  size: 100", '  effective: "20261201"\n  size: 100')
    found = read(day.encode(), "d.yaml")
    assert found.policy.effective == "2026-12-01"
    assert read(to_yaml(found).encode(), "d.yaml") == found
    assert "effective" not in GOOD


def test_what_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        load(tmp_path / "absent.yaml")
    (tmp_path / "large.yaml").write_bytes(b"#" * (2 * 1024 * 1024 + 1))
    with pytest.raises(DeclarationError, match="is larger than 2 MiB"):
        load(tmp_path / "large.yaml")
    with pytest.raises(DeclarationError, match="is not UTF-8"):
        read("국가".encode("cp949"), "d.yaml")


@given(st.binary(max_size=400))
def test_any_bytes_give_a_declaration_or_our_error(data: bytes) -> None:
    try:
        read(data, "d.yaml")
    except DeclarationError:
        return


LINES = GOOD.splitlines()


@given(st.integers(0, len(LINES) - 1), st.text(max_size=30))
def test_any_changed_line_gives_a_declaration_or_our_error(place: int, text: str) -> None:
    try:
        read("\n".join([*LINES[:place], text, *LINES[place + 1 :]]).encode("utf-8", "replace"), "d.yaml")
    except DeclarationError:
        return


@pytest.mark.parametrize("domain", ["lion.example", "api.lion.co.kr", "가온.한국", "192.0.2.7"])
def test_a_recipient_s_own_domain_is_taken(domain: str) -> None:
    made = to_yaml(declaration(recipient(domains=(domain,))))
    assert len(read(made.encode(), "d.yaml").recipients[0].domains) == 1


LABEL = """\
label:
  store: play
  empty: [shared]
  tracking_domains: ["Track.Gaon.Example."]
  encrypted: true
  types:
  - section: collected
    confirm: false
    group: "Personal info"
    words: "Name"
    reading: named
    categories: [name]
    perhaps: [user_name]
    purposes: ["Analytics"]
    optional: true
    source: {lines: [3, 3], page: 0, table: 0, row: 0}
"""
LABELLED = to_yaml(declaration()) + LABEL


def test_a_label_is_read_and_stands_once_each_type_is_confirmed() -> None:
    drafted = read(LABELLED.encode(), "d")
    assert drafted.label
    assert (drafted.label.store, drafted.label.empty, drafted.label.encrypted) == ("play", ("shared",), True)
    assert drafted.label.tracking_domains == ("track.gaon.example",)
    assert not drafted.standing
    assert read(LABELLED.replace("confirm: false", "confirm: true").encode(), "d").standing


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("store: play", "store: pla", r"unknown store 'pla' \(one of app_store, play"),
        ("section: collected", "section: linked", r"unknown section 'linked' \(one of shared, collected"),
        ("empty: [shared]", "empty: [tracking]", "unknown section 'tracking'"),
        ("[user_name]", "[username]", "unknown category 'username'"),
        ("reading: named", "reading: unread", "is unread and has categories"),
        ("optional: true", 'optional: "true"', "optional is neither true nor false"),
        ("  encrypted: true\n", "", "label has no encrypted"),
    ],
)
def test_a_slip_in_a_label_is_refused(before: str, after: str, said: str) -> None:
    assert before in LABELLED
    with pytest.raises(DeclarationError, match=said):
        read(LABELLED.replace(before, after).encode(), "d")


def test_a_label_with_recipients_is_refused() -> None:
    with pytest.raises(DeclarationError, match="a label has recipients"):
        read((GOOD + LABEL).encode(), "d")
