"""The agents that ship: what each sees, in which order they are loaded, and on what each was tested.

``agents.json`` is the visible list; ``NAME.js`` beside it is the agent as it is built from ``frida_scripts/``.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafficaudit
from trafficaudit.hooks.faults import HookError

FOLDER = Path(trafficaudit.__file__).resolve().parent / "agents"
"""Where the agents that ship lie."""

LIST = "agents.json"
PLATFORMS = ("android", "ios", "native")

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_LONGEST = 32 << 20
_MOST = 200
_REMEDY = "build the agents with: make agents"


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent.

    ``platform`` is ``android``, ``ios`` or ``native`` (both); ``sees`` says in one line what it tells; agents are
    loaded by rising ``order``; ``tested_on`` names what it ran on, and is empty where nothing is known.
    """

    name: str
    platform: str
    sees: str
    order: int
    tested_on: tuple[str, ...]
    file: Path

    def source(self) -> str:
        """Read the agent.

        Raises:
            HookError: it is missing, too large or no text.
        """
        try:
            if self.file.stat().st_size > _LONGEST:
                raise HookError(f"the agent is larger than {_LONGEST >> 20} MiB", str(self.file), _REMEDY)
            return self.file.read_text(encoding="utf-8")
        except OSError as error:
            raise HookError(f"the agent cannot be read: {error.strerror}", str(self.file), _REMEDY) from None
        except UnicodeDecodeError:
            raise HookError("the agent is not UTF-8", str(self.file), _REMEDY) from None


def load(folder: Path = FOLDER) -> tuple[Agent, ...]:
    """Read the list of agents, in the order of loading.

    Raises:
        HookError: it is missing, or is no such list.
    """
    path = folder / LIST
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HookError(f"the list of agents cannot be read: {error.strerror}", str(path), _REMEDY) from None
    except (ValueError, RecursionError):
        raise HookError("the list of agents is not JSON", str(path), _REMEDY) from None
    if not isinstance(entries, list) or len(entries) > _MOST:
        raise HookError("the list of agents is no list of objects", str(path), _REMEDY)
    agents = [_agent(entry, folder) for entry in entries]
    if len({agent.name for agent in agents}) != len(agents):
        raise HookError("the list of agents holds a name twice", str(path), _REMEDY)
    return tuple(sorted(agents, key=lambda agent: (agent.order, agent.name)))


def _agent(entry: Any, folder: Path) -> Agent:
    fields = entry if isinstance(entry, dict) else {}
    name, platform = fields.get("name"), fields.get("platform")
    sees, order, tested_on = fields.get("sees"), fields.get("order"), fields.get("tested_on", [])
    if isinstance(tested_on, str):
        tested_on = [tested_on] if tested_on else []
    sound = (
        isinstance(name, str)
        and _NAME.fullmatch(name)
        and platform in PLATFORMS
        and isinstance(sees, str)
        and isinstance(order, int)
        and isinstance(tested_on, list)
        and all(isinstance(each, str) for each in tested_on)
    )
    if not sound:
        what = f"an entry is no agent: {str(entry)[:80]}"
        raise HookError(what, str(folder / LIST), "an agent has name, platform, sees, order and tested_on")
    return Agent(str(name), str(platform), str(sees), int(str(order)), tuple(tested_on), folder / f"{name}.js")


def platform_of(system: str) -> str:
    """Give the platform of a system's name, as Frida tells it (``android``, ``ios``, ``debian``, ...)."""
    return system if system in ("android", "ios") else "native"


def choose(agents: Sequence[Agent], names: Iterable[str], platform: str) -> tuple[Agent, ...]:
    """Choose the agents to load: those named, or, where none is named, all that fit the platform.

    Args:
        agents: what there is, in order.
        names: which are wanted; one that is named is taken whatever its platform.
        platform: ``android``, ``ios`` or ``native``.

    Raises:
        HookError: there is no agent of that name.
    """
    wanted = set(names)
    if unknown := sorted(wanted - {agent.name for agent in agents}):
        known = ", ".join(agent.name for agent in agents)
        raise HookError(f"there is no agent {unknown[0]!r}", "--hook", f"there are: {known}")
    if wanted:
        return tuple(agent for agent in agents if agent.name in wanted)
    return tuple(agent for agent in agents if agent.platform in (platform, "native"))
