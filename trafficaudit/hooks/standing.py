"""What the process that hooks an app and whoever started it tell each other."""

from dataclasses import dataclass

TOKEN = "TRAFFICAUDIT_HOOKS_TOKEN"  # noqa: S105 - the name of a variable
LOCAL = "local"
"""The device that is this computer."""
UNUSABLE = 3
"""Exit status where the app cannot be hooked: starting again would not help."""
UNWRITABLE = 4
"""Exit status where what the hooks tell cannot be kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the hooks stand.

    ``state`` is that of ``keeper.State``, with ``reason`` where it is ``lost``, ``failed`` or ``ended``. ``processes``
    are the process ids that are hooked now. ``installed``, ``absent`` and ``failed`` count hooks by what became of each
    (``installed``: in one process at least). ``events`` counts the lines written; ``dropped`` the events that agents
    (their limit) or this computer (its memory) did not keep, ``refused`` messages that were no event, ``lost`` holes in
    an agent's numbering, ``waiting`` what is not written yet. ``trouble`` is the last thing that went wrong.
    """

    kind: str = "hooks"
    state: str = "starting"
    reason: str = ""
    processes: tuple[int, ...] = ()
    installed: int = 0
    absent: int = 0
    failed: int = 0
    events: int = 0
    dropped: int = 0
    refused: int = 0
    lost: int = 0
    waiting: int = 0
    trouble: str = ""
