"""The labels of a queried host name (RFC 1035, section 2.3.1): names can carry identifiers, encoded or not."""

from trafficaudit.decode.node import Child, Node, Opened

NAME = "url"


def labels(node: Node, name: str) -> Opened:
    """Give the name as ``host`` and each of its labels, the leftmost one first."""
    written = name.encode("utf-8", "surrogateescape")
    start = node.raw.find(written)
    children: list[Child] = []
    if start >= 0:
        children.append(("host", "host", name, start, start + len(written), True))
        here = start
        for index, label in enumerate(written.split(b".")):
            if label and len(children) <= node.room:
                text = label.decode("utf-8", "surrogateescape")
                children.append((f"host[{index}]", "host", text, here, here + len(label), True))
            here += len(label) + 1
    return Opened((NAME,), children, sure=True)
