"""One recorded flow made into its redacted copy, or into a stub where that cannot be done for certain.

The copy is examined again, and masked again, until nothing new is found in it: a mask can make a value visible that
another reading had hidden. What still holds a value of the test person then is not copied.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

from trafficaudit import faults
from trafficaudit.decode.fields import as_bytes
from trafficaudit.detectors import identifiers
from trafficaudit.errors import AuditError
from trafficaudit.examine import Examined
from trafficaudit.model import TUNNEL, Exchange, Gap, Span
from trafficaudit.readers.flow import dns as flowdns
from trafficaudit.readers.flow import sent as flowsent
from trafficaudit.readers.flow import state as flowstate
from trafficaudit.readers.flow.http import leaves_whole
from trafficaudit.readers.flow.peers import client_of, server_of
from trafficaudit.readers.flow.reader import KINDS
from trafficaudit.readers.flow.state import Flow
from trafficaudit.readers.flow.tnetstring import MalformedError
from trafficaudit.redact import beforehand, counting, masks, shells, slots, texts
from trafficaudit.redact.checks import Sums
from trafficaudit.redact.runs import FOUND, OPAQUE, SEEDED, TOKEN, LostError, Run, Runs, merged, runs
from trafficaudit.redact.shells import State
from trafficaudit.redact.slots import Slot

ROUNDS = 8
"""Rounds of examining and masking; one suffices but for values behind values."""

_REMEMBERED = 1 << 13

type Examine = Callable[[Exchange], Examined]


class Redaction:
    """Makes copies of the flows of one capture.

    Args:
        capture_id: the capture's id.
        examine: examines an exchange, with all that is known of the test person and of the capture's hooks.

    ``counts`` says what was done, by its name.
    """

    def __init__(self, capture_id: str, examine: Examine) -> None:
        self._capture_id, self._examine = capture_id, examine
        self.counts: Counter[str] = Counter()
        self._chains: dict[bytes, bool] = {}
        self._told: dict[bytes, bool] = {}

    def flow(self, original: State, position: int) -> State:
        """Give a flow's redacted copy; never less than a stub that says when and to whom.

        Args:
            original: the flow's whole state, of the current version.
            position: its place in the capture.
        """
        self.counts["flows"] += 1
        notes: Counter[str] = Counter()
        try:
            copy = self._copied(original, position, notes)
        except (LostError, MalformedError):
            return self._stub(original, position, counting.FLOWS)
        except (AuditError, OSError, MemoryError):  # not of this flow
            raise
        except Exception as error:  # the others are copied all the same, and the ledger says why this one is not
            return self._stub(original, position, counting.failed(faults.named(error)))
        self.counts.update(notes)
        if notes:
            copy["comment"] = f"redacted copy: {', '.join(starmap(counting.said, sorted(notes.items())))}"
        return copy

    def _copied(self, original: State, position: int, notes: Counter[str]) -> State:
        """Give a flow's copy, in which nothing that was found is left.

        Raises:
            LostError: there is none for certain.
            Exception: what the state of a damaged flow, or a fault of this program, provokes.
        """
        copy = shells.bare(original)
        sums = Sums(())
        if original.get("type") == "http":
            notes.update(beforehand.encoded_names(copy))
            notes.update(beforehand.on_the_way(copy))
            sent = texts.bodies(copy)
            for side in ("request", "response"):
                notes.update(beforehand.opened(copy, side))
            sums = Sums((*sent, *texts.bodies(copy)))
        elif original.get("type") == "dns":
            notes.update(beforehand.unread_records(copy))
        else:
            notes.update(beforehand.emptied(copy, every=beforehand.is_passthrough(original)))
        self._error(copy, position, notes)
        for _ in range(ROUNDS):
            if not self._round(copy, position, notes, sums):
                break
        else:
            raise LostError
        if not self._harmless(copy["server_conn"]["certificate_list"], position):
            copy["server_conn"]["certificate_list"] = []
            notes["certificate chains withheld"] += 1
        if self._speaks(copy, position):
            raise LostError
        return copy

    def _stub(self, original: State, position: int, why: str) -> State:
        self.counts[why] += 1
        stub = _stub(original)
        return _stub(original, host=False) if self._speaks(stub, position) else stub

    def _error(self, copy: State, position: int, notes: Counter[str]) -> None:
        """Mask in the words for an error what would be masked in a body."""
        if copy["error"] is not None:
            copy["error"]["msg"] = self._words(copy["error"]["msg"], position, notes)

    def words(self, text: str) -> str:
        """Give words that somebody wrote down beside the traffic, with that masked in them which would be in a body."""
        notes: Counter[str] = Counter()
        masked = self._words(text, 0, notes)
        self.counts.update(notes)
        return masked

    def _words(self, text: str, position: int, notes: Counter[str]) -> str:
        said = as_bytes(text)
        found = runs(self._examine(texts.as_body(said, self._capture_id, position)))
        return _masked(said, [(run, run.span) for run in found.runs], notes).decode("utf-8", "replace")

    def _round(self, copy: State, position: int, notes: Counter[str], sums: Sums) -> bool:
        """Mask once what is found; tell whether anything was."""
        changed = False
        for exchange in self._exchanges(copy, position):
            found = runs(self._examine(exchange))
            if exchange.protocol == "dns":
                # Names are kept as hosts are; what else is found in a message of DNS has no slot to be masked in.
                if any(run.detector == SEEDED or found.parts[run.part].part != "url" for run in found.runs):
                    raise LostError
            elif exchange.method == "MESSAGE" and exchange.protocol in ("websocket", "tcp", "udp"):
                changed |= self._message(copy, exchange, found, notes)
            else:
                changed |= self._http(copy, found, notes, sums)
        return changed

    def _exchanges(self, copy: State, position: int) -> Iterator[Exchange]:
        """Read the copy as any reader will, the handshake that a later part of a conversation repeats included."""
        labels = {key: value for key, value in copy["metadata"].items() if key not in ("continues", "duplicated")}
        state = copy | {"metadata": labels}
        flow = Flow(
            state, client_of(state["client_conn"]), server_of(state["server_conn"]), self._capture_id, position, 0
        )
        for item in list(KINDS[state["type"]](flow)):
            if isinstance(item, Gap) and not leaves_whole(item.reason):
                raise LostError
            if isinstance(item, Exchange):
                yield item

    def _http(self, copy: State, found: Runs, notes: Counter[str], sums: Sums) -> bool:
        places = slots.of(found.parts, copy)
        changed = False
        for number, slot in enumerate(places):
            inner: list[tuple[Run, Span]] = []
            for run in (run for run in found.runs if run.part == number and number not in found.closed):
                span = slots.inside(slot, run.span)
                host = run.span.start < slot.shift or _is_host(copy, slot)
                if host and run.detector == SEEDED:
                    raise LostError
                if span is not None and not _is_host(copy, slot):
                    inner.append((run, span))
            before = slots.get(copy, slot)
            if slot.section != "content" and not slot.name and not _is_host(copy, slot):
                inner += [(Run(number, span, TOKEN), span) for span in sums.spans(before)]
            after = _masked(before, inner, notes)
            if after != before:
                slots.put(copy, slot, after)
                changed = True
        for number in sorted(found.closed):  # last: a header may go with a body
            notes.update(beforehand.withheld(copy, places[number].side))
        return changed or bool(found.closed)

    def _message(self, copy: State, exchange: Exchange, found: Runs, notes: Counter[str]) -> bool:
        """Mask one message of a conversation, or the reason with which it was closed, which comes behind them."""
        talk, at = (copy["websocket"], 2) if exchange.protocol == "websocket" else (copy, 1)
        number = int(exchange.id.rpartition(".")[2][1:])
        last = exchange.protocol == "websocket" and number == len(talk["messages"])
        before = as_bytes(talk["close_reason"]) if last else talk["messages"][number][at]
        if found.closed:
            after = masks.MASK * len(before) if last else b""  # without a reason there would be no message
            notes["messages withheld"] += 1
        else:
            after = _masked(before, [(run, run.span) for run in found.runs], notes)
        if last and after != before:
            talk["close_reason"] = after.decode("utf-8", "replace")
        elif not last:
            talk["messages"][number][at] = after
        return bool(after != before)

    def _speaks(self, copy: State, position: int) -> bool:
        """Tell whether a value of the test person stands anywhere in a record, also where no exchange has a part."""
        if any(self._holds(shown, position) for shown in (texts.text_of(copy), *texts.streams(copy))):
            return True
        return any(self._tells(each, position) for each in texts.apart(copy))

    def _tells(self, text: bytes, position: int) -> bool:
        """Tell whether a text of a flow's shell is a value; what connections have in common is looked at once."""
        if text not in self._told:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[text] = self._holds(text, position)
        return self._told[text]

    def _holds(self, data: bytes, position: int) -> bool:
        exchange = texts.as_body(data, self._capture_id, position)
        return any(finding.detector == SEEDED for finding in self._examine(exchange).findings)

    def _harmless(self, chain: Sequence[bytes], position: int) -> bool:
        """Tell whether no value of the test person stands in what a server showed; a chain is looked at once."""
        whole = b"\n".join(chain)
        key = hashlib.sha256(whole).digest()
        if key not in self._chains:
            self._chains[key] = not self._holds(whole, position)
        return self._chains[key]


