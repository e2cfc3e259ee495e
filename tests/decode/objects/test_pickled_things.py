"""What a pickle builds, thing by thing."""

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.objects.pickled_things import Things
from trafficaudit.decode.place import Linear
from trafficaudit.decode.wire.graph import Thing
from trafficaudit.decode.wire.octets import Octets

READER = Octets(Node(b"", None, Linear(0), "$", "", "body", Budget(Limits())), 0)


def test_an_object_keeps_what_it_was_called_with_beside_its_members() -> None:
    things = Things()
    one, two, key, value = (things.add(Thing(0, 0, text)) for text in ("one", "two", "key", "value"))
    made = things.made(things.named("a.B"), [one, two], READER)
    things.build(made, things.pairs([key, value]), READER)
    thing = things.get(made)
    assert thing is not None
    assert [things.text(number) for number in thing.names or ()] == ["0", "1", "key"]
    assert [things.text(number) for number in thing.items or ()] == ["one", "two", "value"]


def test_a_time_that_is_none_stays_what_it_is() -> None:
    things = Things()
    raw = things.add(Thing(0, 0, b"\xff" * 10))
    thing = things.get(things.made(things.named("datetime.datetime"), [raw], READER))
    assert thing is not None
    assert thing.value == b"\xff" * 10


def test_a_class_by_itself_is_nothing() -> None:
    things = Things()
    assert things.get(things.named("a.B")) is None
