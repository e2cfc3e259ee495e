"""The seeded test person: read from a file, or made up; and every spelling, encoding and digest of its values."""

from trafficaudit.persona.digests import ALGORITHMS, SIZES, Digest, Hashable, hashables, hashed_texts
from trafficaudit.persona.file import load
from trafficaudit.persona.model import Boundary, Indicator, Persona
from trafficaudit.persona.seeded import DOMAIN, new
from trafficaudit.persona.spellings import indicators
from trafficaudit.persona.write import instructions, to_toml

__all__ = [
    "ALGORITHMS",
    "DOMAIN",
    "SIZES",
    "Boundary",
    "Digest",
    "Hashable",
    "Indicator",
    "Persona",
    "hashables",
    "hashed_texts",
    "indicators",
    "instructions",
    "load",
    "new",
    "to_toml",
]
