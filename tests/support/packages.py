"""Captures with a chain, sealed and stamped, and the two verifiers side by side."""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.evidence import anchor, bag, chain, hashing, keys, manifest, signature
from trafficaudit.evidence.chain import Chain, Entry
from trafficaudit.evidence.growing import Growing
from trafficaudit.evidence.keys import Signer, own
from trafficaudit.evidence.sealing import Order

SEGMENTS = 3


def capture(folder: Path, *, ended: str = "ended in order", size: int = 3000) -> Path:
    """Make a capture folder as a recorder leaves it, without a proxy; the traffic is noise."""
    folder.mkdir(parents=True)
    noise = random.Random(7)
    log, growing = Chain(folder / "chain"), Growing(folder, ("phases.jsonl", "events.jsonl"))
    log.append(Entry("recording begun", "kr.example.shop"))
    segments = []
    for number in range(1, SEGMENTS + 1):
        path = folder / f"traffic-{number:04d}.mitm"
        path.write_bytes(noise.randbytes(size))
        path.chmod(0o400)
        with (folder / "phases.jsonl").open("a") as phases:
            phases.write(json.dumps({"at": f"2026-11-26T10:0{number}:00+09:00", "phase": "browse"}) + "\n")
        (folder / "events.jsonl").write_bytes(b"{}\n" * number)
        digest = hashing.sha256(path)
        segments.append({"file": path.name, "sha256": digest})
        log.append(Entry("segment closed", "phase browse"), {f"capture/{path.name}": digest}, growing.prefixes())
    said = {"format": 1, "id": "shop", "complete": True, "ended": ended, "flows": 3, "segments": segments}
    (folder / "capture.json").write_text(json.dumps(said, indent=2) + "\n")
    (folder / "device.json").write_text('{"model": "Pixel"}\n')
    (folder / "network.pcapng").write_bytes(b"\x0a\x0d\x0d\x0a" + noise.randbytes(500))
    log.append(Entry("recording ended", ended), {"capture/capture.json": hashing.sha256(folder / "capture.json")})
    return folder


def sealed(
    folder: Path,
    stamper: Stamper | None,
    results: Sequence[Path] = (),
    *,
    ended: str = "ended in order",
    signer: Signer | None = None,
) -> Path:
    """Make a capture, seal it and have it stamped; give the package."""
    order = Order(results=tuple(results), signer=signer)
    package = evidence.seal(capture(folder / "shop", ended=ended), order=order).path
    if stamper:
        stamp(package, stamper)
    return package


def stamp(package: Path, stamper: Stamper, name: str = "here", *, links: bool = True) -> None:
    """Have the tag manifest, and links of the chain, stamped without a network."""
    tags = package / bag.BAG / bag.TAG_MANIFEST
    numbers = chain.numbers(package / "bag/data/chain") if links else []
    subjects = {anchor.TAG_MANIFEST: tags} | {
        anchor.subject(n): package / "bag/data/chain" / chain.name(n) for n in numbers[1:2]
    }
    for subject, path in subjects.items():
        query, answer = stamper.stamp(path.read_bytes())
        for ending, content in ((anchor.QUERY, query), (anchor.ANSWER, answer)):
            put(package / "anchor" / f"{subject}.{name}{ending}", content)


