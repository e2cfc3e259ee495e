import re
from pathlib import Path

from support import resultfolders as made

from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import read_results
from trafficaudit.report.statute import COLUMNS, Column, entries, statute_table
from trafficaudit.report.texts import Texts


def test_the_columns_are_those_of_the_notice() -> None:
    assert [column.number for column in COLUMNS] == ["3", "1", "2", "2", "4", "5", "0"]


def test_each_recipient_is_one_row_and_each_transfer_row_in_one(linked: Linked) -> None:
    listed = entries(linked)
    assert sorted(place for entry in listed for place in entry.places) == list(range(len(linked)))
    table = statute_table(listed, Texts("ko"), COLUMNS)
    assert table.count('scope="row"') == len(listed) == 15
    assert table.count("관찰 불가</span>") == 3 * len(listed)


def test_everything_that_was_seen_links_to_a_row_of_its_own(linked: Linked) -> None:
    table = statute_table(entries(linked), Texts("en"), COLUMNS)
    links = re.findall(r'<li data-rows="([\d ]+)"><a href="#e\.(\d+)\.', table)
    assert len(links) == table.count("<li data-rows=") > 50
    assert all(row in rows.split() for rows, row in links)


def test_numbers_are_distinct_exchanges(tmp_path: Path) -> None:
    both = [made.finding(), made.finding(match="md5", path="hash")]
    items = [(made.exchange(number), made.destination(), both) for number in range(3)]
    linked = link(read_results(made.write(tmp_path / "out", items)))
    (entry,) = entries(linked)
    assert len(entry.rows) == 2
    assert entry.exchanges == 3
    assert entry.having(lambda row: row["match"], "md5").places in ((0,), (1,))
    assert "×3" in statute_table([entry], Texts("en"), COLUMNS)


def test_each_country_says_on_which_side_it_counts(tmp_path: Path) -> None:
    items = [
        (made.exchange(0), made.destination(), [made.finding()]),
        (made.exchange(1), made.destination(country="KR"), [made.finding()]),
        (made.exchange(2), made.destination(country="", certainty="edge"), [made.finding()]),
    ]
    linked = [
        (dict(row) | {"recipient_country": "CN"}, each)
        for row, each in link(read_results(made.write(tmp_path / "out", items)))
    ]
    (entry,) = entries(linked)
    table = statute_table([entry], Texts("en"), COLUMNS)
    found = re.findall(r'<span class="tag side-(\w+)">(.*?)</span>', table)
    assert found == [
        ("yes", "abroad · Singapore SG"),
        ("undetermined", "undetermined · delivery edge (no country)"),
        ("no", "in Korea · Korea KR"),
    ]


def test_more_columns_can_be_added(linked: Linked) -> None:
    declared = Column("", "basis", lambda entry, _: f"{len(entry.rows)} rows")
    table = statute_table(entries(linked)[:1], Texts("en"), (*COLUMNS, declared))
    assert table.count('scope="col"') == 8
    assert "rows</td>" in table


def test_within_some_phases_only_their_rows_are_left_and_the_links_say_so(linked: Linked) -> None:
    within = [entry.within("before", ("before_consent",)) for entry in entries(linked)]
    assert any(some.rows for some in within)
    for some in within:
        assert {row["phase"] for row, _ in some.rows} <= {"before_consent"}
        assert some.having(lambda row: row["category"], "advertising_id").group == "before"
        if some.rows:
            table = statute_table([some], Texts("en"), COLUMNS[:2], "consent-before")
            assert f"#e.{some.best}." in table
            assert ".item-before" in table