def _stub(original: State, *, host: bool = True) -> State:
    """Give a flow's stub, which says whether the request went out, as nothing else of it would."""
    made = shells.stub(original, host=host)
    made["metadata"]["unsent"] = not _is_sent(original)
    return made


def _is_sent(original: State) -> bool:
    """Tell whether a flow's request left, as far as that can be read."""
    try:
        client, server = client_of(original["client_conn"]), server_of(original["server_conn"])
        flow = Flow(original, client, server, "", 0, 0)
        if original["type"] == "dns":
            return flowdns.is_sent(flow)
        tunnel = original["type"] == "http" and flowstate.raw(original["request"], "method").upper() == TUNNEL.encode()
        return not tunnel and (original["type"] != "http" or flowsent.is_sent(flow))
    except (MalformedError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return True


def _is_host(copy: Mapping[str, Any], slot: Slot) -> bool:
    """Say whether a header names the host: an address there is the server's, and the URL is made of it."""
    if slot.section != "headers":
        return False
    return bytes(copy[slot.side]["headers"][slot.number][0]).lower() in (b"host", b":authority")


def _masked(raw: bytes, found: list[tuple[Run, Span]], notes: Counter[str]) -> bytes:
    """Mask runs; numbers stay numbers where that suffices."""
    out = raw
    rest: list[Span] = []
    typed_anew: set[Span] = set()
    for run, span in found:
        piece = raw[span.start : span.end]
        if masks.is_masked(piece):
            continue
        typed = _typed(raw, run, span)
        if typed is None:
            rest.append(span)
        elif typed != raw:
            out = out[: span.start] + typed[span.start : span.end] + out[span.end :]
            typed_anew.add(span)
        elif run.detector == SEEDED or (run.why == FOUND and run.detector.startswith(identifiers.NAME)):
            rest.append(span)  # the number that stands in its place is taken for one again
    notes.update({"numbers replaced": len(typed_anew)} if typed_anew else {})
    for span in merged(rest):
        out = masks.masked(out, *span)
        notes["runs masked"] += 1
    if any(run.why == OPAQUE for run, _ in found) and out != raw:
        notes["runs masked that could not be looked into"] += 1
    return out


def _typed(raw: bytes, run: Run, span: Span) -> bytes | None:
    if (listed := masks.numbers(raw, *span)) is not None:
        return listed
    if run.number:
        return masks.number(raw, *span)
    return masks.varint(raw, *span) if run.varint and span.end - span.start <= _VARINT else None


_VARINT = 10
"""Bytes of the longest varint (protobuf.dev, Encoding)."""
