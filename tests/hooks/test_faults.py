"""The errors are of the one family."""

from trafficaudit.errors import AuditError
from trafficaudit.hooks.faults import HookError, TimeoutHookError


def test_they_are_errors_of_the_toolkit() -> None:
    assert issubclass(HookError, AuditError)
    assert issubclass(TimeoutHookError, HookError)
    assert str(HookError("it is not running", "shop", "start it")) == "shop: it is not running (start it)"
