"""What a device calls its model itself, whatever the field is called."""

import pytest
from support.fields import identified

FINGERPRINTS = (
    "samsung/dm3qksx/dm3q:14/UP1A.231005.007/S918NKSS3BWK1:user/release-keys",
    "google/sdk_gphone64_x86_64/emu64xa:14/UE1A.230829.036.A1/11228894:userdebug/dev-keys",
    "Xiaomi/fuxi_global/fuxi:13/TKQ1.221114.001/V14.0.19.0.TMCMIXM:user/release-keys",
)


@pytest.mark.parametrize("key", ["x", "", "model", "k7", "order_no"])
@pytest.mark.parametrize("value", ["iPhone15,2", "iPad13,18", "iPod9,1", "2026||iPhone15,2||17.6.1", "a;iPhone15,2;b"])
def test_apples_names_of_models(key: str, value: str) -> None:
    assert identified(key, value).get("device_model") in (0.6, 0.9)


@pytest.mark.parametrize("value", FINGERPRINTS)
def test_fingerprints_of_android(value: str) -> None:
    assert identified("x", value) == {"device_model": 0.8}
    assert identified("x", f"crash on {value} at 3")["device_model"] == 0.8


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("x", "iPhone 15, 256GB"),
        ("x", "iPhone15"),
        ("x", "iPhone15,200000"),
        ("x", "MyiPhone15,2"),
        ("keyword", "iPhone15,2"),
        ("search_query", "iPhone15,2"),
        ("supported_models", "iPhone15,2"),
        ("x", "SM-S918N"),
        ("x", "a/b/c:14/user/release-keys"),
        ("x", "samsung/dm3qksx/dm3q:14/UP1A.231005.007/S918NKSS3BWK1:user/my-keys"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert "device_model" not in identified(key, value)
