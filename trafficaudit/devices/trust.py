"""mitmproxy's CA on the phone: as a user CA, or with root as a system CA for as long as the phone runs.

Since Android 7 apps trust user CAs only where their ``network_security_config`` says so; most shopping apps do not.
Since Android 11 only a person can install a user CA, in the settings; since Android 14 the system CAs that apps trust
are in the conscrypt APEX, which every process sees through its own mount namespace. What only a real phone can prove:
that its SELinux policy lets the mounts be made, that apps started afterwards see them, and that a person has confirmed
the user CA.
"""

import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.authority import Authority, parse
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.root import Root, root
from trafficaudit.errors import AuditError

type Store = Literal["system", "user"]

SYSTEM = "/system/etc/security/cacerts"
APEX = "/apex/com.android.conscrypt/cacerts"
USER = "/data/misc/user/0/cacerts-added"
DOWNLOADS = "/sdcard/Download"
_STAGE = "/data/local/tmp/trafficaudit-cacerts"
_CONTEXT = "u:object_r:system_file:s0"
_APEX_SINCE, _SETTINGS_SINCE = 34, 30
_MOUNTED_AS = "trafficaudit"
"""What our mounts are called in the phone's list of mounts: nothing else is taken away again."""
# Android tells certificates of the same subject apart by this ending.
_ENDINGS = range(4)


@dataclass(frozen=True, slots=True)
class Installation:
    """What was done about the CA.

    ``store`` is the one of both; ``path`` where the file stands on the phone; ``done`` whether the phone trusts it now
    as far as can be seen; ``remaining`` what a person has still to do, empty where nothing is.
    """

    store: Store
    path: str
    done: bool
    remaining: str


def installed(adb: Adb, authority: Authority, as_root: Root | None) -> tuple[Store, ...] | None:
    """Give the stores in which the phone has exactly this certificate.

    The system store is readable for everybody, the user store only for root.

    Returns:
        The stores; ``None`` where it is in none that can be seen and the user store cannot be.
    """
    found: list[Store] = []
    if _holds(adb, None, _system_store(adb), authority):
        found.append("system")
    if as_root and _holds(adb, as_root, USER, authority):
        found.append("user")
    return tuple(found) if found or as_root else None


def install(adb: Adb, authority: Authority) -> Installation:
    """Have the phone trust the CA: as a system CA where the phone gives root, else as a user CA.

    Raises:
        DeviceError: the phone refused a step; with the step.
    """
    as_root = root(adb)
    return install_system(as_root, authority) if as_root else install_user(adb, authority)


def install_user(adb: Adb, authority: Authority) -> Installation:
    """Copy the certificate to the phone's downloads and open the screen where a person installs it.

    Up to Android 10 that is the installer itself, since Android 11 the security settings.
    """
    path = f"{DOWNLOADS}/mitmproxy-ca-cert.crt"
    _push(adb, authority, path)
    if _sdk(adb) >= _SETTINGS_SINCE:
        adb.text("am", "start", "-a", "android.settings.SECURITY_SETTINGS")
        remaining = (
            "in the settings that are open now: Encryption & credentials, Install a certificate, CA certificate, "
            "Install anyway, and choose mitmproxy-ca-cert.crt"
        )
    else:
        kind = "application/x-x509-ca-cert"
        adb.text("am", "start", "-a", "android.intent.action.VIEW", "-t", kind, "-d", f"file://{path}")
        remaining = "give the certificate a name and choose: VPN and apps"
    return Installation("user", path, done=False, remaining=remaining)


def install_system(as_root: Root, authority: Authority) -> Installation:
    """Put the certificate among the system CAs; the change is in memory (tmpfs) and gone after a restart.

    Raises:
        DeviceError: a step failed.
    """
    adb, name = as_root.adb, f"{authority.subject_hash_old}.0"
    source = _system_store(adb)
    if not _holds(adb, None, source, authority):
        try:
            _mount(as_root, authority, source, name)
        except BaseException:
            # Half of it would leave the phone with a store that lacks authorities.
            with suppress(DeviceError):
                _unmount(as_root)
            raise
    done = _holds(adb, None, source, authority)
    remaining = "close the app and start it anew; a restart of the phone takes the certificate away"
    return Installation("system", f"{source}/{name}", done, remaining)


