"""Which results may hold the same exchanges: a copy, cut or exported again, or what two recorders saw of one phone.

Recordings that are the same byte for byte are refused (``roots.py``). Of others nobody can be certain, so that this is
a doubt: it is told, and nothing is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trafficaudit.errors import ReadError
from trafficaudit.model import UNNAMED
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.folder import ANEW
from trafficaudit.tables.overlaps import pairs

_ONE_EXCHANGE = ["at", "method", "host", "port", "endpoint"]
"""What two recordings of one exchange have in common; sizes and codes differ between formats."""
_CLOCK = "ms"
"""How exactly a time counts: HAR files of browsers tell no more."""
_SHARE = 0.1
"""The part of the smaller result from which on it is no chance that two asked for the same in one millisecond."""


class Twice(NamedTuple):
    """Two results, by their numbers, that may count something twice.

    Args:
        one: the earlier of them.
        other: the later one.
        exchanges: how many exchanges of one time, host and path both hold; 0 where only the time is the same.
        app: where only the time is the same, the app that both recorded then.
    """

    one: int
    other: int
    exchanges: int = 0
    app: str = ""


def twice(folders: Sequence[Path]) -> list[Twice]:
    """Find what may count twice in results that are joined; each pair once.

    Args:
        folders: result folders whose tables are those that their recipes name.

    Raises:
        ReadError: a table cannot be read.
    """
    read = [_exchanges(folder, number) for number, folder in enumerate(folders)]
    told = {(each.one, each.other): each for each in _same(read)}
    for each in _at_one_time(read):
        told.setdefault((each.one, each.other), each)
    return sorted(told.values())


def _exchanges(folder: Path, number: int) -> pd.DataFrame:
    """Give app, time and a key of each exchange that has a time and reached a server."""
    columns = ["app", "sent", *_ONE_EXCHANGE]
    wanted = pa.schema([formats.schema("exchanges").field(name) for name in columns])
    try:
        data = pq.read_table(folder / "exchanges.parquet", columns=columns).select(columns).cast(wanted).to_pandas()
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise ReadError("holds tables that cannot be read", visible(str(folder)), ANEW) from error
    data = data[data["at"].notna() & (data["sent"] != "no")]
    alike = (
        data[_ONE_EXCHANGE].assign(at=data["at"].dt.floor(_CLOCK)).fillna({"method": "", "host": "", "endpoint": ""})
    )
    return pd.DataFrame(
        {"app": data["app"], "at": data["at"], "key": pd.util.hash_pandas_object(alike, index=False), "result": number}
    )


def _same(read: Sequence[pd.DataFrame]) -> Iterator[Twice]:
    """Compare each exchange with the first result that holds it, so that many results cost no more than they hold."""
    distinct = pd.concat([each[["key", "result"]].drop_duplicates() for each in read], ignore_index=True)
    held = distinct.groupby("result").size()
    several = distinct[distinct["key"].duplicated(keep=False)]
    first = several.groupby("key")["result"].transform("min").rename("first")
    found = several.assign(first=first)
    counts = found[found["first"] != found["result"]].groupby(["first", "result"]).size().reset_index()
    for one, other, count in counts.to_numpy().tolist():
        if count >= _SHARE * min(held[one], held[other]):
            yield Twice(one, other, count)


def _at_one_time(read: Sequence[pd.DataFrame]) -> Iterator[Twice]:
    """Say which results recorded an app at the same time; of apps without a name nobody knows whether they are one."""
    spans = defaultdict[str, list[tuple[tuple[float, float], int]]](list)
    for number, data in enumerate(read):
        for app, times in data.groupby("app", sort=True)["at"]:
            spans[str(app)].append(((times.min().timestamp(), times.max().timestamp()), number))
    for app in sorted(spans.keys() - {UNNAMED}):
        for one, other in pairs(sorted(spans[app])):
            yield Twice(min(one, other), max(one, other), app=app)
