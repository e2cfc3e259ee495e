"""What was worked out once for an argument, as a dict: a column of arguments is looked up by one call of ``map``."""

from collections.abc import Callable


class Memo[K, V](dict[K, V]):
    """A function that is remembered for so many arguments; at the bound all is forgotten.

    >>> sizes = Memo(len, 2)
    >>> list(map(sizes.__getitem__, ["a", "bc", "bc", "def"])), dict(sizes)
    ([1, 2, 2, 3], {'def': 3})
    """

    __slots__ = ("_bound", "_function")

    def __init__(self, function: Callable[[K], V], bound: int) -> None:
        super().__init__()
        self._function, self._bound = function, bound

    def __missing__(self, key: K) -> V:
        value = self._function(key)
        if len(self) >= self._bound:
            self.clear()
        self[key] = value
        return value
