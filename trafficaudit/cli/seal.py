"""``trafficaudit seal``."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from trafficaudit import evidence
from trafficaudit.cli import encrypting, sealing
from trafficaudit.cli.encrypting import ENCRYPT, REMOVE
from trafficaudit.cli.options import FILE, FOLDER, INPUT, JSON, written_to
from trafficaudit.cli.sealing import AUTHORITY, CERTIFICATE, DIGEST_ONLY, KEY, OFFLINE, OPERATOR
from trafficaudit.errors import EvidenceError, ExistsError
from trafficaudit.evidence.sealing import SUFFIX
from trafficaudit.recording import folder as folders
from trafficaudit.redaction import visible


@click.command("seal", epilog="Example: trafficaudit seal captures/demo -o results/demo.sealed")
@click.argument("capture", type=INPUT)
@written_to("The package; default: CAPTURE.sealed.")
@KEY
@CERTIFICATE
@AUTHORITY
@OFFLINE
@OPERATOR
@click.option(
    "--results",
    multiple=True,
    type=FOLDER,
    metavar="DIR",
    help="A result folder to be sealed with it (repeatable).",
)
@click.option("--persona", type=FILE, metavar="FILE", help="The test person's register, to be sealed with it.")
@DIGEST_ONLY
@click.option("--copy", is_flag=True, help="Copy closed segments as well, where a hard link would do.")
@ENCRYPT
@REMOVE
@JSON
def seal_command(
    *,
    capture: Path,
    target: Path | None,
    key: Path | None,
    certificate: Path | None,
    urls: tuple[str, ...],
    offline: bool,
    operator: str,
    results: tuple[Path, ...],
    persona: Path | None,
    digest_only: bool,
    copy: bool,
    keys: tuple[str, ...],
    remove: bool,
    as_json: bool,
) -> None:
    """Seal a capture: a package that anybody can verify with sha256sum, openssl and a BagIt validator.

    Prints the package; its SHA-256 and number of files for the paper confirmation go to stderr. CAPTURE is not changed.
    With --encrypt it prints the encrypted file, and no package stays in the clear; CAPTURE may then be a package.
    """
    if remove and not keys:
        raise click.UsageError("--remove needs --encrypt")
    if digest_only and not persona:
        raise click.UsageError("--persona-digest-only needs --persona")
    if keys and encrypting.is_package(capture):
        if target or key or certificate or urls or results or persona or copy:
            raise click.UsageError(
                "CAPTURE is a package: it is encrypted as it is, beside itself, and nothing is added"
            )
        encrypting.check(capture, keys)
        encrypting.encrypt(capture, keys, remove=remove, operator=operator, as_json=as_json)
        return
    if folders.is_held(capture):
        raise EvidenceError("is being recorded into", str(capture), "seal it when the recording has ended")
    sealing.check_capture(capture)
    order = evidence.Order(
        signer=sealing.signer(capture, key, certificate),
        authorities=sealing.authorities(urls),
        operator=operator,
        documents=sealing.register(persona, whole=not digest_only),
        results=results,
        copy=copy,
    )
    for each in results:
        sealing.check_result(each, capture)
    if keys:
        _check_target(target or capture.resolve().with_name(capture.resolve().name + SUFFIX), keys)
    sealed = sealing.seal(capture, target, order, offline=offline)
    if keys:
        encrypting.encrypt(sealed.path, keys, remove=True, operator=operator, as_json=as_json)
        click.echo(f"still in the clear: {visible(str(capture))}", err=True)
        return
    click.echo(json.dumps(asdict(sealed), default=str) if as_json else str(sealed.path))


def _check_target(package: Path, keys: tuple[str, ...]) -> None:
    """Refuse a package that is there already, and what ``encrypting.check`` does."""
    if encrypting.is_package(package):
        remedy = f"encrypt it as it is: trafficaudit seal {package} --encrypt ..., or name another one with -o"
        raise ExistsError("the package exists already", str(package), remedy)
    encrypting.check(package, keys)
