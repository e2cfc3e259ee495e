"""The program: ``trafficaudit`` and ``python -m trafficaudit``.

Loading the commands takes a good part of a second. A signal in that time ends the program as a later one does, so that
nothing else is loaded here before signals are seen to, and no file opened before the standard streams are.
"""

from trafficaudit import ending, streams


def main() -> None:
    """Load the commands and run the one that was asked for."""
    streams.ready()
    ending.ready()
    from trafficaudit import cli  # noqa: PLC0415 - not before signals are seen to

    cli.main(prog_name="trafficaudit")


if __name__ == "__main__":
    main()
