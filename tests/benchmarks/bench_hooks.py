"""How many hooked calls a second an app makes, against the same calls without hooks, in the same run; none may be lost.

    python tests/benchmarks/bench_hooks.py                  # needs a JDK 17

Five rounds of each agent in a JVM of its own; the figure is the median.
"""

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from support import jvm
from support.jvm import Jvm

from trafficaudit import events

COUNT, ROUNDS = 6_000, 5
WAYS: tuple[tuple[str, str, str, type[events.Event]], ...] = (
    ("privacy", "PrivacyTarget", "speed", events.Api),
    ("crypto", "CryptoTarget", "digests", events.Digest),
)


def rates(name: str, owner: str, verb: str, kind: type[events.Event], *, hooked: bool) -> list[float]:
    """Give the calls a second of each round; with hooks, check that every call was told."""
    found = []
    with Jvm(jvm.classes()) as machine:
        agent = machine.load(name, {"limit": 1_000_000}) if hooked else None
        for number in range(ROUNDS + 1):
            if agent:
                agent.clear()
            seconds = float(machine.run(owner, verb, str(COUNT)))
            if agent:
                told = agent.wait(kind, COUNT)
                assert len(told) == COUNT
                assert not agent.of(events.Dropped)
                assert [each.seq for each in told] == list(range(told[0].seq, told[0].seq + COUNT))
            if number:  # the first round is for the JVM's compiler
                found.append(COUNT / seconds)
    return found


def main() -> int:
    """Measure every agent."""
    for name, owner, verb, kind in WAYS:
        bare = statistics.median(rates(name, owner, verb, kind, hooked=False))
        hooked = rates(name, owner, verb, kind, hooked=True)
        spread = f"{min(hooked):,.0f}-{max(hooked):,.0f}"
        print(f"{name:<8} {statistics.median(hooked):,.0f} calls/s ({spread}), none lost; without hooks {bare:,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
