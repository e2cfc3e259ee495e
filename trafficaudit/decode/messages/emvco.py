"""What QR codes of payments hold (EMVCo, QR Code Specification for Payment Systems, Merchant-Presented Mode; in Korea
ZeroPay and KS standards after it): two digits that say what, two how long, and so on, closed by a check sum (CRC-16).
"""

import binascii
import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "emvco"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = None

_WHOLE = re.compile(r"0002\d\d\d{4}.{8,500}6304([0-9A-Fa-f]{4})", re.DOTALL).fullmatch
_OBJECT = re.compile(r"(\d\d)(\d\d)")
_TEMPLATES = frozenset((*range(26, 52), 62, 64, *range(80, 100)))
_CALLED = {
    "01": "pointOfInitiation", "52": "merchantCategory", "53": "currency", "54": "transactionAmount",
    "58": "merchantCountry", "59": "merchantName", "60": "merchantCity", "61": "merchantPostalCode",
}  # fmt: skip
_CALLED_IN_62 = {
    "01": "billNumber", "02": "mobileNumber", "03": "storeLabel", "04": "loyaltyNumber", "05": "referenceLabel",
    "06": "customerLabel", "07": "terminalLabel", "08": "purpose",
}  # fmt: skip
"""Data objects by their ids (tables 3.3 and 3.7 of the specification)."""
_SUM = 4


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.startswith(b"0002") and node.text is not None and _WHOLE(node.text) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each data object, where the check sum is that of all before it."""
    text = node.text or ""
    summed = text[:-_SUM].encode("utf-8", "surrogatepass")
    if binascii.crc_hqx(summed, 0xFFFF) != int(text[-_SUM:], 16):
        return
    objects = _objects(text, 0, len(text))
    children: list[Child] = []
    for number, start, end in objects or ():
        inner = _objects(text, start, end) if int(number) in _TEMPLATES else None
        if inner is None:
            children.append(_child(node, (number,), _CALLED.get(number, number), start, end))
            continue
        for part, begin, stop in inner:
            name = _CALLED_IN_62.get(part, part) if number == "62" else part
            children.append(_child(node, (number, part), name, begin, stop))
    if children:
        yield Opened((NAME,), children, sure=True)


def _child(node: Node, steps: tuple[str, ...], name: str, start: int, end: int) -> Child:
    path, text = node.prefix, node.text or ""
    for step in steps:
        path = member(path, step)
    first, value = len(text[:start].encode("utf-8", "surrogatepass")), text[start:end]
    return path, name, value, first, first + len(value.encode("utf-8", "surrogatepass")), True


def _objects(text: str, pos: int, end: int) -> list[tuple[str, int, int]] | None:
    """Take a range apart; ``None`` where it is not data objects to its end."""
    found = list[tuple[str, int, int]]()
    while pos < end:
        head = _OBJECT.match(text, pos, end)
        if head is None or (stop := head.end() + int(head[2])) > end:
            return None
        found.append((head[1], head.end(), stop))
        pos = stop
    return found or None
