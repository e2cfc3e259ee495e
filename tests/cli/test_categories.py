"""The categories command in a process of its own."""

import json

from support.command import run


def test_categories_lists_the_taxonomy_in_both_languages() -> None:
    assert "개인통관고유부호" in run("categories", "--lang", "ko").stdout
    assert "customs_clearance_code" in {row["slug"] for row in json.loads(run("categories", "--json").stdout)}
