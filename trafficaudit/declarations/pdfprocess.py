"""Reads a PDF in a process of its own, whose time and memory are bounded: ``python -m ... < file.pdf > pages.json``.

A PDF can be made to unpack without end or to turn in circles. Whatever happens here ends this process and no other.
"""

import json
import logging
import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

SECONDS = 120
"""Most seconds of processor time for one policy."""
MEMORY = 2 * 1024**3
MAX_PAGES = 300
MAX_WORDS = 300_000


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


def _page(page: Any) -> dict[str, Any]:
    words = page.extract_words(keep_blank_chars=True, x_tolerance=2, y_tolerance=3)
    tables = page.find_tables() if words else []
    return {
        "words": [[float(w["x0"]), float(w["top"]), float(w["x1"]), float(w["bottom"]), w["text"]] for w in words],
        "images": len(page.images),
        "tables": [_table(table) for table in tables],
    }


def _table(table: Any) -> dict[str, Any]:
    texts = table.extract()
    rows = [
        [[*map(float, box), text or ""] if box else None for box, text in zip(row.cells, line, strict=True)]
        for row, line in zip(table.rows, texts, strict=True)
    ]
    return {
        "box": [*map(float, table.bbox)],
        "rows": rows,
        "tops": [[float(row.bbox[1]), float(row.bbox[3])] for row in table.rows],
        "columns": [[float(column.bbox[0]), float(column.bbox[2])] for column in table.columns],
    }


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
