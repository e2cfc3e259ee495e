"""Objects by number: paths, cycles, bounds."""

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.wire.graph import Graph, Thing


class Made:
    """Objects that a test wrote down."""

    def __init__(self, *things: Thing) -> None:
        self.things = things

    def get(self, number: int) -> Thing | None:
        return self.things[number] if 0 <= number < len(self.things) else None


def text(value: str) -> Thing:
    return Thing(0, len(value), value, True)


def walked(*things: Thing, work: int = 1_000_000) -> Graph:
    node = Node(b"-" * 64, None, Linear(0), "$", "root", "body", Budget(Limits(work=work)))
    graph = Graph(node, Made(*things))
    graph.walk(0)
    return graph


def test_paths_and_keys() -> None:
    graph = walked(
        Thing(0, 0, items=[2, 4], names=[1, 3]), text("a"), text("x"), text("b.c"), Thing(0, 0, items=[2, 9])
    )
    assert [child[:3] for child in graph.children] == [("a", "a", "x"), ('["b.c"][0]', "b.c", "x")]
    assert graph.reached == {0, 1, 2, 3, 4}


def test_a_name_that_is_data_is_kept_and_one_that_is_none_goes_by_its_number() -> None:
    graph = walked(Thing(0, 0, items=[2, 2], names=[1, 7]), text("kim@example.kr"), text("x"))
    assert [child[2] for child in graph.children] == ["kim@example.kr", "x", "x"]
    assert [child[0] for child in graph.children][1:] == ['["kim@example.kr"]', "7"]


def test_a_list_in_itself_ends_and_one_that_is_named_twice_is_given_twice() -> None:
    assert not walked(Thing(0, 0, items=[0, 0])).children
    graph = walked(Thing(0, 0, items=[1, 1]), Thing(0, 0, items=[2]), text("x"))
    assert [child[0] for child in graph.children] == ["[0][0]", "[1][0]"]


def test_what_grows_beyond_the_bound_is_told() -> None:
    lists = [Thing(0, 0, items=[at + 1, at + 1]) for at in range(40)]
    graph = walked(*lists, text("x"), work=10_000)
    assert [obstacle[3] for obstacle in graph.obstacles] == ["the bound on work is reached"]


def test_what_nothing_led_to_is_given_by_its_number() -> None:
    graph = walked(text("x"), text("y"))
    graph.left(range(2))
    assert [child[:3] for child in graph.children] == [("$", "root", "x"), ("[1]", "root", "y")]


def test_work_that_is_spent_is_told_once() -> None:
    graph = walked(Thing(0, 0, items=[1]), *[text("x")] * 50, work=600)
    graph.left(range(51))
    assert len(graph.obstacles) == 1
