"""A made-up test person from a number: what points at it is its own, and belongs to nobody.

How each value stays clear of real people:

* e-mail: below ``example.com``, which nobody can own (RFC 2606), or below the investigator's own domain.
* phone number: 010 with an exchange number below 2000, which no operator was ever given (calls inside 010 may leave
  out the prefix, and numbers from 0 and 1 would collide with trunk prefixes and with 112 or 119).
* postcode: 64000 and up; the provinces end at 63.
* customs clearance code: P, then the year of issue in two digits; these are of years that have not come yet.
* address: a district that exists, a road and a building that do not, and a building number above 9000 (numbers count
  ten metres each, so such a road would be 90 km long).
* name: a rare surname with an unusual given name. Somebody may bear it; the values beside it tell.
* no resident registration number: making one up for gain, and handing out a program that makes them, are crimes
  (주민등록법 제37조제1항). No card number either: a payment provider's published test card does it.

Identifiers of the phone (advertising id and the like) cannot be made up: they are read from the phone and added.
"""

import hashlib
import math
import re
from dataclasses import replace
from datetime import date, timedelta

from trafficaudit.errors import PersonaError
from trafficaudit.persona.data import tables
from trafficaudit.persona.model import Persona
from trafficaudit.persona.romanise import given, split, surname
from trafficaudit.persona.write import to_toml

DOMAIN = "example.com"
"""Reserved by RFC 2606: mail to it reaches nobody."""

_DOMAIN = re.compile(r"(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.I)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_EARLIEST = date(1968, 1, 1)
_DAYS = 13_000
_NOTE = "Made-up test person; what points at it was made up for this file. Use for audits only."


def new(seed: int, domain: str = DOMAIN) -> Persona:
    """Make up a test person; the same seed and domain give the same person.

    Seeds less than 13,000 apart share no value but the gender.

    Args:
        seed: any whole number.
        domain: where the e-mail address stands; one that the investigator reads where an app sends a confirmation.

    Raises:
        PersonaError: the domain is no domain name.
    """
    if not _DOMAIN.fullmatch(domain):
        raise PersonaError("is no domain name", repr(domain), "write it as example.com")
    name = _name(seed)
    family, rest = split(name) or ("", name)
    latin = "".join(given(rest)[0]), surname(family)[0].lower()
    tag = _tag(seed, "email", 6)
    words = _stems(seed, "password", "latin", 2)
    road, lot = _addresses(seed)
    values = {
        "name": (name, f"{latin[1].capitalize()} {latin[0].capitalize()}"),
        "birth_date": ((_EARLIEST + timedelta(days=_pick(seed, "birth", _DAYS))).isoformat(),),
        "gender": ("FM"[_pick(seed, "gender", 2)],),
        "email": (f"{latin[0]}.{latin[1]}.{tag}@{domain.lower()}",),
        "phone_number": (_phone(seed),),
        "postal_address": (road, lot),
        "postal_code": (f"{64_000 + _pick(seed, 'postcode', 36_000)}",),
        "customs_clearance_code": (f"P{60 + _pick(seed, 'year', 40)}{_pick(seed, 'customs', 10**10):010d}",),
        "user_name": (f"{_stems(seed, 'user', 'latin', 1)[0]}{latin[1]}_{_tag(seed, 'user', 5)}",),
        "password": (f"{words[0].capitalize()}-{words[1]}-{_tag(seed, 'password', 6)}!7",),
        "search_query": ("{}{} {}{}".format(*_stems(seed, "search", "stems", 4)),),
    }
    persona = Persona(f"persona-{seed}", values, "", (), seed, _NOTE, "trafficaudit persona new")
    return replace(persona, sha256=hashlib.sha256(to_toml(persona).encode()).hexdigest())


def _pick(seed: int, purpose: str, size: int) -> int:
    """Map seeds onto ``range(size)`` so that ``size`` seeds in a row all differ: an affine permutation."""
    number = int.from_bytes(hashlib.sha256(purpose.encode()).digest()[:12])
    step = number % size or 1
    while math.gcd(step, size) != 1:
        step += 1
    return (seed * step + (number >> 32)) % size


def _tag(seed: int, purpose: str, length: int) -> str:
    """Give characters that no two readers take for one another, drawn from a hash of the seed."""
    number = int.from_bytes(hashlib.sha256(f"{purpose} {seed}".encode()).digest())
    return "".join(_ALPHABET[number // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(length))


def _stems(seed: int, purpose: str, table: str, count: int) -> list[str]:
    stems = tables()["made_up"][table]
    number = _pick(seed, purpose, len(stems) ** count)
    return [stems[number // len(stems) ** place % len(stems)] for place in range(count)]


def _name(seed: int) -> str:
    made_up = tables()["made_up"]
    number = _pick(seed, "name", math.prod(len(made_up[table]) for table in ("surnames", "first", "second")))
    number, first = divmod(number, len(made_up["first"]))
    number, second = divmod(number, len(made_up["second"]))
    return f"{made_up['surnames'][number]}{made_up['first'][first]}{made_up['second'][second]}"


def _phone(seed: int) -> str:
    number = _pick(seed, "phone", 20_000_000)
    return f"010-{number // 10_000:04d}-{number % 10_000:04d}"


def _addresses(seed: int) -> tuple[str, str]:
    """Give the address by road name (도로명) and by lot number (지번)."""
    districts = tables()["made_up"]["districts"]
    district = districts[_pick(seed, "district", len(districts))]
    road, side, block, house = _stems(seed, "road", "stems", 4)
    number = 9001 + _pick(seed, "number", 998)
    flat = f"{house}{block}빌라 {101 + _pick(seed, 'flat', 898)}호"
    lot = f"{side}{road}동 {9001 + _pick(seed, 'lot', 997)}-{1 + _pick(seed, 'sublot', 97)}"
    return f"{district} {road}{side}로 {number}, {flat}", f"{district} {lot} {flat}"
