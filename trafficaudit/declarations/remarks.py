"""What a row of the comparison says in a sentence, in Korean and English, from ``remarks.toml`` beside this module."""

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def _said() -> dict[str, dict[str, str]]:
    file = resources.files("trafficaudit.declarations").joinpath("remarks.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def remark(name: str, lang: str, *given: str) -> str:
    """Give a remark in ``ko`` or (any other value) ``en``; ``{0}``, ``{1}`` are filled with what it speaks of."""
    text = _said()[name]["ko" if lang == "ko" else "en"]
    return re.sub(r"\{(\d)\}", lambda place: given[int(place[1])], text)


def joined(*remarks: str) -> str:
    """Give several remarks as one text."""
    return "; ".join(filter(None, remarks))
