"""What a page publishes about a company, shop or product in schema.org's words: nothing is claimed there by name or
form.

``{"@context": "https://schema.org", "@type": "Store", "telephone": ...}`` is what a search engine is to show of the
shop. Other programs use ``@type`` for kinds of their own (an ``Event`` of Jackson's may hold anything), so the context
must say whose word it is. A seeded value stays a seeded value.

Neither is whoever sells one line of an order: what stands under its seller is his, even where the documents of a
service call him a customer (Riskified: ``line_items[0].seller.customer.email``). Who ordered is told once, above.

Nor is who sends a parcel, where the name beside it is a company's or a shop's: a person who sends one has a person's.

Nor are the traits of a group, which kits of analytics tell beside who belongs to it: those of a company or a team.

Nor is what a server tells of an account that is an organisation's or a program's, where it says so beside it (GitHub's
REST API, ``type`` of an owner); what stands further in may be of its members.

Source: schema.org, ``Organization`` and its kinds; Segment's and RudderStack's specifications, ``group``; GitHub's REST
API, ``simple-user``.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.key.others import is_organisation
from trafficaudit.detectors.names.paths import place_of, steps
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.detectors.names.words import compact, vocabulary, words
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Direction, Field, Finding, Part

_TYPE = "@type"
_CONTEXT = "@context"
_CONTEXTS = frozenset((_CONTEXT, "@vocab"))
_VOCABULARY = "schema.org"
_KINDS = vocabulary(
    "Organization Corporation LocalBusiness Store OnlineStore OnlineBusiness Restaurant Hotel LodgingBusiness "
    "ShoppingCenter DepartmentStore ClothingStore ElectronicsStore GroceryStore FoodEstablishment CafeOrCoffeeShop "
    "MedicalBusiness Hospital Pharmacy TravelAgency AutoDealer Brand NewsMediaOrganization GovernmentOrganization "
    "EducationalOrganization SportsOrganization PerformingGroup Airline Bank PostOffice Place Product Review "
    "ContactPoint Event Book Movie Article NewsArticle BlogPosting"
)

_SOMEBODY = "Person"
_LINES = parents_in("order lines") | {"products", "goods"}
_TELLING = frozenset(("info", "data", "detail", "details"))
_OF_A_PERSON = frozenset(
    ("name", "email", "phone_number", "user_id", "user_name", "postal_address", "postal_code", "birth_date")
)

_SENDERS = vocabulary("sender sndr consignor from fromaddress senderinfo")
_CALLED = vocabulary("name nm fullname sendername sndrnm company companyname")

_GROUP, _TRAITS = "groupId", "traits"
_ACCOUNT = "type"
_NO_PERSONS = frozenset(("Organization", "Organisation", "Bot"))

_OF_AN_ACCOUNT = _OF_A_PERSON | {"photo", "region"}

type _Place = tuple[Direction, Part, str]


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it stands in the description of an organisation or of what it shows."""
    described = _described(fields) if _TYPE in fields.names else {}
    described |= _groups(fields) if _GROUP in fields.names else {}
    accounts = _accounts(fields) if _ACCOUNT in fields.names else frozenset()
    siblings = Siblings.of(fields)
    if not described and not accounts:
        return lambda finding: _is_sellers(finding) or _is_senders(finding, siblings)
    return lambda finding: (
        _is_sellers(finding)
        or _is_senders(finding, siblings)
        or _is_accounts(finding, accounts)
        or _stands_in(finding, described)
    )


def _accounts(fields: Fields) -> frozenset[_Place]:
    """Give where answers tell of accounts that are no person's."""
    named = [index for index, key in enumerate(fields.keys) if key == _ACCOUNT and fields.values[index] in _NO_PERSONS]
    return frozenset(_place(field) for field in map(fields.__getitem__, named) if field.direction == "response")


def _is_accounts(finding: Finding, accounts: frozenset[_Place]) -> bool:
    """Say whether a finding is of an account that is no person's: a member of the very object."""
    return finding.category in _OF_AN_ACCOUNT and _place(finding.field) in accounts


def _groups(fields: Fields) -> dict[_Place, bool]:
    """Give where the traits of groups stand: beside the group's number, by which a user's own are told from them."""
    numbers = [_place(fields[index]) for index, key in enumerate(fields.keys) if key == _GROUP]
    return {(direction, part, f"{path}.{_TRAITS}".lstrip(".")): True for direction, part, path in numbers}


def _is_sellers(finding: Finding) -> bool:
    """Say whether a finding is of whoever sells one line of an order."""
    if finding.category not in _OF_A_PERSON or "." not in finding.field.path:
        return False
    over = steps(finding.field.path)[:-1]
    return any(compact(line) in _LINES and _is_seller(inner) for line, inner in pairwise(over))


def _is_senders(finding: Finding, siblings: Siblings) -> bool:
    """Say whether a finding is of a company or a shop that sends a parcel: a member of the object with its name."""
    if finding.category not in _OF_A_PERSON or "." not in finding.field.path:
        return False
    over = steps(finding.field.path)[-2:-1]
    if not over or compact(over[0]) not in _SENDERS:
        return False
    beside = siblings.beside(finding.field)
    return any(compact(each.key) in _CALLED and is_organisation(str(each.value)) for each in beside)


def _is_seller(name: str) -> bool:
    first, *rest = words(name) or ("",)
    return compact(name) in BUSINESS or (first in BUSINESS and bool(rest) and _TELLING.issuperset(rest))


def _described(fields: Fields) -> dict[_Place, bool]:
    """Give where organisations are described, by a context at or above them whose words are schema.org's.

    False where somebody is told of: what an app sends of a person (who writes a review) is that person's.
    """
    named = [fields[index] for index, key in enumerate(fields.keys) if key == _TYPE or key in _CONTEXTS]
    meant = {_told_in(each) for each in named if each.key != _TYPE and _VOCABULARY in str(each.value)}
    found = {
        _place(each): each.value in _KINDS
        for each in named
        if each.key == _TYPE and (each.value in _KINDS or (each.value == _SOMEBODY and each.direction == "request"))
    }
    return {place: of_all for place, of_all in found.items() if any(one in meant for one in _outwards(*place))}


def _place(field: Field) -> _Place:
    """Give the place of the object that a field is a member of."""
    return field.direction, field.part, place_of(field.path, field.key).rstrip(".")


def _told_in(context: Field) -> _Place:
    """Give the place of the object that a context is of: it may be a list, or an object with a vocabulary."""
    before, named, _ = context.path.rpartition(_CONTEXT)
    return (context.direction, context.part, before.rstrip(".")) if named else _place(context)


def _outwards(direction: Direction, part: Part, path: str) -> Iterator[_Place]:
    """Give a place and those that it is in, up to all of the message."""
    yield direction, part, path
    while path:
        path = place_of(path).rstrip(".")
        yield direction, part, path


def _stands_in(finding: Finding, described: Mapping[_Place, bool]) -> bool:
    """Say whether what the nearest description around a finding's field tells of is nobody, at whatever depth."""
    return next((described[place] for place in _outwards(*_place(finding.field)) if place in described), False)
