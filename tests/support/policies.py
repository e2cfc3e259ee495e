"""The policies of ``tests/data/policies``, and the demo's: ``make policies`` writes PDFs and declarations anew."""

from pathlib import Path

from support import pdfs

from trafficaudit.declarations import draft, read_policy, to_yaml
from trafficaudit.destinations.recipients import Recipients

FOLDER = Path(__file__).resolve().parents[1] / "data" / "policies"
DEMO = FOLDER.parents[2] / "captures" / "demo"
SHAPES = sorted(
    path for path in FOLDER.iterdir() if path.suffix in (".html", ".txt", ".pdf") and not path.name.startswith("bad_")
)


def drafted(path: Path) -> str:
    """Give the draft of a policy, with the demo's organisations in the map of recipients."""
    names = [one.name for one in Recipients((DEMO / "recipients.toml",)).organisations]
    return to_yaml(draft(*read_policy(path), names, "ko"), "ko")


def confirmed() -> str:
    """Give the demo's declaration as its made-up investigator confirmed it."""
    return drafted(DEMO / "policy.html").replace("confirm: false", "confirm: true")


def ruled_pdf() -> bytes:
    """A ruled table with merged cells over two pages, the second without headings, a row cut by the page."""
    x = [30, 140, 210, 370, 460, 560]
    heads = ["이전받는 자\n(연락처)", "이전 국가", "이전 항목", "이전 방법", "목적·보유기간"]
    first = [
        pdfs.text(30, 60, "누리쇼핑 개인정보 처리방침 (지어낸 것)"),
        pdfs.text(30, 90, "9. 개인정보의 국외 이전 현황"),
        *pdfs.ruled(
            x,
            [110, 140, 180, 220, 260],
            [(0, column, 1, 1, head) for column, head in enumerate(heads)]
            + [
                (1, 0, 2, 1, "Nuri Cloud Ltd.\nprivacy@nuri.example"),
                (1, 1, 1, 1, "미국"), (1, 2, 1, 1, "성명, 이메일,\n휴대전화번호"), (1, 3, 1, 1, "가입 시 전송"), (1, 4, 2, 1, "보관\n5년"),
                (2, 1, 1, 1, "일본"), (2, 2, 1, 1, "주문내역"), (2, 3, 1, 1, "주문 시"),
                (3, 0, 1, 1, "Haru Ads Inc."), (3, 1, 1, 1, "캐나다"), (3, 2, 1, 1, "광고식별자"), (3, 3, 1, 1, "수시"), (3, 4, 1, 1, "광고\n1년"),
            ],
        ),
    ]  # fmt: skip
    second = pdfs.ruled(
        x,
        [50, 80, 120],
        [
            (0, 0, 1, 1, ""), (0, 1, 1, 1, ""), (0, 2, 1, 1, "기기정보"), (0, 3, 1, 1, ""), (0, 4, 1, 1, ""),
            (1, 0, 1, 1, "Sol Push Ltd."), (1, 1, 1, 1, "베트남"), (1, 2, 1, 1, "푸시 토큰"), (1, 3, 1, 1, "로그인 시"), (1, 4, 1, 1, "알림\n탈퇴 시"),
        ],
    )  # fmt: skip
    return pdfs.document([first, [*second, pdfs.text(30, 160, "10. 문의: help@nuri.example")]])


def columns_pdf() -> bytes:
    """A table without rules, set in columns."""
    x = [40, 170, 260, 420]
    rows = [
        ("Overseas recipient", "Country", "Items transferred", "Purpose of use"),
        ("Cedar Cloud Inc.", "Singapore", "Name, phone number,", "Delivery"),
        ("", "", "delivery address", ""),
        ("Larch Pay Ltd.", "Hong Kong", "Card number", "Payment"),
    ]
    placed = [
        pdfs.text(place, 100 + 16 * number, said)
        for number, row in enumerate(rows)
        for place, said in zip(x, row, strict=True)
        if said
    ]
    return pdfs.document([[pdfs.text(40, 60, "Cedar Shop (made up): overseas transfer of personal data"), *placed]])


def scanned_pdf() -> bytes:
    return pdfs.document([[pdfs.picture()]])


PDFS = {"nuri_ruled.pdf": ruled_pdf, "cedar_columns_en.pdf": columns_pdf, "bad_scanned.pdf": scanned_pdf}


def main() -> None:
    for name, make in PDFS.items():
        (FOLDER / name).write_bytes(make())
    for path in sorted({*SHAPES, *(FOLDER / name for name in PDFS if not name.startswith("bad_"))}):
        path.with_name(path.name + ".yaml").write_text(drafted(path), encoding="utf-8")
    (DEMO / "declaration.yaml").write_text(confirmed(), encoding="utf-8")


if __name__ == "__main__":
    main()
