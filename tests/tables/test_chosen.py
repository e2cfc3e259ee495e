from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from support import resultfolders as made

from trafficaudit.tables.chosen import chosen, counted


def rows(tmp_path: Path, *items: made.Item) -> list[dict[str, object]]:
    folder = made.write(tmp_path / "out", list(items))
    return [
        {str(k): v for k, v in row.items()} for row in pd.read_parquet(folder / "findings.parquet").to_dict("records")
    ]


def test_a_name_does_not_count_where_a_seeded_value_says_more(tmp_path: Path) -> None:
    proof, hint = made.finding("email", "a@b.example", "u"), made.finding("email", "a@b.example", "u", "key")
    other = made.finding("locale", "ko", "l", "key")
    found = rows(
        tmp_path,
        (made.exchange(0), made.destination(), [hint, proof, other]),
        (made.exchange(1), made.destination(), [hint]),
    )
    kept = [(found[place]["exchange"], found[place]["category"], found[place]["detector"]) for place in chosen(found)]
    assert kept == [("000000", "email", "persona"), ("000000", "locale", "key"), ("000001", "email", "key")]


@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(tmp_path: Path, count: int) -> None:
    found = rows(tmp_path, (made.exchange(0), made.destination(), [made.finding()] * count))
    assert len(list(chosen(found))) == count


def test_what_is_said_of_a_form_stands_in_its_row(tmp_path: Path) -> None:
    form = made.finding("ip_address", "10.0.2.16", "ip", "identifier:ip_address", "pattern")
    said = made.finding("ip_address", "10.0.2.16", "ip", "tracker:branch", "named")
    proof, hint = made.finding("email", "a@b.example", "u"), made.finding("email", "a@b.example", "u", "key", "named")
    found = rows(tmp_path, (made.exchange(0), made.destination(), [form, said, proof, hint]))
    told = [(found[place]["detector"], match) for place, match in counted(found)]
    assert told == [("identifier:ip_address", "pattern"), ("tracker:branch", "pattern"), ("persona", "verbatim")]
    assert [found[place]["detector"] for place in chosen(found)] == ["identifier:ip_address", "persona"]


def test_a_name_counts_beside_a_cookie_of_another_value_as_it_did_when_it_was_counted(tmp_path: Path) -> None:
    cookie = made.finding("advertising_cookie", "81f0c1", "KADUSERCOOKIE", "tracker:pubmatic", "named")
    cookie = replace(cookie, field=replace(cookie.field, part="cookie"))
    other, same = (made.finding("user_id", value, value, "key", "named") for value in ("6b2277", "81f0c1"))
    found = rows(tmp_path, (made.exchange(0), made.destination(), [cookie, other, same]))
    assert [found[place]["path"] for place in chosen(found)] == ["KADUSERCOOKIE", "6b2277"]
    table = pd.read_parquet(tmp_path / "out" / "transfers.parquet")
    assert sorted(table["example"].str.split().str[-1]) == ["6b2277", "KADUSERCOOKIE"]


def test_what_stands_under_names_that_are_redacted_alike_counts_each(tmp_path: Path) -> None:
    proof = made.finding("email", "a@b.example", "01012345678.email")
    other = made.finding("email", "c@d.example", "01012995678.email", "identifier:email", "pattern")
    found = rows(tmp_path, (made.exchange(0), made.destination(), [proof, other]))
    assert [match for _, match in counted(found)] == ["verbatim", "pattern"]
