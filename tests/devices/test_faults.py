"""The errors of the phone side belong to the one family."""

from trafficaudit.devices.faults import DeviceError, DeviceLostError
from trafficaudit.errors import AuditError


def test_a_lost_phone_is_a_device_error_with_a_remedy() -> None:
    error: AuditError = DeviceLostError("went away", "phone …9KL", "check the cable")
    assert isinstance(error, DeviceError)
    assert str(error) == "phone …9KL: went away (check the cable)"
