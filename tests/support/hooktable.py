"""docs/hooks.md: every hook of every agent, and what became of it on the test bench.

``python -m support.hooktable`` (in ``tests``) writes it anew. The bench: HotSpot 17 with stub Android classes and OkHttp,
Python with OpenSSL, a program with stand-ins for Apple's C functions.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from support import jvm, stubs, targets, tls
from support.jvm import Jvm
from support.waiting import until

from trafficaudit import events
from trafficaudit.hooks import catalogue

PAGE = jvm.ROOT / "docs" / "hooks.md"

_HEAD = """# Hooks

Every hook of every agent, in the order of loading (`trafficaudit hooks list`). A hook that is *installed* was put in place
in the first program that the agent is tested in (HotSpot 17 with stub Android classes and OkHttp, Python with OpenSSL, a
program with stand-ins for Apple's C functions). One that is *absent* is not in that program: the tests reach some of these
in the other programs that are named, and the rest are known by name and signature alone. A recording says of each hook what
became of it on the phone (`hook` events in `events.jsonl`). **Nothing here was tested on a phone.**
"""


def collected() -> dict[str, dict[str, str]]:
    """Load every agent where it can be tested; give agent -> hook -> ``installed`` or ``absent``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return _android(folder) | _native(folder) | _ios(folder)


def _android(folder: Path) -> dict[str, dict[str, str]]:
    okhttp = [jvm.jar("okhttp.jar", "libokhttp-java"), jvm.jar("okio.jar", "libokio-java")]
    with Jvm(jvm.classes(), *okhttp) as machine:
        for agent in _of("android"):
            machine.load(agent, {"ca": tls.authority(folder, "table").pem})
        until(lambda: all(each.of(events.Hook) for each in machine.agents))
        return {each.name: _states(each.of(events.Hook)) for each in machine.agents}


def _native(folder: Path) -> dict[str, dict[str, str]]:
    ca = targets.authority("table").pem
    program = [sys.executable, "-c", "import ssl; ssl.create_default_context(); print('READY', flush=True); input()"]
    return _loaded(program, "native", ca)


def _ios(folder: Path) -> dict[str, dict[str, str]]:
    library = targets.built(folder, "apple.c", "-shared", "-fPIC")
    app = targets.built(folder, "ios_app.c", str(library), f"-Wl,-rpath,{folder}")
    made = targets.authority("table")
    certificate = folder / "leaf.der"
    certificate.write_bytes(targets.der_of(made.issue(folder)))
    return _loaded([str(app), str(certificate), str(certificate)], "ios", made.pem)


def _loaded(program: list[str], platform: str, ca: str) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    with targets.attached(program) as (process, target):
        for agent in _of(platform):
            target.load(agent, ca=ca, plaintext="all")
        for agent in _of(platform):
            out[agent] = _states(each for each in target.told.of(events.Hook) if each.agent == agent)
        process.kill()
        process.wait(10)
    return out


def _of(platform: str) -> list[str]:
    return [agent.name for agent in catalogue.load() if agent.platform == platform]


def _states(hooks: Iterable[events.Hook]) -> dict[str, str]:
    return {each.hook: each.state for each in hooks}


def page(found: dict[str, dict[str, str]]) -> str:
    """Write the page."""
    parts = [_HEAD]
    for agent in catalogue.load():
        states = found[agent.name]
        installed = sum(state == "installed" for state in states.values())
        parts.append(f"## {agent.name}\n\nPlatform: {agent.platform}. Sees {agent.sees}.\n")
        parts.append(
            f"Tested on: {'; '.join(agent.tested_on)}. {installed} of {len(states)} hooks are installed there.\n"
        )
        parts += ["| hook | there |", "| --- | --- |"]
        parts += [f"| {', '.join(f'`{name}`' for name in names)} | {state} |" for names, state in _grouped(states)]
        parts.append("")
    quiet: dict[str, list[str]] = {}
    for owner, method, group in stubs.entries():
        if not group.get("default", True):
            quiet.setdefault(owner, []).append(method)
    parts.append("## Off until they are named\n\nThese hooks of `privacy` fire too often to be on by themselves.\n")
    parts += ["| class | methods |", "| --- | --- |"]
    parts += [
        f"| `{owner}` | {', '.join(f'`{each}`' for each in methods)} |" for owner, methods in sorted(quiet.items())
    ]
    return "\n".join(parts) + "\n"


def _grouped(states: dict[str, str]) -> list[tuple[list[str], str]]:
    """Put the hooks of a class that fared alike into one row: the first by its full name, the others by their own."""
    rows: dict[tuple[str, str], list[str]] = {}
    for hook, state in sorted(states.items()):
        owner, dot, method = hook.rpartition(".")
        if not dot or " " in hook:
            rows[hook, state] = [hook]
            continue
        known = rows.setdefault((owner, state), [])
        known.append(method if known else hook)
    return [(names, state) for (_, state), names in rows.items()]


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(collected()), encoding="utf-8")


if __name__ == "__main__":
    main()
