"""The audit CA is trusted by an app that pins, and no other authority is: against real TLS servers."""

import shutil
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import jvm, tls
from support.jvm import SOURCES, Agent, Jvm
from support.waiting import LAST, until

from trafficaudit import events

BODY = 'OK 200 {"aid":"9774d56d682e549c"}'
UNTRUSTED = "ERR javax.net.ssl.SSLHandshakeException: (certificate_unknown) PKIX path building failed"
PINNED = "ERR javax.net.ssl.SSLPeerUnverifiedException: Certificate pinning failure!"


@dataclass(frozen=True, slots=True)
class Sites:
    """Servers whose certificates are signed by the audit's authority, the app's own, and a stranger's."""

    folder: Path
    audit: tls.Authority
    own: tls.Authority
    other: tls.Authority
    certificates: dict[str, Path]
    ports: dict[str, int]

    @property
    def pin(self) -> str:
        return tls.pin(self.certificates["own"])

    def certificate(self, name: str) -> str:
        return str(tls.alone(self.certificates[name]))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("sites")
    audit, own, other = (tls.authority(folder, f"{name}-ca") for name in ("audit", "own", "other"))
    # the stranger's authority has the name of the audit's, but not its key
    namesake = tls.authority(folder, "audit-ca-again")
    fake = tls.Authority("audit-ca", namesake.key, namesake.certificate, namesake.path)
    certificates = {
        "audit": tls.signed(audit, folder, "audit"),
        "own": tls.signed(own, folder, "own"),
        "other": tls.signed(other, folder, "other"),
        "namesake": tls.signed(fake, folder, "namesake"),
        "expired": tls.signed(audit, folder, "expired", days=(-9, -2)),
        "elsewhere": tls.signed(audit, folder, "elsewhere", host="elsewhere.example"),
    }
    servers = {name: tls.server(path) for name, path in certificates.items()}
    ports = {name: each.__enter__() for name, each in servers.items()}
    try:
        yield Sites(folder, audit, own, other, certificates, ports)
    finally:
        for each in servers.values():
            each.__exit__(None, None, None)


@pytest.fixture(scope="module")
def okhttp() -> list[Path]:
    return [jvm.jar("okhttp.jar", "libokhttp-java"), jvm.jar("okio.jar", "libokio-java")]


