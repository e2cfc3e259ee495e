"""Values of somebody else under the encoders that hold the person's: nothing to be claimed as theirs."""

import random
from collections.abc import Mapping

from corpus import person
from corpus.carried import Unfit, value
from corpus.names import NAMES
from corpus.person import Values
from corpus.textual import Wrap

_DRAWS = 60


def body(draw: random.Random, values: Values, wraps: Mapping[str, Wrap]) -> bytes:
    """Give a body with one or two encoders around a value that the person does not have."""
    other, _ = person.person(draw)
    theirs = [category for category, text in other.items() if category not in person.TYPED and text != values[category]]
    for _ in range(_DRAWS):
        category = draw.choice(theirs)
        carried = value(other[category].encode(), text=True)
        try:
            for wrap in draw.sample(list(wraps), draw.randint(1, 2)):
                carried = wraps[wrap](draw, carried, draw.choice(NAMES[category]))
        except Unfit:
            continue
        return carried.data
    return b""
