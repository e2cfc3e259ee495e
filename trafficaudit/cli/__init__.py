"""The command line: parses, calls, prints. Results go to stdout, talk to stderr.

Exit codes: 0 done, 1 the output could not be written, a check failed or a worker was lost, 2 usage (an option or a file
it names is wrong, or the output exists), 3 an input cannot be read or a package is rejected, 4 a package is valid but
incomplete, not yet timestamped or by nobody who was named, 128 and the signal's number where one ended it.

A command's module is loaded when the command is asked for: the libraries of all of them take a second.
"""

from importlib import import_module
from typing import NamedTuple

import click

import trafficaudit
from trafficaudit.cli.group import Group


class Entry(NamedTuple):
    """A command: its name, and the first sentence of its help, by which a list of commands says what it does.

    It stands in the module of its name as ``NAME_command`` or, of a group, ``NAME_group``, with ``_`` for ``-``.
    """

    name: str
    summary: str


COMMANDS: tuple[Entry, ...] = (
    Entry("doctor", "Check this computer and the phone before a recording; each finding with its remedy."),
    Entry("persona", "Make and check the made-up test person whose values are searched for."),
    Entry("categories", "List the categories of personal data that a persona file and the tables use."),
    Entry("record", "Record an app on a test phone into a capture folder that replay reads."),
    Entry("phase", "Begin a phase of use in a recording that is under way, from another terminal."),
    Entry("hooks", "List the agents that can be loaded into an app, to see what it reads and encrypts."),
    Entry("recover", "Finish a recording that a power cut or a full disk has cut off."),
    Entry("seal", "Seal a capture: a package that anybody can verify with sha256sum, openssl and a BagIt validator."),
    Entry(
        "anchor", "Have the time of a sealed package confirmed: sends the requests that wait, and keeps the answers."
    ),
    Entry("verify", "Verify a sealed package: one line per check, with its meaning."),
    Entry("log", "Print the custody log: who did what when, with which version."),
    Entry("open", "Decrypt a package that was sealed with --encrypt."),
    Entry("replay", "Replay saved captures offline into a result folder of tables."),
    Entry(
        "table",
        "Print the transfer table of a result folder, or of one phase of use; of a folder of results, all joined.",
    ),
    Entry("declare", "Draft what a privacy policy or a store's label declares; compare two versions."),
    Entry("compare", "Compare a result folder with a declaration, in both directions."),
    Entry("report", "Write the report of a result folder: one HTML file that opens without any network."),
    Entry("reproduce", "Make a result folder again from its recipe, and compare every byte."),
    Entry("export", "Write a capture in a format of other tools, for viewing."),
    Entry("redact", "Make a redacted copy of a sealed package: a package of its own that names its parent's hash."),
    Entry("geoip", "Show, renew and add the geo databases that say where a server is."),
    Entry("serve-replay", "Answer an app from a saved capture, without any network."),
)
"""Every command, in the order of use."""


def command(name: str) -> click.Command:
    """Load a command of the list."""
    stem = name.replace("-", "_")
    module = import_module(f"trafficaudit.cli.{stem}")
    found: click.Command = getattr(module, f"{stem}_command", None) or getattr(module, f"{stem}_group")
    return found


class _Listed(Group):
    """A group that loads a command when it is run, and lists all of them without."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command, loaded."""
        return command(cmd_name) if super().get_command(ctx, cmd_name) else None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of use."""
        return [each.name for each in COMMANDS]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, each with its whole summary."""
        with formatter.section("Commands, in the order of use"):
            formatter.write_dl([(each.name, each.summary) for each in COMMANDS])


@click.group(
    cls=_Listed,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="trafficaudit COMMAND --help says what it takes, with an example.",
)
@click.version_option(trafficaudit.__version__, prog_name="trafficaudit")
def main() -> None:
    """Which personal data an app sends out of Korea, to whom, to which country, in which phase of use."""


for _each in COMMANDS:
    main.add_command(click.Command(_each.name, help=_each.summary))
