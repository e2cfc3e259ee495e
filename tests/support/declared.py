"""Declarations and observations for tests, with few words."""

from typing import Any

from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import Country, Declaration, Item, Policy, Recipient, Source

POLICY = Policy("policy.html", "ab" * 32, 100, "html", "utf-8")


def recipient(name: str = "Lion Analytics", countries: str = "SG", **fields: Any) -> Recipient:
    given: dict[str, Any] = {
        "organisation": name,
        "known_as": "",
        "domains": (),
        "contact": "",
        "countries": tuple(Country(code, code) for code in countries.split()),
        "unread_countries": (),
        "items": (Item("광고식별자", ("advertising_id",), "named"),),
        "purpose": "",
        "retention": "",
        "when_how": "",
        "refusal": "",
        "basis": "",
        "source": Source((12, 14)),
        "confirmed": True,
    }
    return Recipient(**given | fields)


def declaration(*recipients: Recipient, confirmed: bool = True) -> Declaration:
    return Declaration(POLICY, recipients, confirmed)


def observed(category: str = "advertising_id", country: str = "SG", **fields: Any) -> Observed:
    given: dict[str, Any] = {
        "app": "kr.example.shop",
        "phases": ("login",),
        "recipient": "Lion Analytics",
        "identified": True,
        "party": "third",
        "host": "in.lion.example",
        "country": country,
        "certainty": "established",
        "leaves_korea": "no" if country == "KR" else "yes",
        "category": category,
        "matches": ("verbatim",),
        "proven": True,
        "encrypted": ("yes",),
        "exchanges": 1,
        "example": "s-0001/000001 body ifa",
    }
    return Observed(**given | fields)


def item(words: str, *categories: str, reading: Any = None) -> Item:
    return Item(words, categories, reading or ("named" if categories else "unread"))
