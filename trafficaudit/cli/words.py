"""What a terminal shows for the codes of a table: in English the codes, as in the files, in Korean words."""

_GROUPS = {
    "leaves_korea": "side",
    "encrypted": "encrypted",
    "certainty": "certainty",
    "match": "match",
}
"""Columns that hold one of a closed set of codes, and the words of the report that say them."""


def word(column: str, value: str, lang: str) -> str:
    """Give the word for a cell of a table; the cell itself where there is none.

    Args:
        column: the column's name.
        value: what stands in the cell.
        lang: ``ko`` or ``en``.
    """
    if lang != "ko":
        return value
    from trafficaudit.report.texts import Texts  # noqa: PLC0415 - only where it is asked for
    from trafficaudit.report.wording import origin, recipient  # noqa: PLC0415 - likewise

    texts = Texts(lang)
    if column == "phase":
        return texts.phase(value)
    if column in ("recipient", "origin"):
        return {"recipient": recipient, "origin": origin}[column](value, texts)
    return texts.word(_GROUPS[column], value) if column in _GROUPS else value
