"""What a capture folder keeps of the phone: enough to know it again and to repeat the recording, nobody's data.

Left out are IMEI, IMSI, phone number, Android id, account and network addresses; the serial number is kept as its
SHA-256, so that two recordings can be told to be of one phone by whoever holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trafficaudit.devices import apk, clock, phone
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.apk import Signer
from trafficaudit.devices.clock import ClockReading
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.pm import Installed
from trafficaudit.errors import ReadError
from trafficaudit.redaction import digest

FORMAT = 1

CARRIER = (
    "gsm.operator.alpha",
    "gsm.operator.numeric",
    "gsm.operator.iso-country",
    "gsm.operator.isroaming",
    "gsm.sim.operator.alpha",
    "gsm.sim.operator.numeric",
    "gsm.sim.operator.iso-country",
    "gsm.network.type",
    "ro.carrier",
    "ro.csc.sales_code",
    "ro.csc.country_code",
)
"""The properties that name the network and the market a phone was made for; none names its owner."""

_SDK = "ro.build.version.sdk"


@dataclass(frozen=True, slots=True)
class ApkFile:
    """One APK of the app: base or split, by its name on the phone.

    ``problem`` says why its signers could not be read, empty where they were; its SHA-256 holds all the same.
    """

    name: str
    size: int
    sha256: str
    confirmed_by_phone: bool
    signers: tuple[Signer, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AppDescription:
    """The app under examination.

    ``signing_certificates`` are the SHA-256 of those the phone goes by; ``installer`` is the store's package, empty for
    an app that no store installed. Times are as the phone writes them, in its time zone.
    """

    package: str
    version_name: str
    version_code: int
    target_sdk: int
    installer: str
    first_installed: str
    last_updated: str
    signing_certificates: tuple[str, ...]
    apks: tuple[ApkFile, ...]


@dataclass(frozen=True, slots=True)
class DeviceDescription:
    """The phone at one moment; ``app`` is ``None`` where the app is not installed."""

    fingerprint: str
    manufacturer: str
    model: str
    os_version: str
    sdk: int
    security_patch: str
    serial_sha256: str
    time_zone: str
    locale: str
    language: str
    carrier: Mapping[str, str]
    clock: ClockReading
    app: AppDescription | None
    packages: tuple[Installed, ...]
    adb_version: str

    def as_json(self) -> dict[str, object]:
        """Give the description for ``device.json``."""
        return {
            "format": FORMAT,
            "platform": "android",
            "fingerprint": self.fingerprint,
            "manufacturer": self.manufacturer,
            "model": self.model,
            "os_version": self.os_version,
            "sdk": self.sdk,
            "security_patch": self.security_patch,
            "serial_sha256": self.serial_sha256,
            "time_zone": self.time_zone,
            "locale": self.locale,
            "language": self.language,
            "carrier": dict(self.carrier),
            "clock": self.clock.as_json(),
            "app": _app_json(self.app) if self.app else None,
            "packages": [
                {"name": each.name, "version_code": each.version_code, "uid": each.uid} for each in self.packages
            ],
            "tools": {"adb": self.adb_version},
        }


def device_description(adb: Adb, package: str) -> DeviceDescription:
    """Describe the phone and the app on it; copies the app's APKs for a moment to see who signed them.

    Args:
        adb: the phone.
        package: the app's package name; empty for the phone alone.

    Raises:
        DeviceError: the phone refuses, or goes away.
    """
    known = phone.properties(adb)
    sdk = known.get(_SDK, "")
    api_level = int(sdk) if sdk.isascii() and sdk.isdigit() and len(sdk) <= 6 else -1
    locale = known.get("persist.sys.locale") or known.get("ro.product.locale", "")
    return DeviceDescription(
        fingerprint=known.get("ro.build.fingerprint", ""),
        manufacturer=known.get("ro.product.manufacturer", ""),
        model=known.get("ro.product.model", ""),
        os_version=known.get("ro.build.version.release", ""),
        sdk=api_level,
        security_patch=known.get("ro.build.version.security_patch", ""),
        serial_sha256=digest(known.get("ro.serialno") or adb.serial),
        time_zone=known.get("persist.sys.timezone", ""),
        locale=locale,
        language=locale.partition("-")[0],
        carrier={name: known[name] for name in CARRIER if known.get(name)},
        clock=clock.read_clock(adb),
        app=describe_app(adb, package, api_level) if package else None,
        packages=phone.packages(adb),
        adb_version=adb.version,
    )


def describe_app(adb: Adb, package: str, sdk: int) -> AppDescription | None:
    """Describe the app; ``None`` where it is not installed. ``sdk`` is the phone's API level, -1 where unknown.

    Raises:
        DeviceError: it has no APK, or the phone cannot be asked (as ``Adb.shell``).
    """
    known = phone.package(adb, package)
    if known is None:
        return None
    paths = phone.apk_paths(adb, package)
    if not paths:
        raise DeviceError("is known to the phone, but has no APK", package, "install it again")
    apks = tuple(_apk(adb, path) for path in paths)
    level = sdk if sdk > 0 else apk.NEWEST_SDK
    return AppDescription(
        package=package,
        version_name=known.version_name,
        version_code=known.version_code,
        target_sdk=known.target_sdk,
        installer=known.installer,
        first_installed=known.first_installed,
        last_updated=known.last_updated,
        signing_certificates=tuple(
            dict.fromkeys(found for each in apks for found in apk.certificates(each.signers, level))
        ),
        apks=apks,
    )


def _apk(adb: Adb, path: str) -> ApkFile:
    with phone.copied(adb, path) as copy:
        name = path.rpartition("/")[2]
        try:
            return ApkFile(name, copy.size, copy.sha256, copy.confirmed, apk.signers(copy.path))
        except ReadError as error:
            return ApkFile(name, copy.size, copy.sha256, copy.confirmed, (), error.what)


def _app_json(app: AppDescription) -> dict[str, object]:
    return {
        "package": app.package,
        "version": app.version_name,
        "version_code": app.version_code,
        "target_sdk": app.target_sdk,
        "installer": app.installer,
        "first_installed": app.first_installed,
        "last_updated": app.last_updated,
        "signing_certificates_sha256": list(app.signing_certificates),
        "apks": [
            {
                "name": each.name,
                "size": each.size,
                "sha256": each.sha256,
                "sha256_confirmed_by_phone": each.confirmed_by_phone,
                "signers": [
                    {"scheme": s.scheme, "certificate_sha256": s.sha256, "min_sdk": s.min_sdk, "max_sdk": s.max_sdk}
                    for s in each.signers
                ],
                "problem": each.problem,
            }
            for each in app.apks
        ],
    }
