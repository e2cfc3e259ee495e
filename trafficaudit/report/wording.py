"""What the tables say in English, in the language of the report: unknown customers, and evidence of destinations.

The tables keep their texts, so that they can be compared; only what the report shows is put into words here. What
``evidence.toml`` does not list is shown as it is.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from trafficaudit.destinations.recipients import CUSTOMER
from trafficaudit.report.texts import Texts

_PARTS = "; "
_LONGEST = 512
"""Characters of a text that is looked up; what is longer is no sentence of ours, for those end in a name or a list."""
_MOST = 8
"""Most parts of a text that are looked up one by one."""


def recipient(name: str, texts: Texts) -> str:
    """Give a recipient's name, and of an unknown customer that it is one."""
    return texts("customer", network=name.removeprefix(CUSTOMER)) if name.startswith(CUSTOMER) else name


def evidence(text: str, texts: Texts) -> str:
    """Give a text of ``Evidence`` in the language of the report; as it is where nobody has put it into words."""
    if text.startswith(CUSTOMER):
        return recipient(text, texts)
    return _korean(text) if texts.lang == "ko" else text


@lru_cache(maxsize=1 << 12)
def _korean(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    parts = text.split(_PARTS)
    if len(parts) > _MOST:
        return text
    return _PARTS.join(map(_said, parts))


def _said(text: str) -> str:
    for pattern, shown in _patterns():
        if match := pattern.fullmatch(text):
            return shown.format(*map(_inner, match.groups()))
    return text


def _inner(text: str) -> str:
    """Put into words what stands in another text, where it is a sentence of its own."""
    return next((shown for pattern, shown in _patterns() if not pattern.groups and pattern.fullmatch(text)), text)


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], str]]:
    text = resources.files("trafficaudit.report").joinpath("evidence.toml").read_text(encoding="utf-8")
    return tuple((_compiled(said), shown) for said, shown in tomllib.loads(text)["said"])


def _compiled(said: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(said)), re.DOTALL)
