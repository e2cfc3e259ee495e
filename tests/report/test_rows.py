from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results
from trafficaudit.report.rows import ROW_COLUMNS, row_table
from trafficaudit.report.texts import Texts


def test_the_first_rows_stand_in_the_page_and_the_rest_is_told(demo: Results, linked: Linked) -> None:
    table = row_table(demo, linked, Texts("en"))
    assert table.count("<tr>") == 41
    assert "266 more rows" in table
    assert table.count('href="#e.0.') == len(ROW_COLUMNS)


def test_that_there_are_more_is_told_where_there_are(demo: Results, linked: Linked) -> None:
    assert "noscript" not in row_table(demo, linked[:40], Texts("en"))
    assert "1 more row:" in row_table(demo, linked[:41], Texts("en"))


def test_one_place_of_each_row_is_printed_with_it(demo: Results, linked: Linked) -> None:
    row, link = next(each for each in linked if len(each[1].findings) > 1)
    table = row_table(demo, [(row, link)], Texts("en"))
    first, second = (f"{one['path']} [{one['span_start']}, " for one in (demo.findings[at] for at in link.findings[:2]))
    assert first in table
    assert second not in table


def test_printed_evidence_names_exchange_path_span_and_preview(demo: Results, linked: Linked) -> None:
    table = row_table(demo, linked[:1], Texts("en"))
    finding = demo.findings[linked[0][1].findings[0]]
    expected = (
        f"{finding['exchange']} {finding['part']} {finding['path']} [{finding['span_start']}, {finding['span_end']})"
    )
    assert expected in table
    assert expected.replace(" url ", " URL ") in row_table(demo, linked[:1], Texts("ko"))
    assert "noscript" not in table


def test_no_row(demo: Results) -> None:
    assert "<tbody></tbody>" in row_table(demo, [], Texts("en"))
