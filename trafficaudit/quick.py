"""Frozen dataclasses made at the cost of ordinary ones, where an exchange makes dozens of them.

A frozen dataclass sets each of its fields through ``object.__setattr__``, which takes four times as long as an
assignment (a ``Field``: 1.8 us, and 0.5 us here). Here an object is filled as one of a class that is not frozen, with
the same slots, and then becomes one of the frozen class: it is equal to one that was made there, and as frozen.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, make_dataclass
from operator import attrgetter
from typing import Any, cast


def quick[T](frozen: type[T]) -> type[T]:
    """Give what makes objects of a frozen dataclass with slots and without a base, called as the class itself is.

    >>> from trafficaudit.model import Opaque, Span
    >>> made = quick(Opaque)("request", "body", "$", span=Span(0, 1), reason="broken")
    >>> made == Opaque("request", "body", "$", Span(0, 1), "broken"), type(made) is Opaque
    (True, True)
    """

    def freeze(made: Any) -> None:
        made.__class__ = frozen

    drafted = make_dataclass(
        frozen.__name__,
        [(each.name, Any, _default(each)) for each in fields(frozen)],  # type: ignore[arg-type]
        namespace={"__post_init__": freeze},
        slots=True,
        eq=False,
        repr=False,
    )
    return cast("type[T]", drafted)


def altering[T](frozen: type[T]) -> Callable[..., T]:
    """Give what does with an object of such a class what ``dataclasses.replace`` does.

    >>> from trafficaudit.model import Opaque, Span
    >>> altering(Opaque)(Opaque("request", "body", "$", Span(0, 1), "broken"), path="a").path
    'a'
    """
    make, names = quick(frozen), [each.name for each in fields(cast("Any", frozen))]
    values = attrgetter(*names)

    def alter(given: T, **changes: object) -> T:
        return make(**(dict(zip(names, values(given), strict=True)) | changes))

    return alter


def _default(given: "Field[Any]") -> Any:
    """Give what stands in place of a field that is left out, as ``make_dataclass`` wants it told."""
    if given.default_factory is not MISSING:
        return field(default_factory=given.default_factory)
    return given.default if given.default is not MISSING else field()