def _mount(as_root: Root, authority: Authority, source: str, name: str) -> None:
    """Put the store with the certificate in it over the store that apps trust."""
    pushed = f"/data/local/tmp/{name}"
    _push(as_root.adb, authority, pushed)
    as_root.run("rm", "-rf", _STAGE)
    as_root.run("mkdir", "-p", "-m", "700", _STAGE)
    as_root.run("cp", "-r", f"{source}/.", _STAGE)
    as_root.run("mount", "-t", "tmpfs", _MOUNTED_AS, SYSTEM)
    as_root.run("cp", "-r", f"{_STAGE}/.", SYSTEM)
    as_root.run("cp", pushed, f"{SYSTEM}/{name}")
    as_root.run("chown", "-R", "root:root", SYSTEM)
    as_root.run("chmod", "-R", "u=rwX,go=rX", SYSTEM)
    as_root.run("chcon", "-R", _CONTEXT, SYSTEM)
    as_root.run("rm", "-rf", _STAGE, pushed)
    if source == APEX:
        for process in _namespaces(as_root):
            as_root.run("nsenter", "-t", process, "-m", "mount", "--bind", SYSTEM, APEX)


def _unmount(as_root: Root) -> bool:
    """Take away what was mounted here, also by a recording that was killed; False where the phone refuses.

    Raises:
        DeviceError: the phone does not say what is mounted.
    """
    undone = True
    for process in _namespaces(as_root):
        inside = ("nsenter", "-t", process, "-m")
        mounts = [line.split()[:2] for line in as_root.run(*inside, "cat", "/proc/mounts").splitlines()]
        for place in (APEX, SYSTEM):
            for _ in range(mounts.count([_MOUNTED_AS, place])):
                undone &= as_root.shell(*inside, "umount", place).status == 0
    return undone


def remove(adb: Adb, installation: Installation) -> str:
    """Undo an installation as far as it can be; give what a person has still to do, empty where nothing is."""
    if installation.store == "user":
        adb.shell("rm", "-f", installation.path)
        return "on the phone: Settings, Encryption & credentials, User credentials, mitmproxy, Remove"
    as_root = root(adb)
    if as_root is None:
        return "restart the phone"
    return "" if _unmount(as_root) else "restart the phone"


def _system_store(adb: Adb) -> str:
    """Give the store that apps trust; before Android 14 the APEX may hold the folder, too, but nothing reads it."""
    return APEX if _sdk(adb) >= _APEX_SINCE and adb.shell("ls", APEX).status == 0 else SYSTEM


def _namespaces(as_root: Root) -> tuple[str, ...]:
    """Give the processes whose namespaces new apps inherit: 1, and the zygotes that fork them."""
    said = as_root.shell("pidof", "zygote64", "zygote").text.split()
    return ("1", *(word for word in said if re.fullmatch(r"[1-9]\d{0,8}", word)))


def _holds(adb: Adb, as_root: Root | None, store: str, authority: Authority) -> bool:
    for ending in _ENDINGS:
        path = f"{store}/{authority.subject_hash_old}.{ending}"
        answer = as_root.shell("cat", path) if as_root else adb.shell("cat", path)
        if answer.status == 0 and _same(answer.stdout, authority):
            return True
    return False


def _same(content: bytes, authority: Authority) -> bool:
    try:
        return parse(content, "").sha256 == authority.sha256
    except AuditError:
        return False


def _push(adb: Adb, authority: Authority, path: str) -> None:
    with tempfile.NamedTemporaryFile(prefix="trafficaudit-", suffix=".crt") as file:
        file.write(authority.pem)
        file.flush()
        adb.push(Path(file.name), path)


def _sdk(adb: Adb) -> int:
    said = adb.text("getprop", "ro.build.version.sdk").strip()
    if not re.fullmatch(r"\d{1,6}", said):
        raise DeviceError("the phone does not say its API level", "ro.build.version.sdk")
    return int(said)
