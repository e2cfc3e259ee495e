"""What the Act on personal information (PIPA) calls what was seen, and since when: facts for whoever applies it.

Nothing here says that a provision applies or was broken. Sources: the Act as amended by Act No. 19234 and its decree as
amended by Presidential Decree No. 33723, both in force since 2023-09-15.
"""

from datetime import datetime

from trafficaudit.report.clock import SEOUL, clock, earliest
from trafficaudit.report.flows import tally
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results
from trafficaudit.report.texts import Texts

IN_FORCE = datetime(2023, 9, 15, tzinfo=SEOUL)
"""Since when Art. 28-8 of the Act and the present Art. 31 of its decree hold."""
UNIQUE_NUMBERS = (
    "resident_registration_number",
    "passport_number",
    "driver_license_number",
    "foreigner_registration_number",
)
"""What Art. 24(1) of the Act and Art. 19 of its decree make unique identifying information (고유식별정보)."""


def earlier(results: Results, texts: Texts) -> str | None:
    """Say where a recording began before the provision of the notice was in force."""
    first = earliest(row["at"] for row in results.exchanges)
    return texts("law_earlier", at=clock(first)) if first is not None and first < IN_FORCE else None


def unique_numbers(linked: Linked, texts: Texts) -> str | None:
    """Name the items that are unique identifying information, each with its exchanges; None where there are none."""
    listed = []
    for name in UNIQUE_NUMBERS:
        some = [pair for pair in linked if pair[0]["category"] == name]
        if some:
            seen = tally(some)
            item = texts.category(name)
            listed.append(texts("law_unique_item", item=item, number=seen.exchanges, proven=seen.proven))
    return texts("law_unique", items=", ".join(listed)) if listed else None
