"""The program: ``trafficaudit`` and ``python -m trafficaudit``.

Loading the commands takes a good part of a second. A signal in that time ends the program as a later one does, so that
nothing else is loaded here before signals are seen to.
"""

from trafficaudit import ending


def main() -> None:
    """Load the commands and run the one that was asked for."""
    ending.ready()
    from trafficaudit import cli  # noqa: PLC0415 - not before signals are seen to

    cli.main(prog_name="trafficaudit")


if __name__ == "__main__":
    main()
