"""What tables and recipes say in English, in the language of the report: reasoning, evidence, gaps, warnings, names.

They keep their texts, so that they can be compared; only what people read is put into words here, from the sentences of
``korean/`` (``catalogue.py``). What has no Korean form is shown as it is, and marked where it is a sentence.
"""

from functools import lru_cache

from trafficaudit.destinations.recipients import CUSTOMER
from trafficaudit.report.catalogue import Work, group, marked
from trafficaudit.report.texts import Texts

_REMEMBERED = 1 << 14


def recipient(name: str, texts: Texts) -> str:
    """Give a recipient's name, and of an unknown customer that it is one."""
    return texts("customer", network=name.removeprefix(CUSTOMER)) if name.startswith(CUSTOMER) else name


def evidence(text: str, texts: Texts) -> str:
    """Give the detail, or the source, of a line of ``Evidence``."""
    if text.startswith(CUSTOMER):
        return recipient(text, texts)
    return _korean("destinations", text) if texts.lang == "ko" else text


def answer(text: str, texts: Texts) -> str:
    """Give the answer of a line of ``Evidence``: what is no sentence of ours is a name, and stays without a mark."""
    if text.startswith(CUSTOMER):
        return recipient(text, texts)
    return _known("destinations", text) or text if texts.lang == "ko" else text


def reasoning(text: str, texts: Texts) -> str:
    """Give the reasoning of a finding."""
    if texts.lang != "ko":
        return text
    stop = "." if text.endswith(".") else ""
    return _korean("findings", text.removesuffix(".")) + stop


def stated(about: str, state: str, texts: Texts) -> str:
    """Give what a signal of consent is about, and in which state that is; without a state the thing alone."""
    if texts.lang != "ko":
        return f"{about}: {state}" if state else about
    shown = _korean("consents", f"{about} {state or 'granted'}")
    return shown if state else shown.partition(":")[0]


def origin(text: str, texts: Texts) -> str:
    """Give the calls of APIs that a value came from."""
    return _korean("origins", text) if texts.lang == "ko" else text


def detectors(names: str, texts: Texts) -> str:
    """Give the detectors by their names, joined by commas: the way of knowing, then the format or the endpoint."""
    return ", ".join(_detector(name, texts) for name in names.split(", "))


def _detector(name: str, texts: Texts) -> str:
    way, colon, which = name.partition(":")
    said = texts.word("detector", way)
    return f"{said}: {which}" if colon and said != way else f"{said}{colon}{which}"


def gap(text: str, texts: Texts) -> str:
    """Give the reason of a gap of a recording."""
    return _korean("gaps", text) if texts.lang == "ko" else text


def warning(text: str, texts: Texts) -> str:
    """Give a warning of a recipe."""
    return _korean("warnings", text) if texts.lang == "ko" else text


def verified(text: str, texts: Texts) -> str:
    """Give what a check of a sealed package found in particular."""
    return _korean("verified", text) if texts.lang == "ko" else text


def quoted(text: str, texts: Texts) -> str:
    """Give what a recording or another program said itself: never translated, and marked where it is a sentence."""
    return marked(text) if texts.lang == "ko" else text


@lru_cache(maxsize=_REMEMBERED)
def _korean(name: str, text: str) -> str:
    return group(name).told(text, Work())


@lru_cache(maxsize=_REMEMBERED)
def _known(name: str, text: str) -> str | None:
    return group(name).all(text, Work())
