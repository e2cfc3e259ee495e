"""By what the recipients of a result are known."""

import pandas as pd

_BASES = {"curated": 0, "certificate": 1, "unconfirmed": 2, "asn": 3, "none": 4}
"""By what a recipient is known, the best first."""


def bases(destinations: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Give by what the recipient of each host is known: by the best where its addresses tell it in several ways."""
    found: dict[tuple[str, str], str] = {}
    for row in destinations.to_dict("records"):
        place, basis = (str(row["host"]), str(row["recipient"])), str(row["recipient_basis"])
        found[place] = min(found.get(place, basis), basis, key=lambda one: _BASES.get(one, len(_BASES)))
    return found


def based(transfers: pd.DataFrame, destinations: pd.DataFrame) -> pd.DataFrame:
    """Say of each row of the transfer table by what its recipient is known, in a column ``basis``."""
    by = bases(destinations)
    places = zip(transfers["host"].astype(str), transfers["recipient"].astype(str), strict=True)
    return transfers.assign(basis=[by.get(place, "") for place in places])
