"""The page in Debian's Chromium: it asks for nothing, runs nothing of the recording, filters, links, prints."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from support import resultfolders as made
from support.hostile import PAYLOADS
from support.poisoned import payload

from trafficaudit.redaction import visible
from trafficaudit.report.clock import period
from trafficaudit.report.declared import Held
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page as written
from trafficaudit.report.results import Results, read_results

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page


def cleared(page: "Page") -> None:
    """Take all filters away: by the keyboard, as what was filtered moves the button while a pointer is on its way."""
    page.locator("#reset").press("Enter")


@contextmanager
def opened(browser: "Browser", path: Path, **options: Any) -> Iterator["Page"]:
    """Open a page; whatever it asks for, complains of or asks the reader fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page = context.new_page()
    seen: list[str] = []

    def dismissed(dialog: "Dialog") -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", lambda request: seen.append(request.url) if request.url != path.as_uri() else None)
    page.on("console", lambda message: seen.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", dismissed)
    try:
        page.goto(path.as_uri())
        yield page
        assert [each for each in seen if each.split("#")[0] != path.as_uri()] == []
        if options.get("java_script_enabled", True):
            assert page.evaluate("window.canary") is None
    finally:
        context.close()


def status(page: "Page") -> str:
    return page.locator("#status").inner_text()


def visible_rows(page: "Page") -> list[str]:
    return page.locator("#row-table tbody tr:not(.space)").all_text_contents()


@pytest.mark.assertion("RPT-1")
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_it_opens_and_asks_for_nothing(
    browser: "Browser", demo_pages: dict[str, Path], lang: str, linked: Linked
) -> None:
    with opened(browser, demo_pages[lang]) as page:
        assert page.locator("html").get_attribute("lang") == lang
        assert status(page).startswith(str(len(linked)))
        title = {"ko": "앱 통신 개인정보 전송 관찰 보고서", "en": "What the app was seen to send"}[lang]
        assert page.locator("h1").inner_text() == title
        assert page.locator("svg.sankey path.ribbon").count() > 10
        assert page.locator("#timeline circle").count() > 20


@pytest.mark.parametrize(
    ("name", "value", "column", "shown"),
    [
        ("place", "CN", 4, "China CN"),
        ("category", "advertising_id", 0, "advertising id"),
        ("phase", "before_consent", 6, "before consent"),
        ("side", "yes", 5, "abroad"),
        ("side", "undetermined", 5, "undetermined"),
    ],
)
def test_filters_leave_what_fits_in_both_tables(
    browser: "Browser", demo_pages: dict[str, Path], name: str, value: str, column: int, shown: str
) -> None:
    with opened(browser, demo_pages["en"]) as page:
        before = page.locator("#statute-table tbody tr:visible").count()
        page.locator(f"#filters [name={name}]").select_option(value)
        cells = page.locator(f"#row-table tbody tr:not(.space) td:nth-child({column + 1})").all_text_contents()
        assert cells
        assert all(shown in cell for cell in cells)
        assert 0 < page.locator("#statute-table tbody tr:visible").count() < before
        cleared(page)
        assert page.locator("#statute-table tbody tr:visible").count() == before


def test_filters_leave_no_outcome_without_an_item(browser: "Browser", declared_page: Path) -> None:
    with opened(browser, declared_page) as page:
        page.evaluate(EVERYTHING)
        shown = page.locator("#statute-table .outcome:visible")
        before = shown.count()
        page.locator("#filters [name=side]").select_option("no")
        assert 0 < shown.count() < before
        assert set(shown.locator("> span").all_inner_texts()) == {"국내: 대조하지 않음"}
        page.locator("#filters [name=side]").select_option("yes")
        assert "국내: 대조하지 않음" not in shown.locator("> span").all_inner_texts()
        cleared(page)
        assert shown.count() == before


def test_the_status_counts_what_is_left_and_adds_up(
    browser: "Browser", demo_pages: dict[str, Path], linked: Linked
) -> None:
    with opened(browser, demo_pages["en"]) as page:
        page.locator("#filters [name=phase]").select_option("before_consent")
        kept = [(row, link) for row, link in linked if row["phase"] == "before_consent"]
        exchanges = {place for _, link in kept for place in link.exchanges}
        abroad = {place for row, link in kept if row["leaves_korea"] == "yes" for place in link.exchanges}
        assert status(page).startswith(f"{len(kept)} rows")
        ads = [row for row, _ in kept if row["recipient"] == "Morning Ads (made up)"]
        shown = page.locator("#statute-table tr", has_text="Morning Ads").locator(".period").text_content()
        assert shown == period(min(row["first_seen"] for row in ads), max(row["last_seen"] for row in ads))
        assert f"at least {len(exchanges)} exchanges ({len(abroad)} abroad" in status(page)
        assert f"at least {len({row['recipient'] for row, _ in kept})} recipients" in status(page)
        page.locator("#filters [name=search]").fill("no such thing")
        assert status(page) == "No row fits these filters."
        assert visible_rows(page) == []


def test_a_chart_filters_the_tables(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    with opened(browser, demo_pages["en"]) as page:
        page.locator('svg.sankey a[href="#f.place=SG"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#filters [name=place]').value === 'SG'")
        rows = visible_rows(page)
        assert rows
        assert all("Singapore SG" in row for row in rows)


def test_links_open_the_evidence_and_escape_gives_the_focus_back(
    browser: "Browser", demo_pages: dict[str, Path]
) -> None:
    with opened(browser, demo_pages["en"]) as page:
        link = page.locator("#statute-table li a", has_text="advertising id").first
        link.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("dialog")
        panel.wait_for()
        text = panel.inner_text()
        assert re.search(r"demo-[0-9a-f]{8}/\d{6}", text)
        assert re.search(r"\[\d+, \d+\) of the (body|url|header|cookie)", text)
        assert re.search(r"[0-9a-f]{64}", text)
        assert "…" in text  # a redacted preview
        assert page.evaluate("document.activeElement.id") == "panel-heading"
        page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert "advertising id" in page.evaluate("document.activeElement.textContent")


def test_what_left_before_consent_leads_to_the_evidence_of_those_phases(
    browser: "Browser", demo_pages: dict[str, Path]
) -> None:
    with opened(browser, demo_pages["en"]) as page:
        # What the filters leave does not matter here.
        page.locator("#filters [name=phase]").select_option("checkout")
        row = page.locator("#consent-before-table tr", has_text="Morning Ads")
        row.locator("li a", has_text="advertising id").click()
        page.get_by_role("dialog").wait_for()
        listed = page.locator("#panel-body details li").all_inner_texts()
        assert len(listed) > 1
        for text in listed:
            assert any(phase in text for phase in ("install", "first launch", "before consent")), text
        assert (
            "(before_consent)" in page.get_by_role("dialog").inner_text()
            or "(first_launch)" in page.get_by_role("dialog").inner_text()
        )


def test_each_cell_of_a_row_leads_to_its_part_of_the_evidence(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    with opened(browser, demo_pages["en"]) as page:
        cells = page.locator("#row-table tbody tr").first.locator("td a")
        assert cells.count() == 10
        cells.nth(4).click()
        assert "What each source answers" in page.get_by_role("dialog").inner_text()
        assert "AWS" in page.get_by_role("dialog").inner_text() or "aws" in page.get_by_role("dialog").inner_text()


def test_an_address_with_evidence_opens_it_at_once(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    path = demo_pages["ko"]
    with opened(browser, path) as page:
        page.goto(f"{path.as_uri()}#e.3.item.row")
        page.reload()
        assert page.get_by_role("dialog").is_visible()


def test_rows_are_sorted_by_their_heading(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    with opened(browser, demo_pages["en"]) as page:
        heading = page.locator("#row-table th[data-column=exchanges]")
        heading.locator("button").click()
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "descending"
        numbers = [int(text) for text in page.locator("#row-table tbody tr td:nth-child(8)").all_text_contents()]
        assert numbers == sorted(numbers, reverse=True)


def test_every_row_can_be_scrolled_to(browser: "Browser", demo_pages: dict[str, Path], linked: Linked) -> None:
    with opened(browser, demo_pages["en"]) as page:
        page.locator("#row-view").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#row-view').scrollTop = 1e9")
        page.locator(f'#row-table tr[aria-rowindex="{len(linked) + 1}"]').wait_for()
        assert page.locator("#row-table tbody tr").count() < 80


def test_screen_readers_find_names_and_headings(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    with opened(browser, demo_pages["en"]) as page:
        assert page.evaluate(UNNAMED) == []
        assert page.get_by_role("heading", level=1).count() == 1
        assert page.get_by_role("navigation", name="Contents").count() == 1
        assert page.get_by_role("search", name="Filter the tables").count() == 1
        for table in page.locator("main table").all():
            assert table.locator("caption").count() == 1
            assert table.locator("th[scope=col]").count() > 1
        assert page.locator("#statute-table th[scope=row]").count() == page.locator("#statute-table tbody tr").count()
        assert page.locator("svg.chart[role=group][aria-label]").count() == 4


def test_axe_finds_nothing_to_complain_of(browser: "Browser", declared_page: Path) -> None:
    """The rules of axe-core, on the whole page, and on contrast in the dark; WCAG 2.2 A and AA are among them."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    only = {"resultTypes": ["violations"]}
    with opened(browser, declared_page) as page:
        page.evaluate(EVERYTHING)
        page.evaluate("location.hash = '#e.3.item.row'")
        page.get_by_role("dialog").wait_for()
        # What a table repeats line by line is looked at in its first lines.
        some = {"include": [["html"]], "exclude": [["tbody tr:nth-child(n + 6)"]]}
        assert told(axe.run(page, context=some, options=only)) == []
    with opened(browser, declared_page, color_scheme="dark") as page:
        page.evaluate(EVERYTHING)
        assert told(axe.run(page, context=some, options=only | {"runOnly": ["color-contrast"]})) == []


def told(result: Any) -> list[tuple[str, str]]:
    return [(each["id"], node["html"]) for each in result.response["violations"] for node in each["nodes"]]


ID = re.compile(r"demo-[0-9a-f]{8}/").findall

# What is out of sight is not laid out otherwise.
EVERYTHING = "document.querySelectorAll('section').forEach((each) => { each.style.contentVisibility = 'visible' })"

# Links, controls and images without a name for those who do not see them.
UNNAMED = """() => [...document.querySelectorAll("a, button, select, input, [role=img], section, aside, nav, svg")]
  .filter((each) => !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby") || each.textContent.trim()
    || each.closest("label") || each.getAttribute("aria-hidden") || each.getAttribute("title")))
  .map((each) => each.outerHTML.slice(0, 120))"""


def test_it_prints_every_row_with_its_evidence(browser: "Browser", demo_pages: dict[str, Path], linked: Linked) -> None:
    with opened(browser, demo_pages["ko"]) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#row-table tbody tr").count() == len(linked)
        assert re.match(r"demo-[0-9a-f]{8}/", page.locator("#row-table tbody tr td.print-only").first.inner_text())
        assert not page.locator("#filters").is_visible()
        assert page.locator("body").evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"


def test_it_prints_on_a4_without_empty_or_cut_off_pages_and_repeats_headings(
    browser: "Browser", declared_page: Path
) -> None:
    with opened(browser, declared_page) as page:
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    sizes = {tuple(round(each) for each in sheet.get_size()) for sheet in printed}
    assert sizes == {(595, 842), (842, 595)}
    assert 15 < len(printed) < 35
    texts = []
    for number, sheet in enumerate(printed, 1):
        found = sheet.get_textpage()
        texts.append("".join(found.get_text_range().split()))
        assert len(texts[-1]) > 200, f"page {number} is empty"
        assert f"{number}/{len(printed)}" in texts[-1]
        for left, low, right, high in (found.get_rect(place) for place in range(found.count_rects())):
            assert 20 < left < right < sheet.get_width() - 20
            assert 10 < low < high < sheet.get_height() - 10
    rows = [text for text in texts if len(ID(text)) > 3]
    assert len(rows) > 5
    for heading in ("일치방식", "첫접속국가", "처음본시각"):
        assert all(heading in text for text in rows), heading
    assert sum("거부방법" in text and "이전되는개인정보항목" in text for text in texts) > 2  # the statute-shaped table


def test_without_scripts_it_still_tells_the_most(browser: "Browser", demo_pages: dict[str, Path]) -> None:
    with opened(browser, demo_pages["ko"], java_script_enabled=False) as page:
        assert page.locator("noscript").first.is_visible()
        assert not page.locator("#filters").is_visible()
        assert page.locator("svg.sankey").is_visible()
        assert page.locator("#row-table tbody tr").count() == 40
        assert page.locator("#coverage table.ledger").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1600, "dark")])
def test_nothing_runs_over_the_edge(browser: "Browser", demo_pages: dict[str, Path], width: int, scheme: Any) -> None:
    with opened(browser, demo_pages["ko"], color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        ground = page.locator("body").evaluate("each => getComputedStyle(each).backgroundColor")
        assert ground == ("rgb(18, 20, 24)" if scheme == "dark" else "rgb(244, 245, 247)")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_two_labels_of_a_column_overlap(browser: "Browser", demo_pages: dict[str, Path], lang: str) -> None:
    with opened(browser, demo_pages[lang]) as page:
        page.locator("svg.sankey").scroll_into_view_if_needed()
        assert page.evaluate(OVERLAPS) == []


OVERLAPS = """() => {
  const found = [];
  for (const chart of document.querySelectorAll("svg.chart")) {
    const boxes = [...chart.querySelectorAll("text:not([transform])")].map((each) => [each.textContent, each.getBoundingClientRect()]);
    boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3) found.push([one, other]);
    }));
  }
  return found;
}"""


def test_nothing_of_poisoned_tables_recipe_or_policy_runs(
    browser: "Browser", poisoned_page: Path, poisoned: tuple[Results, Linked, Held]
) -> None:
    with opened(browser, poisoned_page) as page:
        page.evaluate(EVERYTHING)
        rows = len(poisoned[1])
        assert status(page).startswith(f"{rows}행")
        for column in ("app", "host", "phase", "recipient", "organisation", "purpose", "refusal", "file"):
            assert visible(payload(column)) in (page.locator("body").text_content() or ""), column
        # Every address of the page is followed: filters, and the evidence of each cell.
        for address in page.locator("a[href^='#']").evaluate_all("all => [...new Set(all.map((each) => each.hash))]"):
            page.evaluate("hash => { location.hash = hash }", address)
        for row in range(0, rows, 9):
            page.evaluate("hash => { location.hash = hash }", f"#e.{row}.item.recipient")
            page.locator("#panel-heading").wait_for()
        page.keyboard.press("Escape")
        page.locator("#filters [name=search]").fill("<img")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("img, iframe, object, embed, form, base").count() == 0
        assert page.locator("script").count() == 2
        assert page.locator("style").count() == 1


@pytest.mark.assertion("RPT-1")
def test_nothing_of_a_hostile_recording_runs(browser: "Browser", hostile_page: Path) -> None:
    with opened(browser, hostile_page) as page:
        total = int(re.match(r"\d+", status(page))[0])  # type: ignore[index]
        assert total > 10
        shown = page.locator("main").text_content() or ""
        for payload in (PAYLOADS[0], PAYLOADS[1], PAYLOADS[2]):  # in a host, a recipient and the app's name
            assert payload in shown
        for select in page.locator("#filters select").all():
            for value in select.locator("option").evaluate_all("all => all.map((each) => each.value)"):
                select.select_option(value)
                if value and select.get_attribute("name") not in ("side", "proof"):
                    assert page.locator("#row-table tbody tr").count() > 0, value
            select.select_option("")
        for number in range(total):
            page.evaluate("hash => { location.hash = hash }", f"#e.{number}.item.recipient")
            page.wait_for_function("name => location.hash === name", arg=f"#e.{number}.item.recipient")
            assert page.get_by_role("dialog").is_visible()
        page.keyboard.press("Escape")
        for link in page.locator("svg a").evaluate_all("all => all.map((each) => each.getAttribute('href'))"):
            page.evaluate("hash => { location.hash = hash }", link)
        page.pdf()
        assert page.locator("img, iframe, object, embed, form, base").count() == 0
        assert page.locator("script").count() == 2
        assert page.locator("style").count() == 1
        for control in ("\u202e", "\u2066", "\u2028"):
            assert control not in page.content()


def test_the_policy_stops_what_would_get_past_the_escaping(
    browser: "Browser", demo_pages: dict[str, Path], tmp_path: Path
) -> None:
    text = demo_pages["en"].read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(
        text.replace("</main>", "<img src=x onerror=window.canary=1><script>window.canary=1</script></main>")
    )
    page = browser.new_page()
    asked: list[str] = []
    stopped: list[str | None] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: stopped.append(request.failure))
    page.goto(broken.as_uri())
    assert page.evaluate("window.canary") is None
    assert len(asked) - len(stopped) == 1
    assert stopped == ["csp"]
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_name_goes_on_in_the_next_line(browser: "Browser", tmp_path: Path, width: int) -> None:
    where = made.destination(recipient="W" * 900)
    folder = made.write(tmp_path / "out", [(made.exchange(0, phase="before_consent"), where, [made.finding()])])
    results = read_results(folder)
    (tmp_path / "a.html").write_text(written(results, link(results), "en"), encoding="utf-8")
    with opened(browser, tmp_path / "a.html") as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(EVERYTHING)
        over = (
            "[...document.querySelectorAll('main section, .ways li, .tile')].filter(e => e.scrollWidth > e.clientWidth)"
        )
        assert page.evaluate(f"{over}.map(e => e.id || e.className || e.tagName)") == []


def test_what_a_cleared_filter_says_is_what_the_page_said(browser: "Browser", tmp_path: Path) -> None:
    items = [
        (made.exchange(number, host), made.destination(host, recipient="unknown customer of Cloud"), [made.finding()])
        for number, host in enumerate(("a.pay.example", "log.ads.example"))
    ]
    results = read_results(made.write(tmp_path / "out", items))
    path = tmp_path / "page.html"
    path.write_text(written(results, link(results), "en"), encoding="utf-8")
    with opened(browser, path) as page:
        before = status(page)
        assert "1 recipients" in before, "two unknown customers may be one"
        page.locator("#filters [name=side]").select_option("yes")
        cleared(page)
        assert status(page) == before


def test_a_cleared_filter_leaves_each_cell_with_the_evidence_it_had(
    browser: "Browser", demo_pages: dict[str, Path]
) -> None:
    addresses = "[...document.querySelectorAll('#statute-table li[data-rows] a')].map(e => e.getAttribute('href'))"
    with opened(browser, demo_pages["en"]) as page:
        before = page.evaluate(addresses)
        page.locator("#filters [name=phase]").select_option("checkout")
        assert page.evaluate(addresses) != before
        cleared(page)
        assert page.evaluate(addresses) == before


def test_rows_of_a_cell_that_are_not_listed_are_counted(browser: "Browser", tmp_path: Path) -> None:
    hosts = [f"h{number}.shop.example" for number in range(203)]
    items = [
        (replace(made.exchange(number, host), server_address=None), made.destination(host), [made.finding()])
        for number, host in enumerate(hosts)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    path = tmp_path / "page.html"
    path.write_text(written(results, link(results), "en"), encoding="utf-8")
    with opened(browser, path) as page:
        page.locator("#statute-table .c-items a").first.click()
        page.locator("#panel-heading").wait_for()
        assert page.locator("#panel details li").count() == 200
        assert "203 rows of this cell" in page.locator("#panel").inner_text()
        page.locator("#panel summary").click()
        assert "3 more are not listed here" in page.locator("#panel").inner_text()
        assert "– : 443" in page.locator("#panel-found").inner_text()


def test_the_evidence_says_of_which_app_it_is_where_there_are_several(browser: "Browser", tmp_path: Path) -> None:
    for apps in (("kr.example.shop", "kr.example.mart"), ("kr.example.shop",)):
        items = [
            (made.exchange(number, app=app), made.destination(), [made.finding()]) for number, app in enumerate(apps)
        ]
        results = read_results(made.write(tmp_path / str(len(apps)), items))
        path = tmp_path / "page.html"
        path.write_text(written(results, link(results), "en"), encoding="utf-8")
        with opened(browser, path) as page:
            page.locator("#statute-table .c-items a").first.click()
            assert ("kr.example.mart" in page.locator("#panel-what").inner_text()) == (len(apps) > 1)
