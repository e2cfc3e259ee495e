"""The page's script held to the tables: evidence, filters, sums, order and print, counted again from the same rows."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from report.test_browser import cleared, opened, status
from support import resultfolders as made

from trafficaudit.model import UNDATED, Finding, Message, Span
from trafficaudit.report.clock import clock, earliest, latest, period
from trafficaudit.report.flows import certainty_of, counted_recipient, least, place_of, proven, recipient_of
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page as written
from trafficaudit.report.results import Results, Row, read_results
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import detectors, recipient
from trafficaudit.tables.coverage import label

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXTS = Texts("en")


def layered(finding: Finding) -> Finding:
    field = replace(finding.field, layers=("json", "base64"), part="header", path="x-data", span=Span(40, 60))
    return replace(finding, field=field, layers=("json", "base64"), span=Span(44, 52), confidence=0.855)


def items() -> Iterator[made.Item]:
    """Give requests whose rows differ in whatever a page shows: places, phases, times, ways of knowing, layers."""
    shop, abroad = made.destination(), made.destination("c.example", "CN", "established", "C Ltd")
    home = replace(made.destination("log.ads.example", "KR", "likely", "B Ads"), ip="198.51.100.7", port=8443)
    edge = made.destination("img.cdn.example", "", "edge", "unknown customer of Cloud")
    mail, phone = made.finding(), made.finding("phone_number", "010-9183-2746", "user.tel")
    named = made.finding("user_agent", "okhttp", "user-agent", "key", "named")
    later = timedelta(hours=30)
    yield made.exchange(0, phase="before_consent"), shop, [mail]
    yield made.exchange(1, phase="before_consent"), shop, [mail, replace(mail, value="x"), mail]
    yield made.exchange(2), shop, [layered(phone)]
    yield (
        replace(made.exchange(3, "log.ads.example", error="server closed connection"), response=None, port=8443),
        home, [named],
    )  # fmt: skip
    yield replace(made.exchange(4, "img.cdn.example"), started_at=UNDATED, server_address=None), edge, [mail, named]
    yield replace(made.exchange(5, phase="odd one"), started_at=made.START + later), shop, [mail, named]
    yield replace(made.exchange(6, "c.example"), response=Message(status=503)), abroad, [mail, phone]
    yield made.exchange(7, "c.example"), abroad, [made.finding(path=f"list[{number}]") for number in range(7)]
    yield made.exchange(8, "c.example", "after_withdrawal: browse"), replace(abroad, asn=None), [named]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(made.write(tmp_path_factory.mktemp("script") / "out", items()))


@pytest.fixture(scope="module")
def rows(results: Results) -> Linked:
    found = link(results)
    assert len(found) >= 10
    return found


@pytest.fixture(scope="module")
def report(results: Results, rows: Linked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("script") / "page.html"
    path.write_text(written(results, rows, "en"), encoding="utf-8")
    return path


FOLLOW = """hash => new Promise((done) => {
  addEventListener("hashchange", () => done(), {once: true});
  location.hash = hash;
})"""
PANEL = """() => {
  const pairs = (list) => Object.fromEntries([...list.children].map((each) => [...each.children].map((one) => one.textContent)));
  const all = (where) => [...document.querySelectorAll(where)];
  return {
    heading: document.querySelector("#panel-heading").textContent,
    what: pairs(document.querySelector("#panel-what dl")),
    shown: document.querySelector("#panel-found p").textContent,
    found: all("#panel-found dl").map(pairs),
    destination: pairs(document.querySelector("#panel-destination dl")),
    answers: all("#panel-destination tr").map((line) => [...line.children].map((one) => one.textContent)),
  };
}"""


def told(pairs: Mapping[str, object]) -> dict[str, str]:
    """Write what a panel says of names and values; what is empty is not shown."""
    return {TEXTS(f"script.{name}"): str(value) for name, value in pairs.items() if value not in ("", None)}


def what(row: Row) -> dict[str, str]:
    phase = TEXTS.phase(row["phase"])
    return told({
        "item": TEXTS.category(row["category"]), "match": TEXTS.word("match", row["match"]),
        "proof": TEXTS("proven" if proven(row) else "hint"),
        "phase": phase if phase == row["phase"] else f"{phase} ({row['phase']})",
        "counted": f"at least {row['exchanges']}; different values: {row['values']}",
        "time": period(row["first_seen"], row["last_seen"]), "detector": detectors(row["detectors"], TEXTS),
        "confidence": f"{row['confidence']:g}", "cipher": row["app_cipher"], "origin": row["origin"],
    })  # fmt: skip


def server(row: Row) -> str:
    return f"{row['ip'] or '–'} : {row['port']}"


def found(row: Row, exchange: Row) -> dict[str, str]:
    answered = "" if exchange["status"] is None else f" → {exchange['status']}"
    part = TEXTS.word("part", row["part"])
    return told({
        "exchange": f"{exchange['capture']}/{exchange['exchange']}", "position": exchange["position"],
        "time": clock(exchange["at"]), "server": server(exchange),
        "request": f"{exchange['protocol']} {exchange['method']} {exchange['host']}{exchange['endpoint']}{answered}",
        "place": f"{part} · {row['path']}", "layers": row["layers"].replace(">", " → "),
        "span": f"[{row['span_start']}, {row['span_end']}) of the {part}", "preview": row["value_preview"],
        "sha": row["value_sha256"], "reasoning": row["reasoning"], "detector": detectors(row["detector"], TEXTS),
        "origin": row["origin"], "state": label(exchange["state"], "en"), "error": exchange["error"],
    })  # fmt: skip


def destination(row: Row, where: Row) -> dict[str, str]:
    place = f"{TEXTS.country(place_of(row))} ({TEXTS.word('certainty', certainty_of(row))})"
    asn = "" if where["asn"] is None else f" (AS{where['asn']})"
    return told({
        "recipient": recipient(recipient_of(row), TEXTS),
        "recipient_country": TEXTS.country(row["recipient_country"]) if row["recipient_country"] else "",
        "party": TEXTS.word("party", row["party"]), "host": row["host"], "server": server(where),
        "country": f"{place}: {TEXTS.word('side', row['leaves_korea'])}",
        "network": f"{where['network_operator']}{asn}", "basis": TEXTS.word("basis", where["recipient_basis"]),
    })  # fmt: skip


def test_the_evidence_of_each_row_is_what_the_tables_say(
    browser: "Browser", report: Path, results: Results, rows: Linked
) -> None:
    exchanges = {row["exchange"]: row for row in results.exchanges}
    with opened(browser, report) as page:
        for number, (row, each) in enumerate(rows):
            page.evaluate(FOLLOW, f"#e.{number}.item.row")
            shown = page.evaluate(PANEL)
            findings = [results.findings[place] for place in each.findings]
            assert each.destination is not None
            where = results.destinations[each.destination]
            name = recipient(recipient_of(row), TEXTS)
            assert shown["heading"] == f"{TEXTS.category(row['category'])} → {name}"
            assert shown["what"] == what(row)
            assert shown["shown"].startswith(f"{len(findings)} of {each.total} findings")
            assert shown["found"] == [found(one, exchanges[one["exchange"]]) for one in findings]
            assert shown["destination"] == destination(row, where)
            assert shown["answers"] == [list(one.values()) for one in json.loads(where["evidence"])]


ITEMS = """() => [...document.querySelectorAll("#statute-table li[data-rows]")].map((each) => [
  each.firstElementChild.getAttribute("href"), each.dataset.rows.split(" ").map(Number)])"""
LISTED = """() => [...document.querySelectorAll("#panel details li a")].map((each) =>
  [Number(each.getAttribute("href").split(".")[1]), each.getAttribute("aria-current")])"""


@pytest.mark.parametrize("phase", ["", "browse"])
def test_what_a_cell_stands_on_is_listed_with_its_evidence(
    browser: "Browser", report: Path, rows: Linked, phase: str
) -> None:
    with opened(browser, report) as page:
        if phase:
            page.locator("#filters [name=phase]").select_option(phase)
        several = 0
        for address, stands_on in page.evaluate(ITEMS):
            left = [row for row in stands_on if not phase or rows[row][0]["phase"] == phase]
            if not left:
                continue
            page.evaluate(FOLLOW, address)
            listed = page.evaluate(LISTED)
            opened_row = int(address.split(".")[1])
            assert opened_row in left
            assert listed == ([[row, "true" if row == opened_row else None] for row in left] if len(left) > 1 else [])
            several += len(left) > 1
            if listed:
                assert page.locator("#panel details").get_attribute("open") == ""
        assert several > 1


def kept_by(rows: Linked, name: str, value: str) -> list[int]:
    column: dict[str, Callable[[Row], object]] = {
        "place": place_of,
        "recipient": recipient_of,
        "side": lambda row: row["leaves_korea"],
    }
    column["proof"] = lambda row: "proven" if proven(row) else "hint"
    given = column.get(name)
    return [number for number, (row, _) in enumerate(rows) if (given(row) if given else row[name]) == value]


def distinct(rows: Linked, some: Sequence[int]) -> int:
    return len({place for number in some for place in rows[number][1].exchanges})


def sums(rows: Linked, some: Sequence[int]) -> str:
    sides = {
        side: distinct(rows, [number for number in some if rows[number][0]["leaves_korea"] == side])
        for side in ("yes", "undetermined", "no")
    }
    recipients = least({counted_recipient(rows[number][0]) for number in some})
    return TEXTS("script.status", rows=len(some), recipients=recipients, exchanges=distinct(rows, some), **sides)


STATUTE = """() => [...document.querySelectorAll("#statute-table tbody tr")].map((line) => [
  line.hidden, line.querySelector(".period").textContent,
  [...line.querySelectorAll("li[data-rows]")].map((each) => [
    each.dataset.rows.split(" ").map(Number), each.hidden, each.querySelector(".n").textContent])])"""


def check(page: "Page", rows: Linked, some: Sequence[int]) -> None:
    """Hold both tables and the sums to the rows that are left."""
    assert status(page) == sums(rows, some)
    assert page.locator("#row-table").get_attribute("aria-rowcount") == str(len(some) + 1)
    shown = page.locator("#row-table tbody tr:not(.space)")
    assert shown.count() == len(some)
    for hidden, when, cells in page.evaluate(STATUTE):
        left = sorted({row for stands_on, _, _ in cells for row in stands_on} & set(some))
        assert hidden == (not left)
        if left:
            times = [rows[row][0] for row in left]
            first, last = earliest(row["first_seen"] for row in times), latest(row["last_seen"] for row in times)
            assert when == period(first, last)
        for stands_on, gone, count in cells:
            of = [row for row in stands_on if row in some]
            assert gone == (not of)
            if of:
                assert count == f"×{distinct(rows, of)}"


def test_each_filter_leaves_its_rows_and_counts_them_anew(browser: "Browser", report: Path, rows: Linked) -> None:
    every = range(len(rows))
    with opened(browser, report) as page:
        check(page, rows, every)
        for select in page.locator("#filters select").all():
            name = str(select.get_attribute("name"))
            values = select.locator("option").evaluate_all("all => all.map((each) => each.value)")
            assert len(values) > 1
            for value in filter(None, values):
                select.select_option(value)
                some = kept_by(rows, name, value)
                assert some
                check(page, rows, some)
                shown = select.locator("option:checked").text_content()
                heading = select.evaluate("each => each.parentElement.firstChild.textContent")
                assert page.locator("#filtered").text_content() == f"Filtered by: {heading} = {shown}"
            select.select_option("")
        check(page, rows, every)
        assert page.locator("#filtered").text_content() == ""


def test_filters_and_words_are_put_together(browser: "Browser", report: Path, rows: Linked) -> None:
    with opened(browser, report) as page:
        search = page.locator("#filters [name=search]")
        wanted: tuple[tuple[str, Callable[[Row], bool]], ...] = (
            (" C.Example ", lambda row: row["host"] == "c.example"),
            ("PHONE", lambda row: row["category"] == "phone_number"),
            ("before_consent", lambda row: row["phase"] == "before_consent"),
            ("before consent", lambda row: row["phase"] == "before_consent"),
            ("singapore", lambda row: row["country"] == "SG"),
        )
        for needle, fits in wanted:
            search.fill(needle)
            check(page, rows, [number for number, (row, _) in enumerate(rows) if fits(row)])
        search.fill("email")
        page.locator("#filters [name=phase]").select_option("browse")
        both = [
            number for number, (row, _) in enumerate(rows) if (row["category"], row["phase"]) == ("email", "browse")
        ]
        check(page, rows, both)
        cleared(page)
        check(page, rows, range(len(rows)))


def test_an_address_filters_takes_other_filters_away_and_an_unknown_one_does_nothing(
    browser: "Browser", report: Path, rows: Linked
) -> None:
    with opened(browser, report) as page:
        page.locator("#filters [name=phase]").select_option("browse")
        for address in ("#f.nothing=browse", "#f.constructor=x"):
            page.evaluate(FOLLOW, address)
            check(page, rows, kept_by(rows, "phase", "browse"))
        page.evaluate(FOLLOW, "#e.0.item.row")
        page.evaluate(FOLLOW, "#f.recipient=C%20Ltd")
        assert not page.locator("#panel").is_visible()
        check(page, rows, kept_by(rows, "recipient", "C Ltd"))
        cleared(page)
        page.evaluate(
            "() => { const made = document.createElement('a'); made.href = location.hash; made.id = 'again'; document.body.append(made); made.click(); }"
        )
        check(page, rows, kept_by(rows, "recipient", "C Ltd"))
        page.evaluate(FOLLOW, "#e.0.item.row")
        page.evaluate(FOLLOW, "#coverage")
        assert not page.locator("#panel").is_visible()
        page.goto(f"{report.as_uri()}#f.side=no")
        page.reload()
        check(page, rows, kept_by(rows, "side", "no"))


ORDER = """() => [...document.querySelectorAll("#row-table tbody tr:not(.space)")].map((line) =>
  Number(line.querySelector("a").getAttribute("href").split(".")[1]))"""


def test_rows_are_sorted_by_any_heading_and_stay_so(browser: "Browser", report: Path, rows: Linked) -> None:
    keys: dict[str, Any] = {
        "category": lambda row: TEXTS.category(row["category"]),
        "host": lambda row: row["host"],
        "side": lambda row: TEXTS.word("side", row["leaves_korea"]),
        "exchanges": lambda row: row["exchanges"],
        "first": lambda row: (row["first_seen"] is None, row["first_seen"]),
    }
    with opened(browser, report) as page:
        for name, key in keys.items():
            for down in (False, True, False):
                page.locator(f"#row-table th[data-column={name}] button").click()
                # What has no time stands last whichever way.
                dated = [number for number, (row, _) in enumerate(rows) if name != "first" or row["first_seen"]]
                undated = [number for number in range(len(rows)) if number not in dated]
                ordered = sorted(dated, key=lambda number: key(rows[number][0]), reverse=down)
                if down:  # those that are alike stay in their order
                    ordered = sorted(dated)
                    ordered.sort(key=lambda number: key(rows[number][0]), reverse=True)
                assert page.evaluate(ORDER) == ordered + undated, (name, down)
                said = page.locator("#row-table th[aria-sort]")
                assert said.count() == 1
                assert said.get_attribute("data-column") == name
                assert said.get_attribute("aria-sort") == ("descending" if down else "ascending")
            assert (
                said.locator("button").get_attribute("aria-label") == f"sort by {said.locator('button').text_content()}"
            )
        page.locator("#row-table th[data-column=host] button").click()
        page.locator("#filters [name=category]").select_option("email")
        some = kept_by(rows, "category", "email")
        assert page.evaluate(ORDER) == sorted(some, key=lambda number: (rows[number][0]["host"], number))


MARKS = """() => [...document.querySelectorAll("#row-table tbody tr:not(.space)")].map((line) => [
  line.getAttribute("aria-rowindex"), line.querySelector(".mark").textContent,
  line.querySelector(".mark").getAttribute("aria-label"), line.lastElementChild.textContent,
  [...line.querySelectorAll("a")].map((each) => each.getAttribute("href"))])"""
PARTS = ["item", "item", *["destination"] * 4, *["exchange"] * 4]


def test_each_row_is_marked_numbered_and_printed_with_its_first_evidence(
    browser: "Browser", report: Path, results: Results, rows: Linked
) -> None:
    with opened(browser, report) as page:
        for printed in (False, True, False):
            if printed:
                page.evaluate("dispatchEvent(new Event('beforeprint'))")
            for number, (index, mark, said, evidence, links) in enumerate(page.evaluate(MARKS)):
                row, each = rows[number]
                one = results.findings[each.findings[0]]
                assert index == str(number + 2)
                assert mark == ("●" if proven(row) else "○")
                assert said == TEXTS("proven" if proven(row) else "hint")
                assert links == [f"#e.{number}.{part}.row" for part in PARTS]
                assert evidence == (
                    f"{one['capture']}/{one['exchange']} {TEXTS.word('part', one['part'])} {one['path']} "
                    f"[{one['span_start']}, {one['span_end']}) {one['value_preview']}" if printed else ""
                )  # fmt: skip
            assert page.locator("p.print-only.note").text_content() == ""
            page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_escape_gives_the_focus_back_to_where_the_evidence_was_opened(
    browser: "Browser", report: Path, rows: Linked
) -> None:
    with opened(browser, report) as page:
        before = page.url
        page.locator("#row-table tbody a[href$='.destination.row']").nth(3).press("Enter")
        panel = page.locator("#panel")
        panel.wait_for()
        opener = page.locator("#row-table tbody a[href$='.destination.row']").nth(3).get_attribute("href")
        assert page.evaluate(
            "document.querySelector('#panel-destination table').getBoundingClientRect().bottom <= innerHeight"
        )
        page.evaluate(FOLLOW, "#e.2.item.row")
        assert page.evaluate("document.querySelector('#panel').scrollTop") == 0
        page.keyboard.press("a")
        assert panel.is_visible()
        page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert page.evaluate("document.activeElement.getAttribute('href')") == opener
        assert page.url == before
        for address in ("#e.-1.item.row", f"#e.{len(rows)}.item.row", "#e.x.item.row", "#e"):
            page.evaluate(FOLLOW, address)
            assert not panel.is_visible()


@pytest.mark.parametrize("count", [1000, 1001])
def test_of_more_rows_than_are_printed_it_says_so(browser: "Browser", tmp_path: Path, count: int) -> None:
    many = [
        (made.exchange(number, f"h{number}.example"), made.destination(f"h{number}.example"), [made.finding()])
        for number in range(count)
    ]
    results = read_results(made.write(tmp_path / "out", many))
    (tmp_path / "page.html").write_text(written(results, link(results), "en"), encoding="utf-8")
    with opened(browser, tmp_path / "page.html") as page:
        view = page.locator("#row-view")
        for top in (0, 9_000, 1_000_000):
            view.evaluate("(each, top) => { each.scrollTop = top; each.dispatchEvent(new Event('scroll')); }", top)
            shown = page.evaluate("""() => [...document.querySelectorAll("#row-table tbody tr:not(.space)")].map((line) => {
              const [box, view] = [line.getBoundingClientRect(), document.querySelector("#row-view").getBoundingClientRect()];
              return [Number(line.getAttribute("aria-rowindex")) - 2, box.bottom > view.top && box.top < view.bottom];
            })""")
            indices = [number for number, _ in shown]
            assert indices == list(range(indices[0], indices[0] + len(indices)))
            assert page.evaluate(ORDER) == indices
            assert any(seen for _, seen in shown)
            assert (indices[0], indices[-1])[top > 0] == {0: 0, 9_000: indices[-1], 1_000_000: count - 1}[top]
        page.locator("#filters [name=side]").select_option("yes")
        assert page.evaluate(ORDER)[0] == 0
        assert view.evaluate("each => each.scrollTop") == 0
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#row-table tbody tr").count() == 1000
        note = page.locator("p.print-only.note").text_content() or ""
        assert re.findall(r"\d[\d,]*\d", note) == (["1,000", "1,001"] if count > 1000 else [])
