"""What stands beside a field, and what is a crowd."""

from hypothesis import example, given
from hypothesis import strategies as st
from support.fields import field

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_of, place_under
from trafficaudit.detectors.siblings import CROWD, Siblings
from trafficaudit.model import Decoded, Part


def test_siblings_stand_in_the_same_place() -> None:
    one, two = field("a.x", "1"), field("a.y", "2")
    others = (
        field("b.x", "3"),
        field("a.y", "4", part="url"),
        field("a.y.z", "5"),
        field("a.y", "6", direction="response"),
    )
    assert list(Siblings(Decoded((one, two, *others), ())).beside(one)) == [one, two]
    first, second = field("p[0]", "1"), field("p[1]", "2")
    assert list(Siblings(Decoded((first, second), ())).beside(second)) == [first, second]


def test_a_crowd_has_nobody_beside_its_members() -> None:
    crowd = tuple(field(f"a.x{number}", "1") for number in range(201))
    siblings = Siblings(Decoded(crowd, ()))
    assert list(siblings.beside(crowd[0])) == []
    assert siblings.crowded("request", "body", "a.")
    assert not siblings.crowded("request", "url", "a.")
    apart = tuple(field(f"a.x{number}" if number < 200 else "a.y.z", "1") for number in range(201))
    assert not Siblings(Decoded(apart, ())).crowded("request", "body", "a.")


STEPS = st.sampled_from(["a", "a.", "a.b", "a[0]", "a[0].b", "a.b.c", "b", '["a.b"]', "a/b", "a-", ""])


@example([("a[0]", 150, "body"), ("a[0]", 150, "body")], "a")
@given(st.lists(st.tuples(STEPS, st.integers(1, 150), st.sampled_from(["body", "url"])), max_size=6), STEPS)
def test_crowds_are_counted_exactly(runs: list[tuple[str, int, Part]], step: str) -> None:
    paths = [(f"{path}.{n}" if n % 2 else path, part) for path, count, part in runs for n in range(count)]
    fields = tuple(field("x", "1", path=path, part=part, key="x") for path, part in paths)
    siblings = Siblings(Decoded(fields, ()))
    for place in {place_of(step), step, f"{step}."}:
        plain = sum(place_under(path, "x") == place and part == "body" for path, part in paths)
        assert siblings.crowded("request", "body", place) == (plain > CROWD)


@given(st.text(), st.text())
def test_any_field_stands_beside_itself(name: str, path: str) -> None:
    one = field("a", "1", path=path, key=name)
    assert list(Siblings(Decoded((one,), ())).beside(one)) == [one]


def test_all_who_ask_are_given_the_same_tables() -> None:
    fields = Fields.of([field("a.x", "1"), field("a.y", "2")])
    siblings = Siblings.of(fields)
    assert Siblings.of(fields) is siblings
    assert list(siblings.beside(fields[0])) == [fields[0], fields[1]]
