from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import PAYLOADS

from trafficaudit.report.flows import SIDES, Flow
from trafficaudit.report.sankey import bounded, layout, sankey
from trafficaudit.report.texts import Texts

TEXTS = Texts("en")
names = st.one_of(st.text(max_size=8), st.sampled_from(PAYLOADS))
any_flows = st.lists(
    st.builds(Flow, names, names, names, st.sampled_from(SIDES), st.integers(1, 10**6)),
    max_size=60,
    unique_by=lambda flow: (flow.app, flow.recipient, flow.place, flow.side),
)


@given(any_flows)
def test_bars_of_a_column_keep_their_distance_and_lose_nothing(flows: list[Flow]) -> None:
    shown = bounded(flows, TEXTS)
    plan = layout(shown, {flow.recipient for flow in flows})
    total = sum(flow.exchanges for flow in flows)
    for column in plan.columns:
        assert sum(node.exchanges for node in column.values()) == total
        bars = sorted(column.values(), key=lambda node: node.y)
        for above, below in pairwise(bars):
            assert below.y >= above.y + max(above.height, 20.9)
        assert all(node.y >= 0 and node.y + node.height <= plan.height for node in bars)


@given(any_flows)
def test_any_flows_are_well_formed_and_the_same_each_time(flows: list[Flow]) -> None:
    drawn = sankey(flows, TEXTS)
    assert drawn == sankey(list(flows), TEXTS)
    names = {element.tag for element in ET.fromstring(drawn).iter()}
    assert names <= {"svg", "title", "text", "path", "a", "rect"}


def test_many_recipients_become_others_side_by_side() -> None:
    flows = [Flow("app", f"r{number:02}", f"C{number}", SIDES[number % 3], 100 - number) for number in range(60)]
    shown = bounded(flows, TEXTS)
    assert sum(flow.exchanges for flow in shown) == sum(flow.exchanges for flow in flows)
    assert len({flow.recipient for flow in shown}) == 18
    assert {"others: abroad", "others: in Korea", "others: undetermined"} <= {flow.place for flow in shown}
    drawn = sankey(flows, TEXTS)
    assert "#f.recipient=others" not in drawn
    assert "#f.recipient=r00" in drawn


def test_a_recipient_that_is_called_others_is_not_taken_for_the_rest() -> None:
    flows = [Flow("app", f"r{number:02}", "US", "yes", 100 - number) for number in range(30)]
    called = [Flow("app", "others", "US", "yes", 200), Flow("app", "(others)", "US", "yes", 150)]
    sums = {flow.recipient: flow.exchanges for flow in bounded([*flows, *called], TEXTS)}
    assert (sums["others"], sums["(others)"]) == (200, 150)
    assert sums["((others))"] == sum(100 - number for number in range(15, 30))
    drawn = sankey([*flows, *called], TEXTS)
    assert 'aria-label="others: at least 200 exchanges"' in drawn
    assert "#f.recipient=((others))" not in drawn
    small = bounded([*flows, Flow("app", "others", "US", "yes", 1)], TEXTS)
    assert small[-1] == Flow("app", "(others)", "US", "yes", sum(100 - number for number in range(17, 30)) + 1)


@pytest.mark.parametrize("flows", [[], [Flow("a", "b", "KR", "no", 1)]])
def test_nothing_and_one(flows: list[Flow]) -> None:
    drawn = sankey(flows, TEXTS)
    assert drawn.count("<rect") == 3 * len(flows)


@pytest.mark.parametrize(("other", "shown"), [("no", "yes"), ("undetermined", "yes"), ("", "no")])
def test_of_as_many_exchanges_those_abroad_colour_a_bar(other: str, shown: str) -> None:
    sides = ("yes", other) if other else ("undetermined", "no", "no")
    flows = [Flow("app", "A Shop", f"place {number}", side, 3) for number, side in enumerate(sides)]
    assert layout(flows, {"A Shop"}).columns[1]["A Shop"].side == shown


def test_bars_and_ribbons_are_as_thick_as_there_are_exchanges() -> None:
    """Six exchanges share 300 points; the ribbons of a bar lie one below the other in it."""
    flows = [Flow("app", "A", "SG", "yes", 3), Flow("app", "B", "KR", "no", 1), Flow("app", "A", "KR", "no", 2)]
    plan = layout(flows, {"app", "A", "B", "SG", "KR"})
    assert (plan.scale, plan.height) == (50.0, 351.0)
    assert [
        [(node.name, node.y, node.height, node.exchanges) for node in column.values()] for column in plan.columns
    ] == [
        [("app", 36.5, 300.0, 6)],
        [("A", 34.0, 250.0, 5), ("B", 289.0, 50.0, 1)],
        [("SG", 34.0, 150.0, 3), ("KR", 189.0, 150.0, 3)],
    ]
    root = ET.fromstring(sankey(flows, TEXTS))
    ribbons = [(one[0].text, one.get("d"), one.get("stroke-width"), one.get("class")) for one in root.iter("path")]
    assert ribbons == [
        ("app → A: 3", "M26.0 111.5C178.0 111.5 178.0 109.0 330.0 109.0", "150", "ribbon side-yes"),
        ("app → A: 2", "M26.0 236.5C178.0 236.5 178.0 234.0 330.0 234.0", "100", "ribbon side-no"),
        ("app → B: 1", "M26.0 311.5C178.0 311.5 178.0 314.0 330.0 314.0", "50", "ribbon side-no"),
        ("A → Singapore SG: 3", "M340.0 109.0C530.0 109.0 530.0 109.0 720.0 109.0", "150", "ribbon side-yes"),
        ("A → Korea KR: 2", "M340.0 234.0C530.0 234.0 530.0 239.0 720.0 239.0", "100", "ribbon side-no"),
        ("B → Korea KR: 1", "M340.0 314.0C530.0 314.0 530.0 314.0 720.0 314.0", "50", "ribbon side-no"),
    ]
    assert [(one.get("x"), one.get("y"), one.get("height"), one.get("class")) for one in root.iter("rect")] == [
        ("16", "36.5", "300", "node "),
        ("330", "34", "250", "node side-yes"),
        ("330", "289", "50", "node side-no"),
        ("720", "34", "150", "node side-yes"),
        ("720", "189", "150", "node side-no"),
    ]
    labels = [(one.text, one.get("x"), one.get("y")) for one in root.iter("text")]
    assert labels[:4] == [
        ("app", "16", "16"),
        ("recipient", "330", "16"),
        ("country of the first point of contact", "720", "16"),
        ("app  6", "32", "191"),
    ]
    assert [one.get("href") for one in root.iter("a")] == [
        f"#f.{name}" for name in ("app=app", "recipient=A", "recipient=B", "place=SG", "place=KR")
    ]
