"""``trafficaudit categories``."""

import json

import click

from trafficaudit.categories import taxonomy
from trafficaudit.cli.options import JSON, LANG


@click.command("categories", epilog="Example: trafficaudit categories --lang ko")
@LANG
@JSON
def categories_command(lang: str, as_json: bool) -> None:
    """List the categories of personal data that a persona file and the tables use."""
    if as_json:
        rows = [
            {"slug": c.slug, "group": c.group, "ko": c.ko, "en": c.en, "weight": c.weight} for c in taxonomy().values()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for category in taxonomy().values():
        click.echo(f"{category.slug:<32} {category.group:<18} {category.weight:<11} {category.label(lang)}")
