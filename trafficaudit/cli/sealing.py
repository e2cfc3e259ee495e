"""What the commands that seal share: options, and a capture sealed with all that is known of the tools that made it."""

import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import click

import trafficaudit
from trafficaudit import evidence, output
from trafficaudit.capturefiles import DESCRIPTION, traffic_files
from trafficaudit.cli import stamping
from trafficaudit.cli.options import FILE, progress
from trafficaudit.errors import AuditError, EvidenceError, PersonaError, SignerError
from trafficaudit.evidence import (
    anchor,
    bag,
    certificates,
    chain,
    config,
    hashing,
    keys,
    payload,
    places,
)
from trafficaudit.evidence.anchor import Outcome
from trafficaudit.evidence.config import Authority
from trafficaudit.evidence.keys import Signer
from trafficaudit.redaction import visible

REGISTER = f"{places.DEVICE}/persona-register.toml"
"""Where the persona file lies in the bag; ``device/persona.toml`` is one that lay in the capture folder itself."""

DIGEST_ONLY = click.option(
    "--persona-digest-only", "digest_only", is_flag=True, help="Seal the SHA-256 of the persona file, not its values."
)

KEY = click.option(
    "--key", type=FILE, metavar="PEM", help="The private key that signs; default: your own, which is made."
)
CERTIFICATE = click.option(
    "--certificate", type=FILE, metavar="PEM", help="Its certificate and chain, where they are not in the same file."
)
AUTHORITY = click.option(
    "--authority",
    "urls",
    multiple=True,
    metavar="URL",
    help="Time stamp authority instead of those configured (repeatable).",
)
OFFLINE = click.option(
    "--offline", is_flag=True, help="Ask nobody: requests for time stamps wait for trafficaudit anchor."
)
OPERATOR = click.option("--operator", default="", metavar="NAME", help="Who does it, for the custody log.")

_LIBRARIES = ("bagit", "cryptography", "frida", "mitmproxy", "mitmproxy_rs", "pyopenssl", "rfc3161-client")


def registers(capture: Path) -> list[Path]:
    """Give the test person's registers that lie with a recording: in a sealed package, or in a capture folder."""
    package = bag.package_of(capture)
    paths = [capture / "persona.toml"]
    if package:
        paths = [package / bag.BAG / bag.DATA / place for place in (REGISTER, f"{places.DEVICE}/persona.toml")]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def documents(command: Sequence[str]) -> dict[str, dict[str, object]]:
    """Give what is known of tools, rules, agents and databases: place in the bag -> JSON object."""
    from trafficaudit.destinations import Locator  # noqa: PLC0415 - databases take a while to load
    from trafficaudit.devices.hostclock import kernel_clock  # noqa: PLC0415 - only where something is sealed
    from trafficaudit.recipe import rules_digest  # noqa: PLC0415 - likewise

    clock = kernel_clock()
    databases = [{"name": each.name, "built": each.built, "sha256": each.sha256} for each in Locator().databases]
    tools: dict[str, object] = {
        "tool": {"name": "trafficaudit", "version": trafficaudit.__version__, "rules_sha256": rules_digest()},
        "command": [visible(each) for each in command],
        "python": platform.python_version(),
        "system": platform.platform(),
        "libraries": {name: version for name in _LIBRARIES if (version := _version(name))},
        "agents": _agents(),
    }
    host: dict[str, object] = {}
    if clock:
        host = {"synchronised": clock.synchronised, "max_error_seconds": clock.max_error_seconds}
    return {
        f"{places.LOG}/tools.json": tools,
        f"{places.LOG}/host-clock.json": host,
        f"{places.ENVIRONMENT}/databases.json": {"databases": databases},
    }


def servers(folder: Path) -> dict[str, Mapping[str, object] | bytes]:
    """Give the certificate chains that servers showed in a recording, and their index: place in the bag -> content.

    Raises:
        EvidenceError: the capture cannot be read.
    """
    from trafficaudit.readers.certificates import Servers  # noqa: PLC0415 - only where something is sealed

    found = Servers(folder)
    try:
        return certificates.documents(found.shown(), lambda: found.unread)
    except OSError as error:
        raise EvidenceError(f"cannot be read: {error.strerror}", str(folder), "check its rights") from error


def register(persona: Path | None, *, whole: bool = True) -> dict[str, Mapping[str, object] | bytes]:
    """Give the test person's register as it is sealed: the file byte for byte, and what it is.

    Args:
        persona: the persona file; ``None`` where there is none.
        whole: whether the file itself is sealed, its values in the clear, and not its SHA-256 alone.

    Raises:
        PersonaError: it is no persona file, so that nothing else is sealed for one.
    """
    if persona is None:
        return {}
    from trafficaudit import persona as personas  # noqa: PLC0415 - only where one is named

    loaded = personas.load(persona)
    content = persona.read_bytes()
    if hashing.digest_of(content) != loaded.sha256:
        raise PersonaError("changes while it is read", str(persona), "try again")
    said: dict[str, object] = {"file": visible(persona.name), "sha256": loaded.sha256, "id": loaded.id, "sealed": whole}
    files: dict[str, Mapping[str, object] | bytes] = {f"{places.DEVICE}/persona.json": said}
    return files | ({REGISTER: content} if whole else {})


