"""What a seeded value looks like when somebody writes it down differently: every form of it, by its category."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from trafficaudit.persona import dates, mail, network, numbers, person, phrases, romanise, telephone
from trafficaudit.persona.form import Form
from trafficaudit.persona.model import Boundary
from trafficaudit.persona.weight import SHORTEST, is_typed_only, width

SECRETS = frozenset(
    {"password", "access_token", "session_id", "push_token", "connecting_information", "device_fingerprint", "user_id"}
)
"""Categories whose values are compared letter case and all."""

MOST_WIDE = 1_000
"""Forms of one category that get every encoding (a persona has some dozens): a bound on the time to prepare."""


def forms(category: str, value: str) -> tuple[Form, ...]:
    """Give every spelling of a value, the value itself first; later ones that repeat an earlier text are left out."""
    typed = is_typed_only(category, value)
    caseless = (category not in SECRETS or numbers.is_uuid(value)) and value.lower() != value.upper()
    first = Form(value, "verbatim", typed_only=typed, caseless=caseless, boundary=_boundary(category, value))
    found: dict[tuple[str, bytes], Form] = {(value, b""): first}
    for form in _others(category, value):
        if not (form.text or form.raw):
            continue  # of a value without digits no digits are left
        if form.boundary == "word" and category in _TEXTS:
            form = replace(form, boundary=_TEXTS[category])  # noqa: PLW2901
        short = typed or (not form.raw and width(form.text) < SHORTEST)
        kept = replace(form, typed_only=form.typed_only or short, caseless=form.caseless or (caseless and not form.raw))
        found.setdefault((form.text, form.raw), kept)
    return tuple(found.values())


def forms_of(category: str, values: Iterable[str]) -> Iterator[tuple[str, Form]]:
    """Give the forms of a category's values; the usual ones only, none of them ``wide``, where there are too many."""
    listed = [(value, form) for value in values for form in forms(category, value)]
    narrow = sum(form.wide for _, form in listed) > MOST_WIDE
    for value, form in listed:
        if not narrow:
            yield value, form
        elif form.wide:
            yield value, replace(form, wide=False)


def too_many(category: str, values: Iterable[str]) -> bool:
    """Say whether a category holds so many values that they are searched for in fewer spellings and encodings."""
    return not any(form.wide for _, form in forms_of(category, values))


def _boundary(category: str, value: str) -> Boundary:
    if numbers.is_hexadecimal(value):
        return numbers.beside_hexadecimal(value)
    if category in _BOUNDARIES and not re.search("[^0-9 ,.+-]", value):
        return _BOUNDARIES[category]
    if category == "ip_address" and ":" in value:
        return "groups"
    if not re.search("[^0-9 ().+-]", value):
        return "digit"
    if category == "name" and romanise.is_hangul(value.replace(" ", "")):
        return "hangul"
    return "none" if category in SECRETS and width(value) >= 16 else _TEXTS.get(category, "word")


_TEXTS: dict[str, Boundary] = {"postal_address": "numbered", "email": "mail"}
_BOUNDARIES: dict[str, Boundary] = {
    "ip_address": "dotted", "app_version": "dotted", "os_version": "dotted", "coordinates": "signed",
}  # fmt: skip


def _others(category: str, value: str) -> Iterator[Form]:
    special = _BY_CATEGORY.get(category)
    if special:
        yield from special(value)
    if category != "password":
        yield from numbers.identifier(value)
        if category in _COUNTED:
            yield from numbers.double(value.replace("-", ""))


_REGISTRATION = (
    "resident_registration_number", "foreigner_registration_number", "business_registration_number",
    "driver_license_number", "bank_account", "imsi", "health_insurance_number", "foreign_identity_number", "esim_id",
)  # fmt: skip
_COUNTED = frozenset({"user_id", "order", "imei", "imsi", "iccid", "passport_number", *_REGISTRATION})
"""Numbers that programs count with, so that a library may take one for a double."""

_BY_CATEGORY: dict[str, Callable[[str], Iterator[Form]]] = {
    "name": person.name,
    "phone_number": telephone.phone,
    "email": mail.address,
    "postal_address": person.address,
    "postal_code": numbers.postcode,
    "birth_date": dates.birth_date,
    "gender": person.gender,
    "card_number": numbers.card,
    "customs_clearance_code": numbers.customs,
    "passport_number": numbers.passport,
    "coordinates": numbers.coordinates,
    "search_query": phrases.query,
    "connecting_information": numbers.base64_text,
    "device_fingerprint": numbers.base64_text,
    "imei": numbers.imei,
    "iccid": numbers.iccid,
    "device_name": numbers.device_name,
    "device_model": numbers.model,
    "ip_address": network.network_address,
    "mac_address": network.mac,
    "wifi_bssid": network.mac,
    **dict.fromkeys(("locale", "screen", "mcc_mnc"), numbers.separated),
    **dict.fromkeys(_REGISTRATION, numbers.registration),
}
