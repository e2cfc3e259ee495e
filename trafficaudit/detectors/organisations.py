"""What a page publishes about a company, shop or product in schema.org's words: nothing is claimed there by name or
form.

``{"@context": "https://schema.org", "@type": "Store", "telephone": ...}`` is what a search engine is to show of the
shop. Other programs use ``@type`` for kinds of their own (an ``Event`` of Jackson's may hold anything), so the context
must say whose word it is. A seeded value stays a seeded value.

Source: schema.org, ``Organization`` and its kinds.
"""

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.key_names import vocabulary
from trafficaudit.detectors.key_places import place_of
from trafficaudit.model import Direction, Finding, Part

_TYPE = "@type"
_CONTEXTS = frozenset(("@context", "@vocab"))
_VOCABULARY = "schema.org"
_KINDS = vocabulary(
    "Organization Corporation LocalBusiness Store OnlineStore OnlineBusiness Restaurant Hotel LodgingBusiness "
    "ShoppingCenter DepartmentStore ClothingStore ElectronicsStore GroceryStore FoodEstablishment CafeOrCoffeeShop "
    "MedicalBusiness Hospital Pharmacy TravelAgency AutoDealer Brand NewsMediaOrganization GovernmentOrganization "
    "EducationalOrganization SportsOrganization PerformingGroup Airline Bank PostOffice Place Product Review "
    "ContactPoint Event Book Movie Article NewsArticle BlogPosting"
)

type _Place = tuple[Direction, Part, str]


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it stands in the description of an organisation or of what it shows."""
    if _TYPE not in fields.names or not (described := _described(fields)):
        return None
    return lambda finding: _stands_in(finding, described)


def _described(fields: Fields) -> set[_Place]:
    """Give where organisations are described, in parts whose context says that the words are schema.org's."""
    named = [fields[index] for index, key in enumerate(fields.keys) if key == _TYPE or key in _CONTEXTS]
    meant = {(each.direction, each.part) for each in named if each.key != _TYPE and _VOCABULARY in str(each.value)}
    return {
        (each.direction, each.part, place_of(each.path).rstrip("."))
        for each in named
        if each.key == _TYPE and each.value in _KINDS and (each.direction, each.part) in meant
    }


def _stands_in(finding: Finding, described: set[_Place]) -> bool:
    """Say whether a finding's field is one of a description, at whatever depth in it."""
    field, path = finding.field, finding.field.path
    while path:
        path = place_of(path).rstrip(".")
        if (field.direction, field.part, path) in described:
            return True
    return False
