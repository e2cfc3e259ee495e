"""Hosts whose redacted names are alike."""

import time
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from support.samples import destination, exchange, finding

from trafficaudit.model import Decoded
from trafficaudit.redaction import digest, shown_host
from trafficaudit.tables.collect import Results
from trafficaudit.tables.namesakes import Namesakes
from trafficaudit.tables.rows import rows

LABELS = st.text("ab.…()#123", min_size=1, max_size=6)


@given(st.lists(st.tuples(LABELS, LABELS), max_size=12))
def test_no_two_hosts_share_a_name_and_each_keeps_its_own(pairs: list[tuple[str, str]]) -> None:
    namesakes, named = Namesakes(), dict[tuple[str, str], str]()
    for pair in [*pairs, *pairs]:
        name = namesakes.name(*pair)
        assert named.setdefault(pair, name) == name
    owners = dict[str, str]()
    for (_, identity), name in named.items():
        assert owners.setdefault(name, identity) == identity


def test_a_number_stands_beside_what_was_redacted_and_keeps_the_domain() -> None:
    namesakes = Namesakes()
    shown = [namesakes.name("b.au…77 (19).push.example", one) for one in "abc"]
    assert shown[1:] == ["b.au…77 (19)#2.push.example", "b.au…77 (19)#3.push.example"]
    assert namesakes.name("push.example", "a") == "push.example"


def test_many_that_are_shown_alike_take_no_longer_each() -> None:
    """Ten thousand labels of one length with the same ends took a minute, and twice as many four."""
    namesakes, begun = Namesakes(), time.process_time()
    shown = {namesakes.name("au…77 (19).push.example", str(number)) for number in range(10_000)}
    assert len(shown) == 10_000
    assert time.process_time() - begun < 10


def test_two_hosts_that_are_redacted_alike_share_no_row_and_neither_is_shown(tmp_path: Path) -> None:
    labels = ["user-0104178263-kr", "user-0109999999-kr"]
    assert len({shown_host(label, [label]) for label in labels}) == 1
    with Results(tmp_path, "en") as results:
        for number, label in enumerate([*labels, *labels]):
            host = f"{label}.push.example"
            place = destination(host=host, ip="203.0.113.7")
            made = exchange(number, host=host, url=f"https://{host}/")
            results.add(rows(made, place, Decoded((), ()), [finding()], (label,)))
    names = ["us…kr (18).push.example", "us…kr (18)#2.push.example"]
    tables = {stem: pd.read_parquet(tmp_path / f"{stem}.parquet") for stem in ("exchanges", "findings", "destinations", "transfers")}  # fmt: skip
    assert tables["transfers"][["host", "exchanges"]].to_numpy().tolist() == [[names[1], 2], [names[0], 2]]
    assert tables["destinations"][["host", "exchanges"]].to_numpy().tolist() == [[name, 2] for name in names]
    assert tables["exchanges"]["host"].tolist() == tables["findings"]["host"].tolist() == [*names, *names]
    assert tables["exchanges"]["destination"].tolist() == tables["findings"]["destination"].tolist() == [0, 1, 0, 1]
    for file in tmp_path.iterdir():
        for label in labels:
            assert label.encode() not in file.read_bytes()
            assert digest(f"{label}.push.example").encode() not in file.read_bytes()
