import pytest

from trafficaudit.tables.columns import TABLES

CONTRACT = {
    "findings": (
        "capture exchange position at app phase direction host part path category match layers detector confidence "
        "reasoning span_start span_end value_sha256 value_preview"
    ),
    "transfers": (
        "app phase recipient recipient_country host country certainty leaves_korea category match exchanges values "
        "first_seen last_seen example party encrypted"
    ),
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_that_other_programs_rely_on_are_there(table: str) -> None:
    assert set(CONTRACT[table].split()) <= {column.name for column in TABLES[table]}


@pytest.mark.parametrize("table", TABLES)
def test_names_and_headings_are_unique_and_complete(table: str) -> None:
    columns = TABLES[table]
    for heads in ([c.name for c in columns], [c.heading("ko") for c in columns], [c.heading("en") for c in columns]):
        assert len(set(heads)) == len(columns)
        assert all(heads)
