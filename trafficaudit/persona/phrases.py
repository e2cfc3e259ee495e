"""Words in a row as programs join them: search words, the parts of a Korean name or address.

A search box gives spaces; an address bar, a tag, a slug or a file name gives other signs, or none.
"""

from collections.abc import Iterator

from trafficaudit.persona.form import Form
from trafficaudit.persona.weight import width

JOINTS = ("+", "-", "_", ",", "|", "/", ".")
"""What stands between words in place of a space."""

_TELLING = 12
"""Width from which on joined words of no digit are nobody's slug by chance."""


def query(value: str) -> Iterator[Form]:
    """Search words with other signs between them, and with none; a few plain words so joined may name goods."""
    words = value.split()
    if len(words) < 2:
        return
    many = len(words) > 2 or any(char.isdigit() for char in value)
    plain = value.isascii() and not any(char.isdigit() for char in value)
    typed = plain or not (many or width("".join(words)) >= _TELLING)
    yield Form("".join(words), note="without spaces", typed_only=typed, hashed=False)
    for joint in ("  ", ", "):
        yield Form(joint.join(words), note="with other spaces", wide=False, hashed=False)
    for joint in JOINTS:
        note = "with other signs between its words"
        yield Form(joint.join(words), note=note, typed_only=typed and joint != "+", wide=False, hashed=False)


def joined(words: list[str], note: str) -> Iterator[Form]:
    """Words of Hangul, which no other text has in a row, with other signs between them."""
    for joint in JOINTS:
        yield Form(joint.join(words), note=note, wide=False, hashed=False)
