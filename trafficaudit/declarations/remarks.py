"""What a row of the comparison says in a sentence, in Korean and English, from ``remarks.toml`` beside this module."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _said() -> dict[str, dict[str, str]]:
    file = resources.files("trafficaudit.declarations").joinpath("remarks.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def remark(name: str, lang: str, given: str = "") -> str:
    """Give a remark in ``ko`` or (any other value) ``en``, filled with what it speaks of."""
    return _said()[name]["ko" if lang == "ko" else "en"].replace("{0}", given)


def joined(*remarks: str) -> str:
    """Give several remarks as one text."""
    return "; ".join(filter(None, remarks))
