"""Reads a PDF in a process of its own, whose time and memory are bounded: ``python -m ... < file.pdf > pages.json``.

A PDF can be made to unpack without end or to turn in circles. Whatever happens here ends this process and no other.
"""

import json
import logging
import resource
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from math import atan2, pi
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

SECONDS = 120
"""Most seconds of processor time for one policy."""
MEMORY = 2 * 1024**3
MAX_PAGES = 300
MAX_WORDS = 300_000
_THICK = 3.0  # points: a filled box with sides longer than this is a shade, a rule is thinner
_BEYOND = 10.0  # points by which rules that go across reach beyond the outermost ones that go down
# Fonts of which some glyph stands for a control character as well as for a blank are written with the former.
_CONTROLS = dict.fromkeys([*range(0x20), 0x7F], " ")


def pages(data: bytes) -> dict[str, Any]:
    """Give the pages' runs of text and ruled tables, or ``{"error": ...}``; only strings, numbers and lists."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                return {"error": f"has more than {MAX_PAGES} pages"}
            told: list[dict[str, Any]] = []
            words = 0
            for page in pdf.pages:
                told.append(_page(page))
                words += len(told[-1]["words"])
                if words > MAX_WORDS:
                    return {"error": "has more text than is read"}
                page.close()
            return {"pages": told}
    except PDFPasswordIncorrect:
        return {"error": "password"}
    except PdfminerException as error:
        protected = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect)
        return {"error": "password" if protected else "broken"}
    except Exception:  # any bytes can come, and pdfminer raises whatever its parts raise
        return {"error": "broken"}


def _page(given: Any) -> dict[str, Any]:
    page, turned = _turned(given)
    page = page.filter(_is_no_shade)
    words = page.extract_words(keep_blank_chars=True, x_tolerance=2, y_tolerance=3)
    tables = [table for table in page.find_tables() if len(table.cells) > 1] if words else []
    across = [(e["x0"], e["x1"], e["top"]) for e in page.edges if e["orientation"] == "h"] if tables else []
    told = [[float(w["x0"]), float(w["top"]), float(w["x1"]), float(w["bottom"]), w["text"]] for w in words]
    return {
        "words": [[*box, text.translate(_CONTROLS)] for *box, text in told],
        "images": len(page.images),
        "turned": turned,
        "unmapped": sum(text.count("(cid:") for *_, text in told),
        "tables": [_table(_whole(page, table, across)) for table in tables],
    }


def _turned(page: Any) -> tuple[Any, int]:
    """Turn a page upright on which most letters stand otherwise; give it, and how many letters still do."""
    angles = Counter(_angle(char["matrix"]) for char in page.chars if char["text"].strip())
    most = max(angles, key=angles.__getitem__, default=0)
    if most % 90 == 0 and most:
        turn = (page.rotation + most) % 360
        page.page_obj.attrs["Rotate"] = page.page_obj.rotate = turn
        page = Page(page.pdf, page.page_obj, page.page_number)
    return page, sum(count for angle, count in angles.items() if angle != most)


def _angle(matrix: Any) -> int:
    """Give by how many degrees letters stand turned to the left."""
    return round(atan2(matrix[1], matrix[0]) * 180 / pi) % 360


def _is_no_shade(item: Any) -> bool:
    """Say whether something on a page is no shaded ground of cells: its sides are no rules."""
    filled = item["object_type"] == "rect" and item.get("fill") and not item.get("stroke")
    return not (filled and min(item["width"], item["height"]) > _THICK)


def _whole(page: Any, table: Any, across: Sequence[tuple[float, float, float]]) -> Any:
    """Give a table with its outer columns, where nothing is drawn beside them; ``across``: left, right, height."""
    left, top, right, bottom = table.bbox
    first, last = left, right
    near = [(x0, x1) for x0, x1, y in across if top - 1 <= y <= bottom + 1]
    for x0, x1 in (*sorted(near), *sorted(near, key=lambda edge: -edge[1])):
        if x0 <= last + 1 and x1 >= first - 1:
            first, last = min(first, x0), max(last, x1)
    if left - first <= _BEYOND and last - right <= _BEYOND:
        return table
    low, high = (page.bbox[0], page.bbox[1]), (page.bbox[2], page.bbox[3])
    box = (max(first - 1, low[0]), max(top - 1, low[1]), min(last + 1, high[0]), min(bottom + 1, high[1]))
    found = page.crop(box).find_tables({"explicit_vertical_lines": [first, last]})
    return max(found, key=lambda one: len(one.cells), default=table)


def _table(table: Any) -> dict[str, Any]:
    texts = table.extract()
    rows = [
        [[*map(float, box), _plain(text or "")] if box else None for box, text in zip(row.cells, line, strict=True)]
        for row, line in zip(table.rows, texts, strict=True)
    ]
    return {
        "box": [*map(float, table.bbox)],
        "rows": rows,
        "tops": [[float(row.bbox[1]), float(row.bbox[3])] for row in table.rows],
        "columns": [[float(column.bbox[0]), float(column.bbox[2])] for column in table.columns],
    }


def _plain(text: str) -> str:
    return "\n".join(line.translate(_CONTROLS) for line in text.split("\n"))


def main() -> None:
    """Read a PDF from standard input and write its pages to standard output."""
    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with suppress(OSError, ValueError):  # a system without this limit still has the parent's clock
            resource.setrlimit(kind, (most, most))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(2_000)
    json.dump(pages(sys.stdin.buffer.read()), sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
