"""Documents that tests draw, and what a reader of them has to give."""

from typing import Any

from hypothesis import strategies as st

type Steps = tuple[str | int, ...]
"""The names and indices that lead to a value."""

_WORDS: dict[Any, str] = {None: "null", True: "true", False: "false"}


def members(least: int = 1, name: str = "[a-z][a-zA-Z_]{0,8}") -> st.SearchStrategy[dict[str, str]]:
    """Draw the members of an object: any text under plain names."""
    text = st.text(st.characters(exclude_categories=["C"]), min_size=1)
    return st.dictionaries(st.from_regex(name, fullmatch=True), text, min_size=least, max_size=6)


def leaves(value: Any, steps: Steps = ()) -> list[tuple[Steps, Any]]:
    """Give what dictionaries and lists hold that is neither, in its order."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for step, inner in pairs for leaf in leaves(inner, (*steps, step))]
    return [(steps, value)]


def said(leaf: Any) -> str | bytes:
    """Give a value as a field has it: texts and bytes as they are, a word or digits for others."""
    if leaf is None or isinstance(leaf, bool):
        return _WORDS[leaf]
    return leaf if isinstance(leaf, str | bytes) else str(leaf)


def flatten(value: Any) -> list[tuple[Steps, str | bytes]]:
    """Give the leaves of a document as fields have them."""
    return [(steps, said(leaf)) for steps, leaf in leaves(value)]


def in_bytes(value: Any) -> list[tuple[Steps, bytes]]:
    """Give the same as bytes."""
    return [(steps, leaf if isinstance(leaf, bytes) else leaf.encode()) for steps, leaf in flatten(value)]
