"""What is told must fit in a line of JSON."""

import json
from dataclasses import asdict

from trafficaudit.hooks.standing import TOKEN, UNUSABLE, UNWRITABLE, Standing


def test_it_is_an_object_of_plain_values() -> None:
    told = json.loads(json.dumps(asdict(Standing(state="attached", processes=(7,), installed=3))))
    assert (told["kind"], told["state"], told["processes"], told["installed"]) == ("hooks", "attached", [7], 3)
    assert set(told) >= {"absent", "failed", "events", "dropped", "refused", "lost", "waiting", "trouble", "reason"}


def test_the_exit_statuses_differ() -> None:
    assert len({0, UNUSABLE, UNWRITABLE}) == 3
    assert TOKEN.isupper()
