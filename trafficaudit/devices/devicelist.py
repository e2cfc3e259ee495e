"""The list that ``adb devices -l`` prints.

A line is a serial, white space, a state, and ``name:value`` pairs. States that a phone takes: ``device`` (ready),
``unauthorized``, ``authorizing``, ``offline``, ``connecting``, ``recovery``, ``sideload``, ``bootloader``, and
``no permissions`` followed by a sentence (adb's ``to_string(ConnectionState)``).
"""

from dataclasses import dataclass

_HEADER = "List of devices attached"
_MOST = 256


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: a phone's serial (``ADDRESS:PORT`` over the network), its state, and its model where adb knows it."""

    serial: str
    state: str
    model: str = ""


def parse(text: str) -> tuple[Listed, ...]:
    r"""Read the list; lines that are no device (the heading, notes of the daemon) are passed over.

    >>> parse("List of devices attached\nR3CX1 device usb:1-1 product:a model:SM_S921N device:b transport_id:1\n")
    (Listed(serial='R3CX1', state='device', model='SM_S921N'),)
    """
    body = text.partition(_HEADER)[2] if _HEADER in text else text
    found = []
    for line in body.splitlines()[:_MOST]:
        serial, _, rest = line.strip().partition("\t" if "\t" in line else " ")
        rest = rest.strip()
        if not rest or serial == "*":
            continue
        state = "no permissions" if rest.startswith("no permissions") else rest.split()[0]
        model = next((word[6:] for word in rest.split() if word.startswith("model:")), "")
        found.append(Listed(serial, state, model))
    return tuple(found)
