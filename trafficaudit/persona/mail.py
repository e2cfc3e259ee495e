"""How an e-mail address is written: its domain in another notation, and as the services that match people have it.

Google and MaxMind take the dots of an account out before they hash it and read googlemail.com as gmail.com (the former
of Gmail's addresses, Google's guide of all); UID2 and Google take off what stands behind a plus sign. Meta, TikTok,
Kakao and Naver change letter case and surrounding space only. Keys of Firebase's Realtime Database hold no dots: apps
write commas. A plus sign that was not escaped in an address is read as a space.
"""

from collections.abc import Iterator
from itertools import product

from trafficaudit.persona.form import Form
from trafficaudit.persona.weight import SHORTEST

_SPELLED_OUT = (" at ", "[at]", " [at] ", "(at)", " (at) ", "_at_", " @ ")
"""How the sign is written where programs are to overlook the address."""

_DOTS = (".", " dot ", "[dot]", " [dot] ", "(dot)", " (dot) ", "_dot_", "_")
"""How the dots behind it are."""

_GOOGLE = ("gmail.com", "googlemail.com")


def address(value: str) -> Iterator[Form]:
    """Give the other notations of an e-mail address; of what is no address, none.

    >>> [form.text for form in address("ha.ram+shop@gmail.com") if not form.note.startswith("with")][:3]
    ['ha.ram@gmail.com', 'haram+shop@gmail.com', 'haram@gmail.com']
    """
    local, at, domain = value.rpartition("@")
    if not at:
        return
    yield from _domains(local, domain)
    yield Form(value.replace(".", ","), note="with commas for its dots", wide=False, hashed=False)
    yield Form(value.replace(".", "\\."), note="with a backslash before its dots", wide=False, hashed=False)
    for sign, dot in product(_SPELLED_OUT, _DOTS):
        text = f"{local}{sign}{domain.replace('.', dot)}"
        yield Form(text, note="with its sign spelled out", caseless=True, wide=False, hashed=False)
    if "+" in local:
        yield Form(value.replace("+", " "), note="with its plus sign read as a space", wide=False, hashed=False)
    others = [other for other in _GOOGLE if other != domain.lower()]
    for other in (domain, *others) if len(others) < len(_GOOGLE) else (domain,):
        for account, note in _accounts(local) if local.partition("+")[0] else ():
            if (account, other) == (local, domain):
                continue
            # A brief account, without what made it the test person's own, may be anybody's.
            brief = len(account) < SHORTEST
            yield Form(f"{account}@{other}", note=note, typed_only=brief, wide=False)


def _accounts(local: str) -> Iterator[tuple[str, str]]:
    bare = local.partition("+")[0]
    yield bare, "without the tag of its account"
    yield local.replace(".", ""), "without the dots of its account"
    yield bare.replace(".", ""), "without dots and tag of its account"
    yield local, "at the other name of its domain"


def _domains(local: str, domain: str) -> Iterator[Form]:
    """Give an internationalised domain in Unicode and in Punycode (RFC 3492)."""
    try:
        coded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        coded = domain
    if coded.lower() != domain.lower():
        yield Form(f"{local}@{coded}", note="with its domain in Punycode", caseless=True)
    elif "xn--" in domain.lower():
        try:
            yield Form(f"{local}@{domain.encode('ascii').decode('idna')}", note="with its domain in Unicode")
        except UnicodeError:
            return
