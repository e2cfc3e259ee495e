"""The one family of errors. Each message says what is wrong, where, and what to do about it."""

import errno


class AuditError(Exception):
    """What the toolkit raises on purpose.

    Args:
        what: what is wrong, as a clause without a full stop.
        where: the file, option or field it is wrong in; empty when the clause says so already.
        remedy: what the reader can do; empty when nothing can be done.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(": ".join(filter(None, (where, what))) + (f" ({remedy})" if remedy else ""))

    def __reduce__(self) -> "tuple[type[AuditError], tuple[str, str, str]]":
        """Go from one process to another."""
        return type(self), (self.what, self.where, self.remedy)


class ReadError(AuditError):
    """An input is not a capture, is empty, or cannot be opened."""


class UnmarkedError(ReadError):
    """Nobody marked the phase of use that is asked for, so that nothing is known of it."""


class PersonaError(AuditError):
    """A persona file does not describe a usable test person."""


class DestinationError(AuditError):
    """A geo database cannot be read or is of another kind than needed."""


class OutputError(AuditError):
    """A result cannot be written, or something stands where it would be written."""


class ExistsError(OutputError):
    """Something stands already where an output is to be made."""


class RecordError(AuditError):
    """A recording cannot begin, go on or be finished."""


class DeclarationError(AuditError):
    """A declaration is not one, names what is not known, or was not confirmed."""


class EvidenceError(AuditError):
    """A package is not what was sealed, or a capture cannot be sealed as it is."""


class SignerError(AuditError):
    """A signing key or a certificate cannot be used."""


class WorkerError(AuditError):
    """A process that does a part of the work ended before it was done."""


class SchedulerError(WorkerError):
    """What is given as the address of a cluster's scheduler is none."""


def room(error: OSError, otherwise: str) -> str:
    """Give what to do where something cannot be written: make room where there is none, else what is known better.

    >>> room(OSError(errno.ENOSPC, ""), "check the path")
    'free some disk'
    """
    if error.errno == errno.EDQUOT:
        return "free some disk, or have the quota raised"
    return "free some disk" if error.errno == errno.ENOSPC else otherwise
