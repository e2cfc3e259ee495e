"""What ``trafficaudit record`` looks at before anything is recorded: the files that findings are made with."""

from pathlib import Path

import click


def check(
    persona: Path | None, geoip: tuple[Path, ...], recipients: tuple[Path, ...], *, digest_only: bool = False
) -> None:
    """Look whether the test person, the databases and the maps can be used.

    While it records nobody would look, and a session cannot be had again: a persona file that is none would be noticed
    when the recording is sealed, and a database that is none by findings that are not shown.

    Raises:
        PersonaError: the persona file is not usable.
        DestinationError: a geo database or a map of recipients cannot be used.
        UsageError: the register's digest alone is to be sealed, and no register is named.
    """
    if digest_only and persona is None:
        raise click.UsageError("--persona-digest-only needs --persona")
    if persona or geoip or recipients:
        from trafficaudit.examine import Examiner  # noqa: PLC0415 - the databases take a while to load

        Examiner(persona, geoip, recipients)
