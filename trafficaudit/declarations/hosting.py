"""Companies that run servers for others: whose servers a network is, and whether a policy names one of them.

What stands on such a server belongs to a customer, so the company is no recipient by itself. Only where a policy
declares it (as a processor that keeps the data) does its network count for that row of the policy.
"""

import tomllib
from functools import cache
from importlib import resources

from trafficaudit.declarations.organisations import same


@cache
def _table() -> dict[str, dict[str, list[str] | list[int] | str]]:
    file = resources.files("trafficaudit.declarations").joinpath("hosting.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _by_number() -> dict[int, str]:
    return {int(number): name for name, entry in _table().items() for number in entry["asn"]}


@cache
def _by_words() -> dict[str, str]:
    words = {same(str(word)): name for name, entry in _table().items() for word in entry["words"]}
    return words | {same(name): name for name in _table()}


def host_of(asn: int | None) -> str:
    """Give the company whose servers a network announces, by its name in the map; empty where it is none of them."""
    return _by_number().get(asn, "") if asn is not None else ""


def host_named(*names: str) -> str:
    """Give the company that one of these names means; empty where none does.

    >>> host_named("아마존웹서비스(주)"), host_named("Amazon Web Services Korea LLC")
    ('Amazon Web Services', '')
    """
    return next((found for name in names if (found := _by_words().get(same(name), ""))), "")
