"""What a request says itself: that somebody refused tracking, analysis or a transfer, or that the phone is set so.

The tables hold no such value, only its digest; there are so few of them that each can be told by it. That a request
says so and carries an identifier all the same is an observation: what the refusal covers is for the investigator.
"""

import hashlib
import re
import tomllib
from functools import cache
from importlib import resources

import pandas as pd

CONSENT = "consent_state"
BESIDE = frozenset((CONSENT, "transmission_time"))
"""Categories that say nothing of what was sent in spite of a refusal."""
_LAST = re.compile(r"([^.\[\]\"']+)(?:\[[^\]]*\]|[\"'\]])*$")


@cache
def _refusals() -> dict[tuple[str, str], str]:
    """Give what a name with the SHA-256 of a value says."""
    file = resources.files("trafficaudit.tables").joinpath("refusals.toml")
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["refusal"]
    return {
        (name, hashlib.sha256(spelled.encode()).hexdigest()): one["says"]
        for one in listed
        for name in one["names"]
        for value in one["values"]
        for spelled in {value, value.lower(), value.upper(), value.capitalize()}
    }


def said(path: str, digest: str) -> str:
    """Say what a field refuses, by its path and the SHA-256 of its value; empty where it refuses nothing.

    >>> said("query.gcs", hashlib.sha256(b"G100").hexdigest())
    'advertising and analysis denied (Google consent mode)'
    >>> said("query.gcs", hashlib.sha256(b"G111").hexdigest())
    ''
    """
    found = _LAST.search(path)
    name = "".join(filter(str.isalnum, found[1].casefold())) if found else ""
    return _refusals().get((name, digest), "")


def refused(findings: pd.DataFrame) -> pd.DataFrame:
    """Give the requests that say that something was refused, once for each thing that one says.

    Args:
        findings: the table of a result folder.

    Returns:
        Their ``capture`` and ``exchange``, the ``field`` that says so, and what it ``says``.
    """
    own = findings[(findings["category"] == CONSENT) & (findings["direction"] == "request")]
    told = own.assign(
        field=own["path"].astype("string"),
        says=[said(str(path), str(digest)) for path, digest in own[["path", "value_sha256"]].to_numpy()],
    )
    columns = ["capture", "exchange", "field", "says"]
    return told.loc[told["says"] != "", columns].drop_duplicates().reset_index(drop=True)
