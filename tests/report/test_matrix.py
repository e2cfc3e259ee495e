import re
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit.categories import taxonomy
from trafficaudit.report.links import Linked, link
from trafficaudit.report.matrix import matrix
from trafficaudit.report.results import read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts


def test_a_square_for_each_item_of_each_recipient(linked: Linked) -> None:
    drawn = matrix(entries(linked), Texts("en"))
    pairs = {(row["app"], row["recipient"], row["category"]) for row, _ in linked}
    assert drawn.count('class="cell ') == len(pairs)
    assert drawn.index(">name<") < drawn.index(">advertising id<") < drawn.index(">app version<")
    spoken = "advertising id → NAVER Corporation: in Korea · proven by a seeded value · at least 1 exchange"
    assert f'aria-label="{spoken}"' in drawn
    assert drawn == matrix(entries(linked), Texts("en"))


def test_abroad_is_shown_where_an_item_went_to_several_places(tmp_path: Path) -> None:
    items = [
        (made.exchange(0), made.destination(country="KR"), [made.finding()]),
        (made.exchange(1), made.destination(country="SG"), [made.finding(detector="key", match="named")]),
    ]
    linked = [
        (dict(row) | {"recipient_country": "CN"}, each)
        for row, each in link(read_results(made.write(tmp_path / "out", items)))
    ]
    (style,) = re.findall(r'class="(cell [^"]*)"', matrix(entries(linked), Texts("en")))
    assert style == "cell side-yes proven"


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    items = [
        (
            made.exchange(number, f"h{number}.example"),
            made.destination(f"h{number}.example", recipient=f"R {number}"),
            [made.finding(category="email" if number == 9 else "advertising_id")],
        )
        for number in range(24)
    ]
    linked = link(read_results(made.write(tmp_path / "out", items)))
    drawn = matrix(entries(linked), Texts("en"))
    assert drawn.count('class="cell ') == 20
    assert "Left out of the picture: 4 recipients and 1 item;" in drawn
    assert matrix([], Texts("ko")).startswith("<svg")


def test_the_names_stand_below_a_tall_picture_as_well(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    tall = matrix(entries(linked), Texts("en"))
    monkeypatch.setattr("trafficaudit.report.matrix._TALL", 99)
    short = matrix(entries(linked), Texts("en"))
    headings = short.count('class="heading"')
    assert headings == len(entries(linked))
    assert tall.count('class="heading"') == 2 * headings
    assert tall.count('class="heading" aria-hidden="true"') == headings
    heights = [float(re.findall(r'viewBox="0 0 [0-9]+ ([0-9]+)"', drawn)[0]) for drawn in (short, tall)]
    assert heights[1] > heights[0] + 100


@pytest.mark.parametrize(("recipients", "width"), [(1, 1000), (3, 1000), (20, 1160)])
def test_few_recipients_are_drawn_no_larger_than_many(tmp_path: Path, recipients: int, width: int) -> None:
    items = [
        (
            made.exchange(number, f"h{number}.example"),
            made.destination(f"h{number}.example", recipient=f"R {number}"),
            [made.finding()],
        )
        for number in range(recipients)
    ]
    drawn = matrix(entries(link(read_results(made.write(tmp_path / "out", items)))), Texts("en"))
    assert re.findall(r'viewBox="0 0 ([0-9]+) ', drawn) == [str(width)]


def _drawn(folder: Path, *got: list[str], match: str = "verbatim", detector: str = "persona") -> str:
    items = [
        (
            made.exchange(number, f"h{number}.example"),
            made.destination(f"h{number}.example", recipient=f"R {number}"),
            [made.finding(category=name, match=match, detector=detector) for name in names],
        )
        for number, names in enumerate(got)
    ]
    return matrix(entries(link(read_results(made.write(folder / "out", items)))), Texts("en"))


def test_a_square_stands_in_the_lane_of_its_item_and_in_the_column_of_its_recipient(tmp_path: Path) -> None:
    drawn = _drawn(tmp_path, ["email", "phone_number"], ["email"], ["name"])
    lane = r'<path d="M250 ([0-9.]+)H[0-9]+" class="lane"></path><text [^>]*>([^<]*)<'
    column = r'<path d="M([0-9.]+) 150V[0-9.]+" class="lane"></path><g class="heading"><title>([^<]*)<'
    lanes = {name: float(y) for y, name in re.findall(lane, drawn)}
    columns = {name: float(x) for x, name in re.findall(column, drawn)}
    assert len(set(lanes.values())) == len(set(columns.values())) == 3
    square = r'<rect x="([0-9.]+)" y="([0-9.]+)" width="15" height="15"[^>]*><title>(.*?) → (.*?): '
    squares = {(item, to): (float(x) + 7.5, float(y) + 7.5) for x, y, item, to in re.findall(square, drawn)}
    pairs = ("e-mail address", "R 0"), ("phone number", "R 0"), ("e-mail address", "R 1"), ("name", "R 2")
    assert squares == {(item, to): (columns[to], lanes[item]) for item, to in pairs}
    (width, height) = map(int, re.findall(r'viewBox="0 0 ([0-9]+) ([0-9]+)"', drawn)[0])
    assert max(columns.values()) < width
    assert max(lanes.values()) < height


def test_of_equally_telling_items_that_comes_first_which_most_recipients_got(tmp_path: Path) -> None:
    drawn = _drawn(tmp_path, ["phone_number", "email"], ["phone_number"], ["name"])
    assert re.findall(r'class="label end">([^<]*)<', drawn) == ["phone number", "e-mail address", "name"]


def test_what_no_seeded_value_proves_is_drawn_as_a_hint(tmp_path: Path) -> None:
    drawn = _drawn(tmp_path, ["email"], match="named", detector="key")
    assert re.findall(r'class="(cell [^"]*)"', drawn) == ["cell side-yes hint"]
    assert f": abroad · {Texts('en')('hint')} · " in drawn


def test_more_items_than_fit_are_counted(tmp_path: Path) -> None:
    names = sorted(taxonomy())[:63]
    drawn = _drawn(tmp_path, names)
    assert drawn.count('class="label end"') == 60
    assert drawn.count('class="cell ') == 60
    assert "Left out of the picture: 0 recipients and 3 items;" in drawn
