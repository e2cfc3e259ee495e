"""``trafficaudit verify``."""

import json
import re
from dataclasses import replace
from pathlib import Path

import click

from trafficaudit import evidence
from trafficaudit.cli.options import FILE, INPUT, JSON, in_language, progress
from trafficaudit.evidence import bag, verification
from trafficaudit.evidence.verdict import Check
from trafficaudit.redaction import visible
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts

_OWN = "own"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _digest(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        return ""
    found = value.replace(":", "").replace(" ", "").lower()
    if not _DIGEST.fullmatch(found):
        raise click.BadParameter("is no whole SHA-256: 64 hex digits, as the confirmation (확인서) or the log has them")
    return found


def _signer(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    return verification.own_signer() if value == _OWN else _digest(context, parameter, value)


def _roots(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Path, ...]:
    named = [verification.own_roots() if each == _OWN else (FILE.convert(each, parameter, context),) for each in values]
    return tuple(path for paths in named for path in paths)


def _in_korean(check: Check) -> Check:
    """Give a check whose meaning has what was found in Korean, too; ``found`` itself is for programs."""
    if not check.found:
        return check
    meaning = check.meaning.removesuffix(check.found)
    return replace(check, meaning=meaning + wording.verified(check.found, Texts("ko")))


def _remedy(path: Path) -> str:
    """Say what to verify instead of what is no whole package; empty where it is one, whatever its checks came to."""
    package = bag.package_of(path)
    if package is None:
        remedy = "name the folder that holds bag/ and anchor/; a capture folder becomes one with: trafficaudit seal"
        return f"{path}: is no sealed package ({remedy}; an encrypted one with: trafficaudit open)"
    if not (package / bag.ANCHOR).is_dir():
        return f"{package}: is a part of a package, without anchor/ (have the whole of it handed over again)"
    return ""


@click.command("verify", epilog="Example: trafficaudit verify results/demo.sealed --signer own --lang ko")
@click.argument("path", type=INPUT)
@click.option(
    "--root",
    "roots",
    multiple=True,
    callback=_roots,
    metavar="CERT|own",
    help="Root certificate of an authority or signer that you believe, and no other ones (repeatable); "
    "own: those of your evidence.toml.",
)
@click.option(
    "--signer",
    callback=_signer,
    metavar="SHA256|own",
    help="The signer's certificate, as the confirmation has it; own: that of your own key.",
)
@click.option("--confirmed", callback=_digest, metavar="SHA256", help="The tag manifest, as the confirmation has it.")
@click.option(
    "--custody",
    "noted",
    callback=_digest,
    metavar="SHA256",
    help="A line of the custody log, as it was noted at a hand-over (trafficaudit log).",
)
@click.option(
    "--crl", "lists", multiple=True, type=FILE, metavar="FILE", help="List of revoked certificates (repeatable)."
)
@click.option("--offline", is_flag=True, help="Do not ask for current lists of revoked certificates.")
@in_language("the meanings")
@JSON
def verify_command(
    *,
    path: Path,
    roots: tuple[Path, ...],
    signer: str,
    confirmed: str,
    noted: str,
    lists: tuple[Path, ...],
    offline: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Verify a sealed package: one line per check, with its meaning.

    PATH is the package or the bag in it. Exit code: 0 valid, 3 rejected, 4 valid but incomplete, not yet timestamped,
    or by a signer or authority that nobody named. anchor/verify.sh in the package comes to the same without this
    toolkit; neither believes this computer's own key or configuration unless you say so.
    """
    if nothing := bag.missing(path):
        raise nothing
    with progress("bytes") as tell:
        verdict = evidence.verify(
            path,
            roots=roots,
            signer=signer,
            confirmed=confirmed,
            noted=noted,
            lists=lists,
            offline=offline,
            lang=lang,
            tell=tell,
        )
    if lang == "ko":
        verdict = replace(verdict, checks=tuple(map(_in_korean, verdict.checks)))
    if as_json:
        click.echo(json.dumps(verdict.described(), ensure_ascii=False))
    else:
        for check in verdict.checks:
            mark = check.outcome.upper() if check.outcome in ("failed", "open") else check.outcome
            click.echo(f"{mark:<7} {check.id:<12} {visible(check.meaning)}")
        # What it means stands behind a colon in reports.
        click.echo(Texts(lang).word("seal", str(verdict.code)).partition(":")[0].upper())
    if remedy := _remedy(path):
        click.echo(f"trafficaudit: {visible(remedy)}", err=True)
    raise SystemExit(verdict.code)
