"""What the Act on personal information (PIPA) calls what was seen, and since when: facts for whoever applies it.

Nothing here says that a provision applies or was broken. Sources: the Act as amended by Act No. 19234 and its decree as
amended by Presidential Decree No. 33723, both in force since 2023-09-15; 위치정보의 보호 및 이용 등에 관한 법률 제2조;
신용정보의 이용 및 보호에 관한 법률 제2조.
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
"""What Art. 24(1) of the Act and Art. 19 of its decree make unique identifying information (고유식별정보).

The decree speaks of passports and licences of the Republic of Korea alone (여권법 제7조제1항제1호, 도로교통법 제80조).
"""
SENSITIVE = (
    "health",
    "sexual_life",
    "beliefs",
    "union_or_party",
    "genetic_data",
    "criminal_record",
    "biometrics",
    "ethnicity",
)
"""Kinds of sensitive data (민감정보) that Art. 23(1) of the Act and Art. 18 of its decree list."""
PLACES = ("coordinates", "cell_id", "wifi_bssid")
"""What may be location information of a person in the sense of Art. 2 of the Act on location information."""
CREDIT = ("credit_information", "income")
"""What may be personal credit information in the sense of Art. 2 of the Credit Information Act."""

_KINDS = (("unique", UNIQUE_NUMBERS), ("sensitive", SENSITIVE), ("places", PLACES), ("credit", CREDIT))


def earlier(results: Results, texts: Texts) -> str | None:
    """Say where a recording began before the provision of the notice was in force."""
    first = earliest(row["at"] for row in results.exchanges)
    return texts("law_earlier", at=clock(first)) if first is not None and first < IN_FORCE else None


def named(linked: Linked, texts: Texts) -> list[str]:
    """Name the items that an act has a word of its own for, each with its exchanges: a sentence for each such word."""
    said = []
    for kind, categories in _KINDS:
        listed = []
        for name in categories:
            some = [pair for pair in linked if pair[0]["category"] == name]
            if some:
                seen = tally(some)
                item = texts.category(name)
                listed.append(texts("law_item", item=item, number=seen.exchanges, proven=seen.proven))
        if listed:
            said.append(texts(f"law_{kind}", items=", ".join(listed)))
    return said
