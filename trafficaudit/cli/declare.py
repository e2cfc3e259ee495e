"""``trafficaudit declare``: from a privacy policy to a declaration that a person confirms."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit import output
from trafficaudit.cli.group import Group
from trafficaudit.cli.options import FORMAT, INPUT, LANG, PATH, RECIPIENTS, REPLACE, Kind, in_language
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from pandas import DataFrame

    from trafficaudit import declarations


@click.group("declare", cls=Group)
def declare_group() -> None:
    """Draft what a privacy policy or a store's label declares; compare two versions."""


@declare_group.command(
    "from-policy", epilog="Example: trafficaudit declare from-policy captures/demo/policy.html -o draft.yaml"
)
@click.argument("policy", type=INPUT)
@click.option("-o", "--output", "target", type=PATH, help="Write the YAML here; default: stdout.")
@RECIPIENTS
@in_language("the comments")
@REPLACE
def from_policy(*, policy: Path, target: Path | None, recipients: tuple[Path, ...], lang: str, force: bool) -> None:
    """Draft a declaration from the overseas-transfer table of POLICY (.html, .mhtml, .pdf, .txt).

    The draft is YAML. Nothing counts before you have held it against the policy and set `confirm: true` in it.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - the readers take a while to load
    from trafficaudit.destinations.recipients import Recipients  # noqa: PLC0415 - likewise

    if target is not None:
        output.refuse_within(target, (policy, *recipients))
    names = [one.name for one in Recipients(recipients).organisations]
    document, described = declarations.read_policy(policy)
    drafted = declarations.draft(document, described, names, lang)
    _give(drafted, _sentence(drafted, lang), target, lang=lang, force=force)


def _give(drafted: "declarations.Declaration", said: str, target: Path | None, *, lang: str, force: bool) -> None:
    """Say what a draft holds, and write it."""
    from trafficaudit.declarations import to_yaml  # noqa: PLC0415 - likewise

    text = to_yaml(drafted, lang)
    for note in drafted.notes:
        click.echo(f"{_NOTE[lang]}: {visible(note)}", err=True)
    click.echo(said, err=True)
    if target is None:
        sys.stdout.buffer.write(text.encode())
        return
    with output.whole_file(target, force=force, private=False) as file:
        file.write(text.encode())
    click.echo(str(target))


@declare_group.command(
    "from-label", epilog="Example: trafficaudit declare from-label PrivacyInfo.xcprivacy -o label.yaml"
)
@click.argument("label", type=INPUT)
@click.option("-o", "--output", "target", type=PATH, help="Write the YAML here; default: stdout.")
@in_language("the comments")
@REPLACE
def from_label(*, label: Path, target: Path | None, lang: str, force: bool) -> None:
    """Draft a declaration from a store's LABEL or an app's privacy manifest.

    App Store ("App Privacy") and Google Play ("Data safety") in English or Korean, as text copied from the page (.txt),
    as its HTML or as the JSON in it; PrivacyInfo.xcprivacy as XML or binary. A label names no recipient and no country.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - the readers take a while to load

    if target is not None:
        output.refuse_within(target, (label,))
    drafted = declarations.read_label(label, lang)
    said = drafted.label.types if drafted.label else ()
    unread = sum(one.reading == "unread" for one in said)
    counted = str(len(said)) if lang == "ko" else several(len(said), "type")
    _give(drafted, _LABEL[lang].format(count=counted, unread=unread), target, lang=lang, force=force)


@declare_group.command(
    "versions",
    epilog="Example: trafficaudit declare versions draft.yaml captures/demo/declaration.yaml --draft --lang ko",
)
@click.argument("earlier", type=INPUT)
@click.argument("later", type=INPUT)
@FORMAT
@click.option("--draft", is_flag=True, help="Take declarations that nobody has confirmed.")
@LANG
def versions_command(*, earlier: Path, later: Path, kind: Kind, draft: bool, lang: str) -> None:
    """Tell what two versions of a policy declare differently.

    EARLIER and LATER are declarations. Recipients, countries, items in a country, and the words of every other column;
    what says the same in other words is no change.
    """
    from trafficaudit import declarations  # noqa: PLC0415 - the readers take a while to load
    from trafficaudit.tables import formats, versions  # noqa: PLC0415 - likewise

    pair = declarations.load(earlier), declarations.load(later)
    data = versions.changed(*pair, lang=lang, draft=draft)
    if not all(one.standing for one in pair):
        click.echo(_DRAFT[lang], err=True)
    click.echo(
        _DIFFERENCES[lang].format(count=len(data) if lang == "ko" else several(len(data), "difference")), err=True
    )
    if kind == "table":
        _print(data, lang)
        return
    sys.stdout.buffer.write(formats.text(kind, "versions", data, lang).encode())


_DRAFT = {
    "ko": "주의: 확인되지 않은 초안이 있습니다. 아직 근거로 삼을 수 없습니다.",
    "en": "warning: one of them is an unconfirmed draft: nothing here can be relied on yet",
}
_DIFFERENCES = {"ko": "다른 점 {count}개.", "en": "{count}."}


def _print(data: "DataFrame", lang: str) -> None:
    from trafficaudit.categories import taxonomy  # noqa: PLC0415 - likewise
    from trafficaudit.cli.screen import Grid, console, show  # noqa: PLC0415 - likewise
    from trafficaudit.tables.columns import VERSIONS  # noqa: PLC0415 - likewise

    rows = []
    for row in data.fillna("").to_dict("records"):
        slug = str(row["category"])
        name = taxonomy()[slug].label(lang) if slug in taxonomy() else slug
        rows.append([name if key == "category" else str(value) for key, value in row.items()])
    if rows:
        show([Grid("", [column.heading(lang) for column in VERSIONS], rows)], console())


_LABEL = {
    "ko": "데이터 유형 {count}개(확실히 명시한 항목이 없음 {unread}).\n"
    "초안입니다. 라벨 원문과 대조하고 confirm: true로 바꾸십시오.",
    "en": "{count} of data ({unread} that no category stands for for certain).\n"
    "This is a draft: hold it against the label and set confirm: true.",
}
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
        f"{several(len(rows), 'row')}, {several(len(items), 'item')} ({unread} unread), "
        f"{places} {'country' if places == 1 else 'countries'} unread, "
        f"{several(unknown, 'recipient')} that the map does not know for certain.\n"
        "This is a draft: hold it against the policy and set confirm: true."
    )
