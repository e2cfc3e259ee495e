"""What a result says of whole captures beside its gaps: why its tables may tell less than they seem to, or more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from trafficaudit import markdoubts
from trafficaudit.evidence import Verdict
from trafficaudit.model import Capture, Gap, Phase
from trafficaudit.persona import Persona
from trafficaudit.plurals import several
from trafficaudit.readers import Source
from trafficaudit.readers.counted import REFUSED
from trafficaudit.readers.verified import registers_of

_MOST_DOMAINS, _MOST_PAIRS = 20, 6
"""Most that a sentence names, of domains and of pairs of hosts."""
_ADRIFT = timedelta(hours=1)
"""How far exchanges may lie outside of the time in which a recording says that it ran: less is a clock that is off."""


def rejected(sources: Sequence[Source], verdicts: Sequence[Verdict | None]) -> Iterator[str]:
    """Say which sealed packages were replayed although their verification rejected them."""
    for source, verdict in zip(sources, verdicts, strict=True):
        if verdict is not None and not verdict.valid:
            yield f"{source.capture.name}: the sealed package was REJECTED by verification: it is not what was sealed"


def registered(sources: Sequence[Source], verdicts: Sequence[Verdict | None], persona: Persona | None) -> Iterator[str]:
    """Say with which sealed packages another test person's register was sealed than the one that was searched for."""
    for source, verdict in zip(sources, verdicts, strict=True):
        sealed = registers_of(verdict) if verdict is not None and persona is not None else frozenset()
        if persona is not None and sealed and persona.sha256 not in sealed:
            yield (
                f"{source.capture.name}: the test person's register that was handed over is not the one that was "
                "sealed with it"
            )


def empty(capture: Capture, gaps: Sequence[Gap]) -> str:
    """Say what is known of a capture without a single exchange: an empty table would read as "nothing was sent"."""
    unread = sum(gap.exchanges for gap in gaps)
    counted = sum(connections for connections, _ in capture.lost.values())
    if unread:
        why = f"none of it could be read: see its {'gap' if len(gaps) == 1 else several(len(gaps), 'gap')}"
    elif counted:
        why = f"its recorder only counted {several(counted, 'connection')} that it could not look into"
    else:
        why = "nothing was recorded, or it is another file than the one that was meant"
    return f"{capture.name} holds no exchange: {why}"


def unsent(capture: Capture, count: int) -> str:
    """Say that none of a capture's exchanges reached a server."""
    if count == 1:
        return f"{capture.name}: its one exchange reached no server: nothing of it was sent"
    return f"{capture.name}: none of its {count} exchanges reached a server: nothing of them was sent"


def apart(capture: Capture, counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Say of how many exchanges it is not certain which of two hosts received; ``counts`` by both names."""
    if counts:
        names = sorted(f"{host} / {other}" for host, other in counts)
        more = f" and {len(names) - _MOST_PAIRS} more" if len(names) > _MOST_PAIRS else ""
        yield (
            f"{capture.name}: {several(sum(counts.values()), 'exchange')} went by names of two domains, and no "
            f"certificate covers both ({', '.join(names[:_MOST_PAIRS])}{more}): the tables name the first, and which "
            "of the two received is not certain"
        )


def unheld(capture: Capture, counts: Mapping[str, int]) -> Iterator[str]:
    """Say of how many bodies a recording holds less than it tells; ``counts`` by direction."""
    if counts:
        requests, answers = counts.get("request", 0), counts.get("response", 0)
        yield (
            f"{capture.name}: bodies of requests ({requests}) and answers ({answers}) are not in it, or not whole, "
            "although it tells their size: what they held stands in no table"
        )


def refused(capture: Capture) -> Iterator[str]:
    """Say whose servers the app would not speak to through the proxy, where its recorder names any.

    They are named by their registrable domains, since labels below them may tell somebody.
    """
    told: Counter[str] = Counter()
    for one in capture.unread:
        if one.state == REFUSED and one.domain and one.app == capture.app:
            told[one.domain] += one.connections
    if told:
        named = [f"{domain} ({count})" for domain, count in sorted(told.items(), key=lambda each: (-each[1], each[0]))]
        more = f" and {len(named) - _MOST_DOMAINS} more" if len(named) > _MOST_DOMAINS else ""
        yield (
            f"{capture.name}: connections with hosts of {', '.join(named[:_MOST_DOMAINS])}{more} refused the proxy's "
            "certificate: what they carry stands in no table"
        )


def replaced(capture: Capture, marks: Sequence[Phase]) -> Iterator[str]:
    """Say that a recording's own marks were passed over for others."""
    if capture.phases and tuple(marks) != capture.phases:
        yield f"{capture.name}: {several(len(capture.phases), 'phase mark')} {markdoubts.REPLACED}"


def renamed(capture: Capture, app: str) -> Iterator[str]:
    """Say that the tables name another app than the recording does; ``app``: the one that was asked for, if any."""
    if app and capture.app and app != capture.app:
        own = capture.app
        yield f"{capture.name}: says that it is of the app {own}, and the tables name {app}, as it was asked for"


def adrift(capture: Capture, span: tuple[float, float] | None) -> Iterator[str]:
    """Say that a recording says of itself to have run at another time than its exchanges did, by an hour and more."""
    begun, ended = (_moment(capture.metadata.get(key, "")) for key in ("started_at", "ended_at"))
    if span is None:
        return
    first, last = (datetime.fromtimestamp(each, UTC) for each in span)
    if (begun and begun - first > _ADRIFT) or (ended and last - ended > _ADRIFT):
        own, seen = (
            " - ".join(f"{at:%Y-%m-%d %H:%M}" if at else "?" for at in each) for each in ((begun, ended), (first, last))
        )
        yield (
            f"{capture.name}: says that it ran at another time ({own} UTC) than its exchanges did ({seen} UTC): clock, "
            "file or what it says of itself is another recording's"
        )


def _moment(text: str) -> datetime | None:
    """Read a time with its offset; nothing where it is none."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def marked(capture: Capture, marks: Sequence[Phase], span: tuple[float, float] | None) -> Iterator[str]:
    """Say what a capture's phase marks leave open; ``span``: when its first and last exchange began, in seconds."""
    if span is not None:
        first, last = (datetime.fromtimestamp(each, UTC) for each in span)
        yield from (f"{capture.name}: {told}" for told in markdoubts.doubts(marks, first, last))


def assumed(capture: Capture, count: int, total: int) -> str:
    """Say of how many exchanges it is only assumed that the app sent them."""
    app = f"its app {capture.app}" if capture.app else "one app without a name"
    return (
        f"{capture.name}: of {count} of {total} exchanges no hook saw which process sent them: they count for {app}, "
        "because the recording is of that app; the reasoning of each finding says so"
    )
