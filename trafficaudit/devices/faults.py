"""What goes wrong between this computer and a phone."""

from trafficaudit.errors import AuditError


class DeviceError(AuditError):
    """adb or the phone cannot do what is asked of it."""


class DeviceLostError(DeviceError):
    """The phone was there and is gone, or went away in the middle of a command."""
