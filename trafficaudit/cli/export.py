"""``trafficaudit export``."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from trafficaudit import output
from trafficaudit.cli.options import FILE, INPUT, JSON, REPLACE, progress, warn, written_to
from trafficaudit.plurals import several
from trafficaudit.redaction import visible


@click.command("export", epilog="Example: trafficaudit export --har captures/demo -o demo.har")
@click.argument("capture", type=INPUT)
@click.option("--har", "forms", flag_value="har", multiple=True, help="As HAR 1.2, which browsers and mitmproxy open.")
@click.option(
    "--pcapng",
    "forms",
    flag_value="pcapng",
    multiple=True,
    help="Packets with their TLS secrets, which Wireshark opens.",
)
@click.option(
    "--case", "forms", flag_value="case", multiple=True, help="A sealed package's files, tools and actions as CASE/UCO."
)
@click.option("--pcap", type=FILE, metavar="FILE", help="The packet capture made beside the recording (--pcapng).")
@click.option(
    "--keys", type=FILE, multiple=True, metavar="FILE", help="TLS secrets, as SSLKEYLOGFILE has them (--pcapng)."
)
@written_to("The file to write.", metavar="FILE", required=True)
@REPLACE
@JSON
def export_command(
    *,
    capture: Path,
    forms: tuple[str, ...],
    pcap: Path | None,
    keys: tuple[Path, ...],
    target: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Write a capture in a format of other tools, for viewing.

    CAPTURE is a mitmproxy flow file, a HAR, a .saz, saved items of Burp Suite, a capture folder or a sealed package,
    which --case needs. The file holds what the capture holds, personal data in the clear included (but for --case,
    which describes), and says which capture it is derived from; what the format has no place for is counted.
    """
    if len({*forms}) != 1:
        raise click.UsageError("name one format: --har, --pcapng or --case")
    form = forms[0]
    if form != "pcapng" and (pcap or keys):
        raise click.UsageError("--pcap and --keys belong to --pcapng")
    output.refuse_within(target, (capture, *keys, *((pcap,) if pcap else ())))
    if form == "pcapng":
        said = _pcapng(capture, target, pcap, keys, force=force)
    else:
        said = (_case if form == "case" else _har)(capture, target, force=force)
    click.echo(json.dumps({"file": str(target)} | said, ensure_ascii=False) if as_json else str(target))


def _har(capture: Path, target: Path, *, force: bool) -> dict[str, object]:
    from trafficaudit.export import export_har  # noqa: PLC0415 - its libraries take a while to load

    with progress() as tick:
        done = export_har(capture, target, force=force, tick=tick)
    _say_left_out(done.left_out)
    if done.kept:
        click.echo(
            f"held as sent, as their content encoding cannot be taken off: {several(done.kept, 'body', 'bodies')}",
            err=True,
        )
    warn("" if done.entries else "no exchange of this capture is in the file")
    click.echo(f"{several(done.entries, 'entry', 'entries')}; a copy for viewing, not the evidence.", err=True)
    return {
        "capture_sha256": done.capture_sha256,
        "entries": done.entries,
        "left_out": dict(done.left_out),
        "bodies_kept_encoded": done.kept,
    }


def _pcapng(
    capture: Path, target: Path, pcap: Path | None, keys: tuple[Path, ...], *, force: bool
) -> dict[str, object]:
    from trafficaudit.export import export_pcapng  # noqa: PLC0415 - likewise

    with progress("packets") as tick:
        done = export_pcapng(capture, target, pcap=pcap, key_logs=keys, force=force, tick=tick)
    _say_left_out(done.left_out)
    click.echo(
        f"{several(done.packets, 'packet')}, {several(done.secrets, 'TLS secret')}; {done.decrypted} of "
        f"{done.handshakes} TLS handshakes can be decrypted with them (QUIC not counted). A copy for viewing, "
        "not the evidence.",
        err=True,
    )
    return {
        "pcap_sha256": done.pcap_sha256,
        "packets": done.packets,
        "secrets": done.secrets,
        "handshakes": done.handshakes,
        "decrypted": done.decrypted,
        "left_out": dict(done.left_out),
    }


def _case(package: Path, target: Path, *, force: bool) -> dict[str, object]:
    from trafficaudit.export import export_case  # noqa: PLC0415 - likewise

    with progress("nodes") as tick:
        done = export_case(package, target, force=force, tick=tick)
    click.echo(
        f"{several(done.files, 'file')}, {several(done.actions, 'action')}; "
        "a description, the evidence is the package.",
        err=True,
    )
    return {
        "tagmanifest_sha256": done.tagmanifest_sha256,
        "files": done.files,
        "actions": done.actions,
        "nodes": done.nodes,
    }


def _say_left_out(left_out: Sequence[tuple[str, int]]) -> None:
    for what, count in left_out:
        click.echo(f"not in the file: {visible(what)}: {count}", err=True)
