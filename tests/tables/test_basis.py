"""By what a recipient is known: by the best of what its addresses tell."""

import pandas as pd

from trafficaudit.tables.basis import based, bases

DESTINATIONS = pd.DataFrame(
    {
        "host": ["a.example", "a.example", "a.example", "b.example"],
        "recipient": ["A", "A", "Cloud", "B"],
        "recipient_basis": ["asn", "certificate", "asn", "made up"],
    }
)


def test_the_best_of_several_counts() -> None:
    assert bases(DESTINATIONS) == {
        ("a.example", "A"): "certificate",
        ("a.example", "Cloud"): "asn",
        ("b.example", "B"): "made up",
    }


def test_each_row_of_the_table_is_told_its_own() -> None:
    rows = pd.DataFrame({"host": ["b.example", "a.example", "c.example"], "recipient": ["B", "A", "C"]})
    assert list(based(rows, DESTINATIONS)["basis"]) == ["made up", "certificate", ""]
