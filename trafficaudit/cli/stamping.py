"""Time stamps for a package: asked for, kept, and told what came of it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from trafficaudit.errors import EvidenceError, OutputError, room
from trafficaudit.evidence import anchor, bag, custody, layout
from trafficaudit.evidence.anchor import Anchor, Outcome
from trafficaudit.evidence.config import Authority
from trafficaudit.plurals import several
from trafficaudit.redaction import visible


def complete(package: Path, asked: Sequence[Authority], *, who: str = "") -> list[Outcome]:
    """Ask the authorities for everything that waits in a package, and log it.

    What was logged since the last time, this included, is time stamped as well, by a stamp of the log's last line.

    Raises:
        OutputError: the package cannot be written.
        EvidenceError: something stands beside the bag that does not belong there, such as a link.
    """
    folder = package / bag.ANCHOR

    def content(subject: str) -> bytes:
        return (package / anchor.place_of(subject)).read_bytes()

    try:
        layout.tidy(folder)
        layout.check(folder)
        anchor.queue(folder, anchor.TAG_MANIFEST, content(anchor.TAG_MANIFEST), asked)
        outcomes = anchor.complete_all(folder, content, asked)
        got = [each.anchor for each in outcomes if each.anchor.answered]
        for fault in anchor.keep_lists(folder, [each.authority for each in got]):
            click.echo(f"no list of revoked certificates: {visible(fault)}", err=True)
        _log(package, got, who)
        gone = {each.anchor.authority for each in outcomes if each.fault}
        outcomes += _cover(package, {each.name: each for each in asked if each.name not in gone})
    except OSError as error:
        remedy = room(error, "check its rights and the disk")
        raise OutputError(f"cannot be written: {error.strerror}", str(folder), remedy) from error
    return outcomes


def _log(package: Path, got: Sequence[Anchor], who: str) -> None:
    """Log time stamps that were given just now, and those of before whose line could not be written then.

    Raises as ``custody.written``.
    """
    before: list[Anchor] = []
    with suppress(EvidenceError):  # a log that does not hold is verification's to tell
        before = [each for each in custody.unlogged(package) if each not in got]
    if before or got:
        note = several(len(got) + len(before), "time stamp")
        note += f", {len(before)} of them given before and not logged then" if before else ""
        files = tuple(f"{bag.ANCHOR}/{each.stem}{anchor.ANSWER}" for each in (*got, *before))
        custody.append(package, "time stamped", note, files=files, who=who)


def _cover(package: Path, asked: Mapping[str, Authority]) -> list[Outcome]:
    """Have the last line of a package's custody log time stamped, which no line is added for."""
    folder, head = package / bag.ANCHOR, custody.head(package)
    if head is None:
        return []
    last = anchor.subject(head, anchor.CUSTODY)
    content = (package / anchor.place_of(last)).read_bytes()
    waiting = anchor.queue(folder, last, content, asked.values())
    return [anchor.complete(folder, each, content, asked[each.authority]) for each in waiting]


def say(outcomes: Sequence[Outcome], found: Sequence[anchor.Anchor]) -> None:
    """Say what came of asking, and what waits; for one reason a line, however many time stamps it keeps away."""
    alike: dict[str, list[str]] = {}
    for each in outcomes:
        said = f"cannot be had: {each.fault}" if each.fault else f"stamped at {each.at}"
        alike.setdefault(said if each.fault else f"{each.anchor.stem} {said}", [said]).append(each.anchor.stem)
    for said, first, *others in alike.values():
        more = f" and {len(others)} more" if others else ""
        _say(visible(f"Time stamp {first}{more}: {said}"))
    waiting = [each.stem for each in found if not each.answered]
    if waiting:
        what = "request waits" if len(waiting) == 1 else "requests wait"
        _say(f"Not yet timestamped: {len(waiting)} {what}; send with: trafficaudit anchor")
    elif not any(each.subject == anchor.TAG_MANIFEST for each in found):
        _say("Not timestamped: no authority is configured")


def _say(line: str) -> None:
    click.echo(line, err=True)
