"""``trafficaudit declare``: from a privacy policy to a declaration that a person confirms."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit import output
from trafficaudit.cli.options import FILE, INPUT, Group
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from trafficaudit import declarations


@click.group("declare", cls=Group)
def declare_group() -> None:
    """Draft what a privacy policy declares of transfers abroad."""


@declare_group.command(
    "from-policy", epilog="Example: trafficaudit declare from-policy captures/demo/policy.html -o draft.yaml"
)
@click.argument("policy", type=INPUT)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Write the YAML here; default: stdout.")
@click.option(
    "--recipients",
    multiple=True,
    type=FILE,
    help="Your own additions to the map of recipients (TOML, repeatable).",
)
@click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="en", show_default=True, help="Language of the comments."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
def from_policy(*, policy: Path, target: Path | None, recipients: tuple[Path, ...], lang: str, force: bool) -> None:
    """Draft a declaration from the overseas-transfer table of POLICY (.html, .pdf or .txt).

    The draft is YAML. Nothing counts before you have held it against the policy and set `confirm: true` in it.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - the readers take a while to load
    from trafficaudit.destinations.recipients import Recipients  # noqa: PLC0415 - likewise

    names = [one.name for one in Recipients(recipients).organisations]
    document, described = declarations.read_policy(policy)
    drafted = declarations.draft(document, described, names, lang)
    text = declarations.to_yaml(drafted, lang)
    for note in drafted.notes:
        click.echo(f"{_NOTE[lang]}: {visible(note)}", err=True)
    click.echo(_sentence(drafted, lang), err=True)
    if target is None:
        sys.stdout.buffer.write(text.encode())
        return
    with output.whole_file(target, force=force, private=False) as file:
        file.write(text.encode())
    click.echo(str(target))


_NOTE = {"ko": "참고", "en": "note"}


def _sentence(drafted: "declarations.Declaration", lang: str) -> str:
    rows = drafted.recipients
    items = [item for row in rows for item in row.items]
    unread = sum(item.reading == "unread" for item in items)
    places = sum(len(row.unread_countries) for row in rows)
    unknown = sum(not row.known_as for row in rows)
    if lang == "ko":
        return (
            f"{len(rows)}행, 항목 {len(items)}개(알 수 없음 {unread}), 알 수 없는 국가 {places}, "
            f"수신자 목록에서 확실히 찾지 못한 수신자 {unknown}.\n"
            "초안입니다. 처리방침 원문과 대조하고 confirm: true로 바꾸십시오."
        )
    return (
        f"{len(rows)} rows, {len(items)} items ({unread} unread), {places} countries unread, "
        f"{unknown} recipients that the map does not know for certain.\n"
        "This is a draft: hold it against the policy and set confirm: true."
    )