@pytest.fixture(scope="module")
def shop(okhttp: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("shop") / "classes"
    return [jvm.compiled([SOURCES / "okhttp" / "OkTarget.java"], out, *okhttp), jvm.classes(), *okhttp]


def _get(machine: Jvm, sites: Sites, name: str, trusted: str = "") -> str:
    own = trusted or str(sites.own.path)
    return machine.attempt("OkTarget", str(sites.ports[name]), own, sites.pin).partition("\n")[0]


def _everybody(sites: Sites) -> str:
    return ",".join(str(each.path) for each in (sites.own, sites.audit, sites.other))


def test_an_app_that_pins_refuses_the_audit_without_the_agent(shop: list[Path], sites: Sites) -> None:
    with Jvm(*shop) as machine:
        assert _get(machine, sites, "own") == BODY
        for name in ("audit", "other", "namesake", "expired", "elsewhere"):
            assert _get(machine, sites, name).startswith(UNTRUSTED)
        for name in ("audit", "other"):
            assert _get(machine, sites, name, _everybody(sites)) == PINNED


def test_with_the_agent_it_takes_the_audits_certificate_and_no_other(shop: list[Path], sites: Sites) -> None:
    with Jvm(*shop) as machine:
        agent = machine.load("unpinning", {"ca": sites.audit.pem})
        assert _get(machine, sites, "own") == BODY
        assert agent.of(events.Api) == []
        assert _get(machine, sites, "audit") == BODY
        # each on its own: others are told as well, before them or after
        for api in ("okhttp3.CertificatePinner.check", "sun.security.ssl.X509TrustManagerImpl.checkServerTrusted"):
            agent.wait(events.Api, api=api)
        told = agent.of(events.Api)
        assert {each.category for each in told} == {"pinning"}
        assert {each.value for each in told} == {None}
        for name in ("other", "namesake", "expired"):
            assert _get(machine, sites, name).startswith(UNTRUSTED), name
        # trusted by the system, and so only kept out by the pin
        assert _get(machine, sites, "audit", _everybody(sites)) == BODY
        assert _get(machine, sites, "other", _everybody(sites)) == PINNED
        # host names are checked as ever
        assert "localhost" in _get(machine, sites, "elsewhere")
        assert _get(machine, sites, "elsewhere").startswith("ERR ")
        assert agent.of(events.Trouble) == agent.errors == []


def _signatures_of_java_8(out: Path) -> Path:
    """Make a jar of the signatures of Java 8, in the old class file version that ProGuard 6 reads, out of the JDK's ct.sym."""
    seen = set[str]()
    with zipfile.ZipFile(jvm.java_home() / "lib" / "ct.sym") as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            releases, _, rest = name.partition("/")
            if "8" not in releases or not name.endswith(".sig"):
                continue
            first, _, inner = rest.partition("/")
            rest = inner if first.startswith(("java.", "jdk.")) else rest
            path = rest.removesuffix(".sig") + ".class"
            if path.startswith(("java/", "javax/", "org/")) and path not in seen:
                seen.add(path)
                data = given.read(name)
                made.writestr(path, data[:4] + struct.pack(">HH", 0, 52) + data[8:])
    return out


@pytest.fixture(scope="module")
def obfuscated(okhttp: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The shop and OkHttp with names that say nothing, as R8 and ProGuard leave them."""
    if shutil.which("proguard") is None:
        pytest.skip("no proguard (Debian's proguard-cli)")
    folder = tmp_path_factory.mktemp("obfuscated")
    classes = jvm.compiled([SOURCES / "okhttp" / "OkTarget.java"], folder / "classes", *okhttp, release=8)
    rules = folder / "rules.pro"
    injars = "\n".join(f"-injars {each}" for each in (classes, *(path.resolve() for path in okhttp)))
    rules.write_text(
        f"{injars}\n-outjars {folder / 'shop.jar'}\n-libraryjars {_signatures_of_java_8(folder / 'java8.jar')}\n"
        "-dontwarn **\n-ignorewarnings\n-dontshrink\n-dontoptimize\n-keepattributes Signature\n-allowaccessmodification\n"
        "-repackageclasses 'x'\n-keep public class OkTarget { public static java.lang.String run(java.lang.String[]); }\n"
    )
    done = subprocess.run(
        ["proguard", f"@{rules}"], cwd=folder, capture_output=True, text=True, timeout=LAST, check=False
    )
    assert (folder / "shop.jar").is_file(), done.stdout[-2000:] + done.stderr[-2000:]
    with zipfile.ZipFile(folder / "shop.jar") as jar:
        assert not [name for name in jar.namelist() if "CertificatePinner" in name]
    return [folder / "shop.jar", jvm.classes()]


def test_an_obfuscated_pinner_is_found_by_what_it_throws(obfuscated: list[Path], sites: Sites) -> None:
    with Jvm(*obfuscated) as machine:
        agent = machine.load("unpinning", {"ca": sites.audit.pem})
        assert _get(machine, sites, "own", _everybody(sites)) == BODY
        # its first refusal is how it is found
        assert _get(machine, sites, "audit", _everybody(sites)) == PINNED
        [found] = until(
            lambda: [each for each in agent.of(events.Hook, state="installed") if each.hook.startswith("x.")]
        )
        assert found.overloads >= 1
        for _ in range(2):
            assert _get(machine, sites, "audit", _everybody(sites)) == BODY
            assert _get(machine, sites, "other", _everybody(sites)) == PINNED
            assert _get(machine, sites, "audit") == BODY
            assert _get(machine, sites, "other").startswith(UNTRUSTED)
        assert agent.of(events.Trouble) == agent.errors == []


# ---- The other checks of Android, on stub classes ----


@pytest.fixture(scope="module")
def machine(sites: Sites) -> Iterator[Jvm]:
    with Jvm(jvm.classes()) as machine:
        machine.load("unpinning", {"ca": sites.audit.pem})
        yield machine


@pytest.fixture
def agent(machine: Jvm) -> Agent:
    return machine.agents[0]


@pytest.mark.parametrize("manager", ["refusing", "extended"])
def test_trust_managers_of_the_app_are_found_when_it_brings_them(machine: Jvm, sites: Sites, manager: str) -> None:
    with Jvm(jvm.classes()) as untouched:
        refused = {
            name: untouched.attempt("TlsTarget", "connect", str(sites.ports[name]), manager)
            for name in ("audit", "other")
        }
    assert all(each.startswith("ERR javax.net.ssl.SSLHandshakeException: ") for each in refused.values())
    assert machine.attempt("TlsTarget", "connect", str(sites.ports["audit"]), manager) == "OK 200"
    assert machine.attempt("TlsTarget", "connect", str(sites.ports["other"]), manager) == refused["other"]


@pytest.mark.parametrize(
    ("check", "accepted", "refused"),
    [
        (
            "conscrypt",
            "OK 2",
            "ERR java.security.cert.CertificateException: Trust anchor for certification path not found.",
        ),
        ("config", "OK accepted", "ERR java.security.cert.CertificateException: Pin verification failed"),
        ("pins", "OK accepted", "ERR java.security.cert.CertificateException: pinned: shop.example"),
        ("boolean", "OK true", "OK false"),
    ],
)
def test_checks_of_the_system(machine: Jvm, sites: Sites, check: str, accepted: str, refused: str) -> None:
    assert machine.attempt("TlsTarget", check, sites.certificate("audit")) == accepted
    for name in ("other", "namesake", "expired"):
        assert machine.attempt("TlsTarget", check, sites.certificate(name)) == refused, name
    # a chain that holds the authority itself as well, as some servers send it
    assert machine.attempt("TlsTarget", check, f"{sites.certificate('audit')},{sites.audit.path}").startswith("OK")
    # a stranger's certificate does not get in with the audit's beside it
    assert machine.attempt("TlsTarget", check, f"{sites.certificate('other')},{sites.audit.path}") == refused
    assert machine.attempt("TlsTarget", check, f"{sites.certificate('other')},{sites.certificate('audit')}") == refused


@pytest.mark.parametrize("client", ["own", "base"])
def test_web_views(machine: Jvm, sites: Sites, client: str) -> None:
    assert machine.attempt("TlsTarget", "webview", client, sites.certificate("audit")) == "OK proceed"
    assert machine.attempt("TlsTarget", "webview", client, sites.certificate("other")) == "OK cancel"


def test_a_pinner_that_is_given_a_function_and_whose_names_say_nothing(
    machine: Jvm, agent: Agent, sites: Sites
) -> None:
    def ask(name: str) -> str:
        return machine.attempt("TlsTarget", "function", sites.certificate(name)).partition("\n")[0]

    assert ask("audit") == PINNED
    assert ask("audit") == "OK accepted"
    assert ask("other") == PINNED
    assert agent.wait(events.Hook, hook="TlsTarget$X.b", state="installed")


@pytest.mark.parametrize("ca", ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", None])
def test_without_an_authority_nothing_is_hooked(sites: Sites, ca: str | None) -> None:
    with Jvm(jvm.classes()) as machine:
        agent = machine.load("unpinning", {} if ca is None else {"ca": ca})
        [told] = agent.wait(events.Trouble)
        assert "nothing is hooked" in told.what
        assert agent.of(events.Hook) == []
        assert machine.attempt("TlsTarget", "connect", str(sites.ports["audit"]), "refusing").startswith("ERR ")
