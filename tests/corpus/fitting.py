"""Every encoder of the corpus, and which of them can stand around a value and around each other."""

from corpus import (
    binary,
    compacted,
    dumped,
    formats,
    framed,
    notated,
    notations,
    papers,
    shaped,
    spoken,
    squeezed,
    stated,
    taken,
    textual,
    typed,
    written,
)
from corpus.carried import Carried
from corpus.person import Spelling

WRAPS: dict[str, textual.Wrap] = {
    **textual.KEEP_NAME, **textual.STRUCTURED, **binary.COMPRESSED, **binary.PACKED, **binary.HEADED,
    **formats.TEXTS, **formats.NAMING, **formats.FILES, **squeezed.SQUEEZED, **taken.TAKEN,
    **typed.TYPED, **typed.TYPED_TEXTS, **written.WRITTEN, **written.DIVIDED, **framed.FRAMED, **framed.FRAMED_TEXTS,
    **framed.FRAMED_NAMING, **papers.PAPERS, **papers.PAPER_TEXTS, **papers.PAPER_FILES,
    **stated.STATED, **stated.STATED_NAMING, **stated.DUMPED, **stated.ANNOUNCED, **notated.NOTATED, **shaped.SHAPED,
    **compacted.COMPACTED, **compacted.UNNAMED, **dumped.DUMPED, **spoken.SPOKEN, **spoken.SAID,
}  # fmt: skip


def fits(wrap: str, carried: Carried, spelling: Spelling, category: str) -> bool:
    """Say whether an encoder can stand around what is inside."""
    if not carried.text and wrap in _OF_TEXT:
        return False
    if wrap in _OWNED:
        return spelling.name == "verbatim" and not carried.layers and wrap in OWN.get(category, ())
    if wrap in textual.KEEP_NAME and carried.typed and not carried.keyed:
        # Two characters of Base64 or hexadecimal are any two characters; among other words a common one is theirs.
        return wrap not in INNERMOST and (len(spelling.data) > 2 or wrap not in _CODES)
    if carried.typed and not carried.keyed and wrap not in _NAMING:
        return False
    if wrap in INNERMOST and carried.layers:
        return False
    if wrap in _DENSE:
        # Only the value as it was typed in, and by itself: of six bytes and more.
        return spelling.name == "verbatim" and len(spelling.data) >= 6
    # In a private blob a place is only looked for as it was typed in.
    return wrap != "base64 in a blob" or spelling.name not in _NEAR_ONLY


_OWNERS: tuple[dict[str, tuple[str, ...]], ...] = (
    taken.OF, dict.fromkeys(written.IN_PIECES, tuple(written.DIVIDED)), {"name": ("punycode",)}, stated.OF, spoken.OF,
)  # fmt: skip
OWN: dict[str, tuple[str, ...]] = {
    category: tuple(wrap for owner in _OWNERS for wrap in owner.get(category, ()))
    for category in dict.fromkeys(category for owner in _OWNERS for category in owner)
}
"""Encoders that hold the value of one category as it was typed in, and nothing else."""
_OWNED = frozenset(each for names in OWN.values() for each in names)
_OF_TEXT = frozenset({
    *textual.STRUCTURED, *formats.TEXTS, *typed.TYPED_TEXTS, *written.WRITTEN, *framed.FRAMED_TEXTS, *framed.FRAMED_NAMING,
    *papers.PAPERS, *papers.PAPER_TEXTS, *stated.STATED, *notated.NOTATED, *shaped.SHAPED, *compacted.UNNAMED, *spoken.SPOKEN,
})  # fmt: skip
_NAMING = frozenset({
    *textual.STRUCTURED, *formats.TEXTS, *formats.NAMING, *typed.TYPED, *typed.TYPED_TEXTS, *written.WRITTEN,
    *framed.FRAMED_NAMING, *papers.PAPERS, *stated.STATED, *stated.STATED_NAMING, *notated.NOTATED, *shaped.SHAPED,
    *compacted.COMPACTED, *dumped.DUMPED, *spoken.SPOKEN, "msgpack", "cbor",
})  # fmt: skip
_NEAR_ONLY = notations.NEAR_ONLY | {"four decimals", "NMEA", "degrees, minutes", "ISO 6709"}
_CODES = frozenset({"base64", "hex"})
_DENSE = frozenset({"base32", "base58", "base85", "disguised"})
INNERMOST = _DENSE | {"base64 in a blob", "base64 of text", "quoted-printable"}
"""What holds the value itself and other bytes of no known structure, or lines of mail."""