def put(path: Path, content: bytes) -> None:
    """Replace a file, read-only or not."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def flip(path: Path, at: int = 100) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    put(path, bytes(content))


def listed_anew(package: Path) -> None:
    """Write every list anew, as somebody would who wants a changed bag to pass."""
    root = package / bag.BAG
    paths = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    info = [line for line in (root / bag.INFO).read_text().splitlines() if not line.startswith(bag.OXUM)]
    info.append(f"{bag.OXUM}: {sum(map(len, found.values()))}.{len(found)}")
    put(root / bag.INFO, "".join(f"{line}\n" for line in sorted(info)).encode())
    put(root / bag.MANIFEST, manifest.text({path: hashlib.sha256(each).hexdigest() for path, each in found.items()}))
    put(
        root / bag.MANIFEST_512, manifest.text({path: hashlib.sha512(each).hexdigest() for path, each in found.items()})
    )
    tags = {name: hashing.sha256(root / name) for name in bag.TAGS}
    put(root / bag.TAG_MANIFEST, manifest.text(tags))


def chained_anew(package: Path) -> None:
    """Write every digest of the chain anew."""
    data = package / "bag/data"
    for number in chain.numbers(data / "chain"):
        path = data / "chain" / chain.name(number)
        lines = []
        for line in path.read_text().splitlines():
            start, gap, place = line.partition("  ")
            if gap and line.startswith("# prefix "):
                size = int(start.split()[2])
                start = f"# prefix {size} {hashlib.sha256((data / place).read_bytes()[:size]).hexdigest()}"
            elif gap and not line.startswith("#"):
                start = hashing.sha256(data / place)
            lines.append(f"{start}{gap}{place}")
        put(path, "".join(f"{line}\n" for line in lines).encode())


def custody_anew(package: Path) -> None:
    """Make the custody log that of the bag as it is now."""
    for number in chain.numbers(package / "anchor/custody"):
        path = package / "anchor/custody" / chain.name(number)
        lines = path.read_text().splitlines()
        fresh = [
            line if line.startswith("#") else f"{hashing.sha256(package / line[66:])}  {line[66:]}" for line in lines
        ]
        put(path, "".join(f"{line}\n" for line in fresh).encode())


def signed_anew(package: Path, signer: Signer) -> None:
    """Sign the tag manifest as it is now."""
    put(package / "anchor/signature.p7s", signature.sign((package / "bag/tagmanifest-sha256.txt").read_bytes(), signer))
    put(package / "anchor/certificates/signer.pem", keys.pem((signer.certificate, *signer.chain)))
    confirmed_anew(package, signer)
    custody_anew(package)


def confirmed_anew(package: Path, signer: Signer) -> None:
    """Write the text of the confirmation that whoever seals a bag anew would print."""
    text = (package / "anchor/confirmation.txt").read_text(encoding="utf-8")
    old = re.findall("^  ([0-9a-f]{64})$", text, re.MULTILINE)
    text = text.replace(old[0], hashing.sha256(package / bag.BAG / bag.TAG_MANIFEST))
    put(package / "anchor/confirmation.txt", text.replace(old[1], signer.fingerprint).encode())


def sealed_anew(package: Path, stamper: Stamper) -> None:
    """Make a changed bag whole again, as only whoever holds the signer's key and asks for a new time stamp can."""
    listed_anew(package)
    signed_anew(package, own())
    stamp(package, stamper)


def covered(package: Path, stamper: Stamper, number: int, name: str = "here") -> None:
    """Have a line of the custody log stamped without a network."""
    query, answer = stamper.stamp((package / "anchor/custody" / chain.name(number)).read_bytes())
    for ending, content in ((anchor.QUERY, query), (anchor.ANSWER, answer)):
        put(package / "anchor" / f"{anchor.subject(number, anchor.CUSTODY)}.{name}{ending}", content)


@dataclass(frozen=True, slots=True)
class Codes:
    """The exit codes of our verification and of verify.sh, what failed in ours, and what each says of each check."""

    ours: int
    shell: int
    failed: tuple[str, ...]
    said: str
    told: Mapping[str, str]

    @property
    def differences(self) -> dict[str, tuple[str, str]]:
        """Give the checks of which the two say different things: what ours says, and what the script does."""
        lines = map(re.compile(r"(ok|note|OPEN|FAILED) +(\w+) ").match, self.said.splitlines())
        shell = {line[2]: line[1].lower() for line in lines if line}
        names = self.told.keys() | shell.keys()
        pairs = {name: (self.told.get(name, ""), shell.get(name, "")) for name in sorted(names)}
        return {name: (one, other) for name, (one, other) in pairs.items() if one != other}


def verified(
    package: Path,
    root: Path | None = None,
    signer: str | None = None,
    *,
    lists: Sequence[Path] = (),
    confirmed: str = "",
    noted: str = "",
    script: Path | None = None,
) -> Codes:
    """Verify with both; ``signer`` is the own one where it is left out."""
    pinned = own().fingerprint if signer is None else signer
    verdict = evidence.verify(
        package, roots=[root] if root else [], signer=pinned, confirmed=confirmed, noted=noted, lists=lists
    )
    failed = tuple(check.id for check in verdict.checks if check.outcome is evidence.Outcome.FAILED)
    shell = script_run(package, root, pinned, lists, confirmed, script, noted=noted)
    told = {check.id: check.outcome.name.lower() for check in verdict.checks}
    return Codes(verdict.code, shell.returncode, failed, shell.stdout + shell.stderr, told)


def script_run(
    package: Path,
    root: Path | None,
    signer: str,
    lists: Sequence[Path] = (),
    confirmed: str = "",
    script: Path | None = None,
    environment: dict[str, str] | None = None,
    noted: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run verify.sh as somebody without the toolkit does."""
    command: list[str | Path] = ["sh", script or Path(evidence.__file__).parent / "verify.sh"]
    command += ["--root", root] if root else []
    command += ["--signer", signer] if signer else []
    command += ["--confirmed", confirmed] if confirmed else []
    command += ["--custody", noted] if noted else []
    for each in lists:
        command += ["--crl", each]
    return subprocess.run(
        [*command, package],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | (environment or {}),
        check=False,
        timeout=60,
    )


def copied(package: Path, target: Path) -> Path:
    """Copy a package, links included as they are."""
    shutil.copytree(package, target, symlinks=True)
    return target
