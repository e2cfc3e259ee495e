"""What a page publishes about a company, shop or product in schema.org's words: nothing is claimed there by name or
form.

``{"@type": "Store", "telephone": ..., "address": {...}}`` is what a search engine is to show of the shop. A seeded
value stays a seeded value.

Source: schema.org, ``Organization`` and its kinds.
"""

from collections.abc import Iterator

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Detect
from trafficaudit.detectors.key_names import place_of, vocabulary
from trafficaudit.model import Decoded, Direction, Exchange, Finding, Part

_TYPE = "@type"
_KINDS = vocabulary(
    "Organization Corporation LocalBusiness Store OnlineStore OnlineBusiness Restaurant Hotel LodgingBusiness "
    "ShoppingCenter DepartmentStore ClothingStore ElectronicsStore GroceryStore FoodEstablishment CafeOrCoffeeShop "
    "MedicalBusiness Hospital Pharmacy TravelAgency AutoDealer Brand NewsMediaOrganization GovernmentOrganization "
    "EducationalOrganization SportsOrganization PerformingGroup Airline Bank PostOffice Place Product Review "
    "ContactPoint Event Book Movie Article NewsArticle BlogPosting"
)


def heeding(detect: Detect) -> Detect:
    """Give a detector without what it finds in the description of an organisation or of what it shows."""

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        findings = detect(exchange, decoded)
        fields = Fields.of(decoded.fields)
        if _TYPE not in fields.keys:
            yield from findings
            return
        described = {
            (field.direction, field.part, place_of(field.path).rstrip("."))
            for field in (fields[index] for index, key in enumerate(fields.keys) if key == _TYPE)
            if field.value in _KINDS
        }
        yield from (finding for finding in findings if not _stands_in(finding, described))

    return found


def _stands_in(finding: Finding, described: set[tuple[Direction, Part, str]]) -> bool:
    """Say whether a finding's field is one of a description, at whatever depth in it."""
    field, path = finding.field, finding.field.path
    while path:
        path = place_of(path).rstrip(".")
        if (field.direction, field.part, path) in described:
            return True
    return False
