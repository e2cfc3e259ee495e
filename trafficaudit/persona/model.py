"""What a test person is once read: values by category, and the strings to search for.

A persona's values are made up and unique, so that finding one in the traffic proves where it came from.
"""

from dataclasses import dataclass
from typing import Literal

type Boundary = Literal[
    "none", "digit", "dotted", "signed", "groups", "hex", "word", "encoded", "alphabet", "base64", "hangul", "numbered",
    "road", "mail", "alone",
]  # fmt: skip
"""What may not stand next to a hit: ``digit`` digits, ``dotted`` these and more numbers of an address or a version,
``signed`` these and a sign, ``groups`` more groups of an IPv6 address, ``hex`` letters and digits, ``word`` the same,
``encoded`` these as well, also in bytes that are no text,
``base64`` nothing but base64 on the cut sides, ``hangul`` a Hangul syllable on the left, ``alone`` one on either side,
``numbered`` what ``word`` says and the other half of a building's number (``12-3``), ``road`` that and a Hangul
syllable on the left,
``mail`` what ``word`` says and more of an account or of a domain (``my.kim@example.com``, ``kim@example.com.tw``)."""


@dataclass(frozen=True, slots=True)
class Persona:
    """The seeded values of one test person.

    Args:
        id: name of the persona, safe to print.
        values: category slug -> the values, in the order of the file, each NFC and without surrounding spaces.
        sha256: of the file's bytes (of ``to_toml`` for one that was never in a file), 64 hex characters.
        warnings: what the investigator should know about the values; never holds a whole value.
        seed: the number that ``new`` made it from, where that is how it was made.
    """

    id: str
    values: dict[str, tuple[str, ...]]
    sha256: str
    warnings: tuple[str, ...] = ()
    seed: int | None = None
    note: str = ""
    created_by: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One literal to search for.

    Args:
        category: slug of what it proves.
        value: the seeded value it stands for, as in the persona.
        match: ``verbatim`` or ``normalised`` (another spelling of the same value).
        layers: encodings between the spelling and the literal, outermost first; empty for plain text.
        literal: the bytes to find.
        typed_only: too short or too common for a blob: only where a whole field equals it.
        caseless: ASCII letters match in either case; a hit in another case is ``normalised``.
        boundary: what may not stand next to the hit.
        note: how the spelling differs from the value, for the reasoning; empty where it does not.
        raw: the spelling is bytes, not text.
        plain: for base64, the bytes that were encoded.
        shift: for base64, how many bytes (0 to 2) stand before ``plain`` in its first group of three.
    """

    category: str
    value: str
    match: str
    layers: tuple[str, ...]
    literal: bytes
    typed_only: bool = False
    caseless: bool = False
    boundary: Boundary = "none"
    note: str = ""
    raw: bool = False
    plain: bytes = b""
    shift: int = 0
