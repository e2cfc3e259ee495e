"""The program: ``trafficaudit`` and ``python -m trafficaudit``.

Loading the commands takes a good part of a second. A signal in that time ends the program as a later one does, so that
nothing else is loaded here before signals are seen to, and no file opened before the standard streams are.
"""

import sys

from trafficaudit import cycles, ending, streams


def main() -> None:
    """Load the commands and run the one that was asked for."""
    # A copy of the sources can be started with any. From 3.14 on pathlib takes a file that cannot be read for none.
    if not (3, 12) <= sys.version_info < (3, 14):
        said = f"Python {sys.version.split()[0]} is not one that this was made for (start it with Python 3.12 or 3.13)"
        print(f"trafficaudit: {said}", file=sys.stderr)
        raise SystemExit(2)
    streams.in_utf8()
    streams.ready()
    ending.ready()
    cycles.seldom()
    from trafficaudit import cli  # noqa: PLC0415 - not before signals are seen to

    ending.leave(ending.code_of(lambda: cli.main(prog_name="trafficaudit")))


if __name__ == "__main__":
    main()
