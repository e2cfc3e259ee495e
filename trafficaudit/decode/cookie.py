"""Cookie and Set-Cookie headers (RFC 6265, sections 4.1 and 4.2)."""

from trafficaudit.decode.node import Child, Names, Node, Opened, bare, member, step
from trafficaudit.decode.text import as_text, korean

NAME = "cookie"


def pairs(node: Node, attributes: bool) -> Opened:
    """Give each cookie's value; with ``attributes`` (Set-Cookie) only the first pair names a cookie."""
    children: list[Child] = []
    names = Names("")
    owner = ""
    here, raw = 0, node.raw
    while here < len(raw) and len(children) <= node.room:
        stop = raw.find(b";", here)
        stop = len(raw) if stop < 0 else stop
        equals = raw.find(b"=", here, stop)
        if equals >= 0:
            key = _text(raw[here:equals].strip())
            path = member(owner, key.lower()) if owner else names.path(key)
            if step(key)[1] and not owner:
                children.append(bare(raw, path, key, here, equals))
            children.append(bare(raw, path, key, equals + 1, stop))
            if attributes:
                owner = owner or path
        elif raw[here:stop].strip() and not owner:
            path = names.path("")
            children.append(bare(raw, path, "", here, stop))
            owner = path if attributes else ""
        here = stop + 1
    return Opened((NAME,), children, sure=True)


def _text(raw: bytes) -> str:
    return as_text(raw) or korean(raw) or raw.decode("utf-8", "replace")
