"""The taxonomy of personal data: slugs with Korean and English names, their group and how telling each is.

The data stands in ``categories.toml`` beside this module. A slug, once released, keeps its meaning.
"""

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

type Weight = Literal["direct", "persistent", "linkable", "context"]
WEIGHTS: tuple[Weight, ...] = ("direct", "persistent", "linkable", "context")
"""How telling a category is: what names a person first, what only adds to it last."""


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of personal data. ``weight`` is ``direct``, ``persistent``, ``linkable`` or ``context``."""

    slug: str
    group: str
    ko: str
    en: str
    weight: Weight

    def label(self, lang: str) -> str:
        """Give the name in ``ko`` or ``en``."""
        return self.ko if lang == "ko" else self.en


@cache
def taxonomy() -> dict[str, Category]:
    """Give every category by its slug, in the order of the data file."""
    text = resources.files("trafficaudit").joinpath("categories.toml").read_text(encoding="utf-8")
    return {
        slug: Category(slug, group, entry["ko"], entry["en"], entry["weight"])
        for group, entries in tomllib.loads(text).items()
        for slug, entry in entries.items()
    }


def near(slug: str) -> list[str]:
    """Give up to three known slugs that look like an unknown one, best first."""
    return difflib.get_close_matches(slug.lower().replace("-", "_"), taxonomy(), n=3, cutoff=0.5)
