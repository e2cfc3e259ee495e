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

from trafficaudit.model import UNNAMED
from trafficaudit.tables import formats
from trafficaudit.tables.folder import readable
from trafficaudit.tables.overlaps import pairs

_ONE_EXCHANGE = ["at", "method", "host", "port", "endpoint"]
"""What two recordings of one exchange have in common; sizes and codes differ between formats."""
_COLUMNS = ["app", "sent", *_ONE_EXCHANGE]
_SCHEMA = pa.schema([formats.schema("exchanges").field(name) for name in _COLUMNS])
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
    data = _exchanges(folders)
    told = {(each.one, each.other): each for each in _same(data)}
    for each in _at_one_time(data):
        told.setdefault((each.one, each.other), each)
    return sorted(told.values())


def _exchanges(folders: Sequence[Path]) -> pd.DataFrame:
    """Give result, app, time and a key of each exchange that has a time and reached a server."""
    read = []
    for number, folder in enumerate(folders):
        with readable(folder):
            table = formats.read_columns(folder / "exchanges.parquet", _COLUMNS).select(_COLUMNS).cast(_SCHEMA)
        read.append(table.append_column("result", pa.array([number] * len(table), pa.int64())))
    data = pa.concat_tables(read).to_pandas()
    data = data[data["at"].notna() & (data["sent"] != "no")]
    alike = data[_ONE_EXCHANGE].fillna({"method": "", "host": "", "endpoint": ""})
    key = pd.util.hash_pandas_object(alike.assign(at=data["at"].dt.floor(_CLOCK)), index=False)
    return data[["result", "app", "at"]].assign(key=key)


def _same(data: pd.DataFrame) -> Iterator[Twice]:
    """Compare each exchange with the first result that holds it, so that many results cost no more than they hold."""
    distinct = data[["key", "result"]].drop_duplicates()
    held = distinct.groupby("result").size()
    several = distinct[distinct["key"].duplicated(keep=False)]
    found = several.assign(first=several.groupby("key")["result"].transform("min"))
    counts = found[found["first"] != found["result"]].groupby(["first", "result"]).size().reset_index()
    for one, other, count in counts.to_numpy().tolist():
        if count >= _SHARE * min(held[one], held[other]):
            yield Twice(one, other, count)


def _at_one_time(data: pd.DataFrame) -> Iterator[Twice]:
    """Say which results recorded an app at the same time; of apps without a name nobody knows whether they are one."""
    spans = defaultdict[str, list[tuple[tuple[float, float], int]]](list)
    times = data[data["app"] != UNNAMED].groupby(["app", "result"])["at"].agg(["min", "max"]).reset_index()
    for app, result, first, last in times.itertuples(index=False):
        spans[app].append(((first.timestamp(), last.timestamp()), result))
    for app in sorted(spans):
        for one, other in pairs(sorted(spans[app])):
            yield Twice(min(one, other), max(one, other), app=app)
