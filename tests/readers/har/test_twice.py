"""What a HAR holds twice and went out once counts once; what only looks like it counts as often as it went out."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hars

from trafficaudit.model import TWICE, Exchange, Gap
from trafficaudit.readers.file import mapped
from trafficaudit.readers.har import file as har
from trafficaudit.readers.har.twice import may, told, twice
from trafficaudit.readers.jsonscan import WINDOW

URL = "https://api.shop.example/v1/me"
AT = "2026-11-24T09:00:00.{:03}+09:00"


def entry(
    milliseconds: int, *, url: str = URL, body: str | None = '{"m":1}', took: float = 50, **said: Any
) -> dict[str, Any]:
    made = hars.entry(url, "192.0.2.1", body=body, at=AT.format(milliseconds))
    made["time"] = took
    made["response"] |= said
    return made


PAGE: dict[str, Any] = {"_fetchedViaServiceWorker": True, "_serviceWorkerResponseSource": "network"}
WORKER: dict[str, Any] = {"_fetchedViaServiceWorker": False}


def found(*entries: dict[str, Any]) -> set[int]:
    return set(twice(enumerate(entries)))


def test_a_sign_is_seen_wherever_it_stands() -> None:
    sign = b'"_fetchedViaServiceWorker" : true'
    for at in (0, 7, WINDOW - len(sign), WINDOW - 5, WINDOW, 2 * WINDOW - 1):
        assert may(b" " * at + sign + b" " * 9)
    assert not may(b" " * (WINDOW + 9) + sign.replace(b"true", b"fals"))


def test_looking_for_one_keeps_no_more_of_a_file_than_a_window(tmp_path: Path) -> None:
    path = tmp_path / "large.har"
    path.write_bytes(b" " * 8 * WINDOW)
    with path.open("rb") as file, mapped(file) as buffer:
        assert not may(buffer)
        held = sum(int(each.split()[1]) for each in _maps(path) if each.startswith("Rss:"))
    assert held << 10 <= 2 * WINDOW


def _maps(path: Path) -> list[str]:
    """Give what the system says of the mapping of a file in this process."""
    lines = Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.endswith(str(path)))
    return lines[start : start + 8]


def test_what_a_worker_fetched_for_a_page_went_out_once() -> None:
    assert found(entry(0, **PAGE), entry(5, **WORKER)) == {0}
    assert found(entry(5, **WORKER), entry(0, **PAGE)) == {1}
    assert found(entry(0, **PAGE), entry(1, **PAGE), entry(5, **WORKER), entry(6, **WORKER)) == {0, 1}
    assert found(entry(0, url=f"{URL}#top", **PAGE), entry(5, **WORKER)) == {0}


@pytest.mark.parametrize(
    "other",
    [
        entry(100, **WORKER),
        entry(5, body='{"m":2}', **WORKER),
        entry(5, body=None, **WORKER),
        entry(5, url=f"{URL}?a=1", **WORKER),
        entry(5, **PAGE),
    ],
    ids=["later", "another body", "another method", "another address", "another page's"],
)
def test_what_nothing_stands_beside_went_out_by_itself(other: dict[str, Any]) -> None:
    assert found(entry(0, **PAGE), other) == set()


def test_one_fetch_stands_for_one_request_only() -> None:
    assert found(entry(0, **PAGE), entry(1, **PAGE), entry(5, **WORKER)) == {0}
    assert found(entry(0, **WORKER), entry(5, **WORKER)) == set()


def test_what_was_prefetched_is_not_asked_again() -> None:
    ahead = entry(0, body=None)
    ahead["request"]["headers"] = [{"name": "Sec-Purpose", "value": "prefetch;prerender"}]
    used, fetched = entry(90, body=None, _transferSize=0), entry(90, body=None, _transferSize=512)
    assert found(ahead, used) == {1}
    assert found(ahead, fetched) == found(used) == found(used, ahead | {"startedDateTime": AT.format(95)}) == set()


def test_it_counts_once_and_is_told(tmp_path: Path) -> None:
    path = hars.write(tmp_path / "a.har", entry(0, **PAGE), entry(5, **WORKER), entry(9, body=None, **WORKER))
    items = list(har.open_source(path).items())
    assert [item.sent for item in items if isinstance(item, Exchange)] == [False, True, True]
    assert [item.error for item in items if isinstance(item, Exchange)] == [TWICE, None, None]
    (gap,) = [item for item in items if isinstance(item, Gap)]
    assert (gap.reason, gap.exchanges) == (told(1), 0)
    alone = hars.write(tmp_path / "b.har", entry(0, **PAGE), entry(9, body=None, **WORKER))
    assert all(isinstance(item, Exchange) and item.sent for item in har.open_source(alone).items())


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["request", "response", "startedDateTime", "time", "headers", "name", "value", "postData", *PAGE]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=9,
)


@given(st.lists(st.dictionaries(st.sampled_from(["request", "response", "startedDateTime", "time"]), _ANY), max_size=4))
def test_entries_of_any_shape_are_looked_at(entries: list[dict[str, Any]]) -> None:
    assert twice(enumerate(json.loads(json.dumps(entries)))) <= set(range(len(entries)))
