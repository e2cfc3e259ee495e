"""The open containers of a structured text or binary format, without recursion: paths of what comes next in them."""

from trafficaudit.decode.node import PATH_SIZE, item

_DEEPEST = 128


class Nesting:
    """A stack of containers. Past 128 levels the path grows no more; values there keep the path of that level."""

    __slots__ = ("frames", "grows", "index", "key", "named", "prefix")

    def __init__(self) -> None:
        self.frames: list[tuple[str, bool, int, str]] = []
        self.prefix, self.named, self.index, self.key = "", False, -1, ""
        self.grows = False

    def enter(self, prefix: str, named: bool, key: str = "") -> None:
        """Open a container at a path; ``named`` where its members have names."""
        self.frames.append((self.prefix, self.named, self.index, self.key))
        if len(self.frames) > _DEEPEST:
            prefix = self.prefix
        self.prefix, self.named, self.index, self.key = prefix, named, -1, key
        self.grows = 0 < len(prefix) < PATH_SIZE

    def leave(self) -> None:
        """Close the innermost container."""
        self.prefix, self.named, self.index, self.key = self.frames.pop()
        self.grows = 0 < len(self.prefix) < PATH_SIZE

    def next_item(self) -> tuple[str, str]:
        """Give path and key (that of the list) of the next member without a name."""
        self.index += 1
        return item(self.prefix, self.index), self.key
