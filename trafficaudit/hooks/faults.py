"""What goes wrong between this computer and an app that is to be hooked."""

from trafficaudit.errors import AuditError


class HookError(AuditError):
    """An app cannot be hooked, or what its hooks tell cannot be kept."""


class TimeoutHookError(HookError):
    """Something that usually takes a moment did not happen in time."""