def check_capture(folder: Path) -> None:
    """See that what is to be sealed is a folder, and not the result of a replay, which proves nothing by itself.

    What replay will not read by itself is told.

    Raises:
        EvidenceError: it is one, or a file, or is not there.
        OSError: it cannot be listed.
    """
    if gone := bag.missing(folder):
        raise gone
    if not folder.is_dir():
        remedy = "put it into a folder of its own, a flow file under the name traffic-0001.mitm, and seal that"
        raise EvidenceError("is a file, no capture folder", str(folder), remedy)
    recorded = any(os.path.lexists(folder / name) for name in (DESCRIPTION, payload.WORKING))
    recorded = recorded or bool(traffic_files(folder))
    if not recorded and (folder / output.RECIPE).is_file():
        remedy = "seal the capture that it was made from, and name this one with --results"
        raise EvidenceError("is a result folder, no capture folder", str(folder), remedy)
    if not recorded:
        told = "holds no traffic-*.mitm: to replay it, name the file itself in the package's bag/data/capture"
        click.echo(f"warning: {visible(str(folder))} {told}", err=True)


def check_result(folder: Path, capture: Path) -> None:
    """Hold a result folder to its recipe before it is sealed with what it was made from.

    What is no part of the result, and a result of another recording, is told.

    Raises:
        ReadError: it is none, a file is not the one that its recipe names, or one that it names is not there.
    """
    from trafficaudit.tables.folder import read_recipe, unchanged  # noqa: PLC0415 - only where one is named

    recipe = read_recipe(folder)
    outputs = recipe.get("outputs")
    named = set(outputs) if isinstance(outputs, dict) else set()
    unchanged(folder, recipe, sorted(named))
    for path in sorted(set(folder.iterdir()) - {folder / each for each in (*named, output.RECIPE)}):
        click.echo(f"warning: {visible(str(path))} is no part of the result; it is sealed as it is", err=True)
    recorded = set(payload.segments(payload.description(capture / DESCRIPTION)).values())
    if recorded and recorded.isdisjoint(_traffic(recipe)):
        click.echo(f"warning: {visible(str(folder))} was not made from this recording", err=True)


def _traffic(recipe: Mapping[str, Any]) -> set[str]:
    """Give the SHA-256 of each file of traffic that a result was made from."""
    inputs = recipe.get("inputs")
    captures = inputs.get("captures") if isinstance(inputs, Mapping) else None
    listed = (each for each in (captures if isinstance(captures, list) else ()) if isinstance(each, Mapping))
    return {str(digest) for each in listed for digest in each.get("traffic") or ()}


def signer(folder: Path, key: Path | None, certificate: Path | None) -> Signer | None:
    """Take the key that was named; ``None`` where none was.

    Raises:
        SignerError: it cannot be used, or lies in the capture, so that it would be handed on with it; or a certificate
            is named without it, and another key than that one's would sign.
    """
    if key is None and certificate:
        raise SignerError("is named without its key, so that your own would sign", str(certificate), "add --key")
    if key is None:
        return None
    for each in (key, certificate):
        if each and each.resolve().is_relative_to(folder.resolve()):
            raise SignerError("a key has no place in a capture", str(each), "keep it elsewhere")
    return keys.load(key, certificate, lambda: click.prompt("Passphrase", hide_input=True, err=True))


def operator(given: str) -> str:
    """Give who seals: as given, as the configuration says, or as the system knows it."""
    return given or config.load().operator or chain.operator()


def authorities(urls: tuple[str, ...]) -> tuple[Authority, ...]:
    """Give the authorities that were named by their addresses, or those of the configuration."""
    return config.at(urls) if urls else config.load().authorities


def seal(
    folder: Path,
    target: Path | None,
    order: evidence.Order,
    *,
    offline: bool,
    command: Sequence[str] = (),
    stands: Callable[[evidence.Sealed], None] = lambda sealed: None,
) -> evidence.Sealed:
    """Seal a capture, have its time confirmed unless ``offline``, and say what is to be written down on paper.

    ``command`` is sealed as the one that was given, in the place of this program's own arguments. ``stands`` is called
    when the package does, before anybody is asked for its time: that may take long, fail, or be given up.
    """
    order = replace(order, operator=operator(order.operator))
    order = replace(order, documents={**documents(command or sys.argv), **servers(folder), **order.documents})
    with progress("bytes") as tell:
        sealed = evidence.seal(folder, target, replace(order, tell=tell))
    _say(f"Sealed: {visible(str(sealed.path))}")
    if REGISTER in order.documents:
        _say(f"In it, with its values in the clear: the test person's register, data/{REGISTER}")
    stands(sealed)
    outcomes = [] if offline else _confirmed(sealed, order)
    stamping.say(outcomes, anchor.found(sealed.path / bag.ANCHOR))
    if sealed.complete != "yes":
        _say(f"Incomplete: {sealed.complete.removeprefix('no: ')}")
    _say(f"For the confirmation (확인서): {sealed.confirmation}")
    return sealed


def _confirmed(sealed: evidence.Sealed, order: evidence.Order) -> list[Outcome]:
    """Have a package's time confirmed; it stands all the same where that cannot be written any more."""
    try:
        return stamping.complete(sealed.path, order.authorities, who=order.operator)
    except AuditError as error:
        _say(visible(f"warning: sealed, but its time is not confirmed as it should be: {error}"))
        return []


def _say(line: str) -> None:
    click.echo(line, err=True)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _agents() -> dict[str, str]:
    folder = resources.files("trafficaudit").joinpath("agents")
    files = [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
    return {file.name: hashing.digest_of(file.read_bytes()) for file in sorted(files, key=lambda file: file.name)}
