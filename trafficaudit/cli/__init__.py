"""The command line: parses, calls, prints. Results go to stdout, talk to stderr.

Exit codes: 0 done, 1 the output could not be written, a check failed or a worker was lost, 2 usage (an option or a file
it names is wrong, or the output exists), 3 an input cannot be read or a package is rejected, 4 a package is valid but
incomplete or not yet timestamped, 128 and the signal's number where one ended it.
"""

import click

import trafficaudit
from trafficaudit.cli.anchor import anchor_command
from trafficaudit.cli.categories import categories_command
from trafficaudit.cli.compare import compare_command
from trafficaudit.cli.declare import declare_group
from trafficaudit.cli.doctor import doctor_command
from trafficaudit.cli.export import export_command
from trafficaudit.cli.geoip import geoip_group
from trafficaudit.cli.hooks import hooks_group
from trafficaudit.cli.log import log_command
from trafficaudit.cli.open import open_command
from trafficaudit.cli.options import Group
from trafficaudit.cli.persona import persona_group
from trafficaudit.cli.phase import phase_command
from trafficaudit.cli.record import record_command
from trafficaudit.cli.recover import recover_command
from trafficaudit.cli.redact import redact_command
from trafficaudit.cli.replay import replay_command
from trafficaudit.cli.report import report_command
from trafficaudit.cli.reproduce import reproduce_command
from trafficaudit.cli.seal import seal_command
from trafficaudit.cli.serve_replay import serve_replay_command
from trafficaudit.cli.table import table_command
from trafficaudit.cli.verify import verify_command

COMMANDS: tuple[click.Command, ...] = (
    doctor_command,
    record_command,
    phase_command,
    hooks_group,
    recover_command,
    seal_command,
    anchor_command,
    verify_command,
    log_command,
    open_command,
    replay_command,
    table_command,
    declare_group,
    compare_command,
    report_command,
    reproduce_command,
    export_command,
    redact_command,
    persona_group,
    categories_command,
    geoip_group,
    serve_replay_command,
)
"""Every command, in the order of use."""


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(trafficaudit.__version__, prog_name="trafficaudit")
def main() -> None:
    """Which personal data an app sends out of Korea, to whom, to which country, in which phase of use."""


for _command in COMMANDS:
    main.add_command(_command)
