"""Checks of the phone: the app, its clock, our CA, what would hide traffic, what would end a recording."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trafficaudit.devices import authority, clock, phone, proxy, trust
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.check import Check, Setup
from trafficaudit.devices.root import root
from trafficaudit.errors import AuditError

_CLOCK_TOLERANCE = 2.0
_BATTERY_FLOOR = 30
_KOREA = "Asia/Seoul"


@dataclass(frozen=True, slots=True)
class Subject:
    """The phone that is checked, its properties, and what the recording needs."""

    adb: Adb
    properties: dict[str, str]
    setup: Setup


def model(subject: Subject) -> Iterator[Check]:
    """Tell which phone it is."""
    known = subject.properties
    maker, name = known.get("ro.product.manufacturer", "?"), known.get("ro.product.model", "?")
    version, patch = known.get("ro.build.version.release", "?"), known.get("ro.build.version.security_patch", "?")
    yield Check("phone", "ok", f"{maker} {name}, Android {version}, security patch {patch}")


def app(subject: Subject) -> Iterator[Check]:
    """Check that the app is installed."""
    name = subject.setup.app
    if not name:
        yield Check("app", "skipped", "no app is named (--app ID)")
        return
    known = phone.package(subject.adb, name)
    if known is None:
        yield Check(
            "app", "warning", f"{name} is not installed", "install it, unless its installation is to be recorded"
        )
    else:
        by = known.installer or "no store"
        yield Check("app", "ok", f"{name} {known.version_name} ({known.version_code}), installed by {by}")


def phone_clock(subject: Subject) -> Iterator[Check]:
    """Check the phone's clock against this computer's."""
    reading = clock.read_clock(subject.adb)
    found = f"{reading.offset_seconds:+.3f} s against this computer, ± {reading.uncertainty_seconds:.3f} s"
    if not reading.consistent:
        remedy = "let both clocks settle (automatic time) and check again"
        yield Check("phone clock", "warning", f"{found}; a clock was changed meanwhile", remedy)
    elif abs(reading.offset_seconds) > _CLOCK_TOLERANCE + reading.uncertainty_seconds:
        yield Check("phone clock", "warning", found, "switch on the phone's automatic date and time")
    else:
        yield Check("phone clock", "ok", found)


def time_zone(subject: Subject) -> Iterator[Check]:
    """Check the phone's time zone: apps send it, and some behave by it."""
    zone = subject.properties.get("persist.sys.timezone", "")
    remedy = f"set the phone's time zone to {_KOREA}, where its user is meant to be"
    korean = zone == _KOREA
    yield Check("phone time zone", "ok" if korean else "warning", zone or "not said", "" if korean else remedy)


def our_ca(subject: Subject) -> Iterator[Check]:
    """Check that the phone trusts mitmproxy's CA, as far as that can be seen."""
    name = "CA on the phone"
    found = authority.load(subject.setup.confdir)
    if found is None:
        yield Check(name, "skipped", "mitmproxy has no CA yet")
        return
    stores = trust.installed(subject.adb, found, root(subject.adb))
    apps = (
        "since Android 7 most apps trust no user CA: use a phone with root, or see the refusals in tls_failures.jsonl"
    )
    if stores is None:
        yield Check(name, "warning", "not a system CA; user CAs cannot be seen without root", f"install it; {apps}")
    elif "system" in stores:
        yield Check(name, "ok", "system CA")
    elif "user" in stores:
        yield Check(name, "warning", "user CA only", apps)
    else:
        yield Check(name, "failed", "not installed", "install it: as a system CA where the phone has root")


def private_dns(subject: Subject) -> Iterator[Check]:
    """Check Private DNS (DNS over TLS, since Android 9): it hides which names the app looks up."""
    name = "Private DNS"
    remedy = "on the phone: Settings, Network & internet, Private DNS, Off"
    mode = phone.setting(subject.adb, "global", "private_dns_mode")
    if mode == "off":
        yield Check(name, "ok", "off")
    elif mode == "hostname":
        host = phone.setting(subject.adb, "global", "private_dns_specifier") or "?"
        yield Check(name, "failed", f"{host}: names are looked up past the proxy, or not at all", remedy)
    else:
        # Not set means opportunistic: encrypted wherever the network's resolver offers it.
        yield Check(name, "warning", mode or "automatic", remedy)


def vpn(subject: Subject) -> Iterator[Check]:
    """Check for a VPN that would carry traffic past the proxy."""
    if phone.vpn_connected(subject.adb):
        remedy = "end it, unless it is the WireGuard tunnel to this computer"
        yield Check("VPN", "warning", "connected", remedy)
        return
    always = phone.setting(subject.adb, "secure", "always_on_vpn_app")
    remedy = "switch off Always-on VPN in the phone's VPN settings"
    found = f"always-on: {always}" if always else "none"
    yield Check("VPN", "warning" if always else "ok", found, remedy if always else "")


def http_proxy(subject: Subject) -> Iterator[Check]:
    """Check for a proxy that is set already."""
    address = proxy.read(subject.adb).address
    remedy = "take it away, unless it is this computer: adb shell settings put global http_proxy :0"
    yield Check("phone proxy", "warning" if address else "ok", address or "none", remedy if address else "")


def battery(subject: Subject) -> Iterator[Check]:
    """Check that the phone does not run out of power in the middle."""
    found = phone.battery(subject.adb)
    text = f"{found.level} %{', charging' if found.powered else ''}" if found.level >= 0 else "not said"
    low = 0 <= found.level < _BATTERY_FLOOR and not found.powered
    yield Check("battery", "warning" if low else "ok", text, "charge the phone" if low else "")


def airplane_mode(subject: Subject) -> Iterator[Check]:
    """Check airplane mode."""
    on = phone.setting(subject.adb, "global", "airplane_mode_on") == "1"
    remedy = "switch it off, unless only Wi-Fi is meant to be on"
    yield Check("airplane mode", "warning" if on else "ok", "on" if on else "off", remedy if on else "")


CHECKS: tuple[tuple[str, Callable[[Subject], Iterator[Check]]], ...] = (
    ("phone", model),
    ("app", app),
    ("phone clock", phone_clock),
    ("phone time zone", time_zone),
    ("CA on the phone", our_ca),
    ("Private DNS", private_dns),
    ("VPN", vpn),
    ("phone proxy", http_proxy),
    ("battery", battery),
    ("airplane mode", airplane_mode),
)
"""Every check of a phone with the name it is told under, in the order in which they are told."""


def told(subject: Subject) -> Iterator[Check]:
    """Run every check; one that the phone refuses is told as failed and stops no other."""
    for name, look in CHECKS:
        try:
            yield from look(subject)
        except AuditError as error:
            yield Check(name, "failed", error.what, error.remedy)
