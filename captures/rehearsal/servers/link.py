"""One connection of a server: where it was made to, its number, and how its rows get into the ledger."""

from dataclasses import dataclass

from captures.rehearsal.ledger import COMPLETE, NOTHING, TO_CLIENT, TO_SERVER, Ledger, ServerRow, Tally, now
from captures.rehearsal.servers.answers import Request

CUT = "cut"
"""The outcome where the other side went away in the middle."""


@dataclass(frozen=True, slots=True)
class Link:
    """A connection to a server at ``address`` (IPv4 address and port, joined by a colon)."""

    ledger: Ledger
    address: str
    number: int

    def exchange(
        self,
        request: Request,
        sent: Tally,
        status: int,
        outcome: str = COMPLETE,
        messages: tuple[int, int] = (0, 0),
    ) -> None:
        """Write down a request with its response; ``messages`` are those of a gRPC call, in and out."""
        self.ledger.add(
            ServerRow(
                id=request.id,
                protocol=request.protocol,
                method=request.method,
                host=request.host,
                path=request.path,
                server_address=self.address,
                connection=self.number,
                request_size=request.body.size,
                request_sha256=request.body.sha256,
                response_size=sent.size,
                response_sha256=sent.sha256,
                status=status,
                messages_in=messages[0],
                messages_out=messages[1],
                outcome=outcome,
                at=now(),
            )
        )

    def message(
        self, identity: str, protocol: str, data: bytes, *, received: bool, host: str = "", path: str = ""
    ) -> None:
        """Write down one message of a conversation."""
        tally = Tally()
        tally.add(data)
        self.ledger.add(
            ServerRow(
                id=identity,
                protocol=protocol,
                direction=TO_SERVER if received else TO_CLIENT,
                host=host,
                path=path,
                server_address=self.address,
                connection=self.number,
                request_size=tally.size if received else 0,
                request_sha256=tally.sha256 if received else NOTHING,
                response_size=0 if received else tally.size,
                response_sha256=NOTHING if received else tally.sha256,
                at=now(),
            )
        )
