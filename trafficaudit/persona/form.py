"""One spelling of a seeded value, before any encoding."""

from dataclasses import dataclass

from trafficaudit.persona.model import Boundary


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a value.

    Args:
        text: the spelling; empty where the form is the bytes behind an identifier.
        match: ``verbatim`` or ``normalised``.
        note: how it differs, for the reasoning (``in international form``); empty for the value itself.
        raw: the bytes, where the form is no text.
        typed_only: only where a whole field equals it.
        caseless: letter case is free.
        wide: gets every encoding and digest; others only the ones that text meets on its way.
        hashed: gets digests.
    """

    text: str
    match: str = "normalised"
    note: str = ""
    raw: bytes = b""
    typed_only: bool = False
    caseless: bool = False
    boundary: Boundary = "word"
    wide: bool = True
    hashed: bool = True
