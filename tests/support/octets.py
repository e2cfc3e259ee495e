"""Readers of bytes, as decoders of typed formats have them."""

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.wire.octets import Octets


def reader(raw: bytes) -> Octets:
    return Octets(Node(raw, None, Linear(0), "$", "", "body", Budget(Limits())), 0)
