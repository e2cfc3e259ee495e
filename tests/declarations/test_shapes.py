"""One table of transfers abroad in the makes in which policies have it: each reads as the same declaration."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from trafficaudit.declarations.draft import draft
from trafficaudit.declarations.policy import read_policy

HEADS = ("이전받는 자", "연락처", "이전되는 국가", "이전 항목", "이전 일시 및 방법", "이용 목적", "보유 및 이용 기간")
ROWS = (
    ("Lion Analytics Pte. Ltd.", "a@lion.example", "싱가포르", "광고식별자(ADID), 기기정보, IP 주소", "수시", "분석", "1년"),
    ("Crossborder Logistics", "b@cross.example", "중국(항저우), 홍콩", "수령인 성명, 휴대전화번호 등", "주문 시", "배송", "5년"),
    ("Google LLC", "c@google.example", "미국 (AWS 오리건)", "쿠키·행태정보", "앱 실행 시", "광고", "14개월"),
)  # fmt: skip
EXPECTED = [
    ("Lion Analytics Pte. Ltd.", "a@lion.example", "SG", "advertising_id", "ip_address"),
    ("Crossborder Logistics", "b@cross.example", "CN HK", "name", "phone_number"),
    ("Google LLC", "c@google.example", "US", "advertising_cookie", "behaviour"),
]
MARKS = "①②③"


def html(body: str) -> str:
    return f"<html><meta charset=utf-8><h3>개인정보의 국외 이전</h3>{body}</html>"


def line(cells: Sequence[str], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def table() -> str:
    return html(f"<table>{line(HEADS, 'th')}{''.join(map(line, ROWS))}</table>")


def transposed() -> str:
    return html(f"<table>{''.join(line((HEADS[n], *(row[n] for row in ROWS))) for n in range(len(HEADS)))}</table>")


def one_cell_each() -> str:
    cells = ["<br>".join(f"{mark} {row[n]}" for mark, row in zip(MARKS, ROWS, strict=True)) for n in range(len(HEADS))]
    return html(f"<table>{line(HEADS, 'th')}{line(cells)}</table>")


def table_each() -> str:
    return html("".join(f"<table>{''.join(map(line, zip(HEADS, row, strict=True)))}</table><p></p>" for row in ROWS))


def titled_lists() -> str:
    told = ("".join(f"<li>{h} : {v}</li>" for h, v in zip(HEADS[1:], row[1:], strict=True)) for row in ROWS)
    return html("".join(f"<p><b>{n}) {ROWS[n - 1][0]}</b></p><ul>{each}</ul>" for n, each in enumerate(told, 1)))


def blocks() -> str:
    return "국외 이전\n" + "\n\n".join(
        "\n".join(f"- {h}: {v}" for h, v in zip(HEADS, row, strict=True)) for row in ROWS
    )


def titled_blocks() -> str:
    told = ("\n".join(f" {h}: {v}" for h, v in zip(HEADS[1:], row[1:], strict=True)) for row in ROWS)
    return "국외 이전\n" + "\n".join(f"{n}. {ROWS[n - 1][0]}\n{each}" for n, each in enumerate(told, 1))


def pipes() -> str:
    return "국외 이전\n" + "\n".join(f"| {' | '.join(row)} |" for row in (HEADS, *ROWS))


def tabs() -> str:
    return "국외 이전\n" + "\n".join("\t".join(row) for row in (HEADS, *ROWS))


def columns() -> str:
    def wide(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

    rows = (HEADS, *ROWS)
    widths = [max(wide(row[n]) for row in rows) + 3 for n in range(len(HEADS))]
    lines = ["".join(cell + " " * (widths[n] - wide(cell)) for n, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join(["국외 이전 현황", "", lines[0], "-" * sum(widths), *lines[1:]])


@pytest.mark.parametrize(
    "make",
    [table, transposed, one_cell_each, table_each, titled_lists, blocks, titled_blocks, pipes, tabs, columns],
    ids=lambda make: make.__name__,
)
def test_every_make_reads_as_the_same(make: Callable[[], str], tmp_path: Path) -> None:
    text = make()
    path = tmp_path / ("policy.html" if text.startswith("<") else "policy.txt")
    path.write_text(text, encoding="utf-8")
    read = draft(*read_policy(path), ["Google LLC"])
    assert [
        (
            one.organisation,
            one.contact,
            " ".join(country.code for country in one.countries),
            one.items[0].categories[0],
            one.items[-1].categories[-1],
        )
        for one in read.recipients
    ] == EXPECTED
    assert [one.known_as for one in read.recipients] == ["", "", "Google LLC"]
    assert all(one.purpose and one.retention and one.when_how and not one.unread_countries for one in read.recipients)
    assert all(item.reading != "unread" for one in read.recipients for item in one.items)
