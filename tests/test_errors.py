import errno
import pickle

import pytest

from trafficaudit import errors


def test_a_message_says_where_what_and_the_remedy() -> None:
    error = errors.ReadError("is empty", "a.har", "export it again")
    assert str(error) == "a.har: is empty (export it again)"
    assert str(errors.ReadError("is empty")) == "is empty"


@pytest.mark.parametrize("name", ["ReadError", "PersonaError", "DestinationError", "OutputError"])
def test_there_is_one_family(name: str) -> None:
    assert issubclass(getattr(errors, name), errors.AuditError)


def test_an_error_goes_from_one_process_to_another_whole() -> None:
    error = pickle.loads(pickle.dumps(errors.ReadError("is empty", "a.har", "export it again")))
    assert type(error) is errors.ReadError
    assert (error.what, error.where, error.remedy) == ("is empty", "a.har", "export it again")


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "free some disk"),
        (errno.EDQUOT, "free some disk, or have the quota raised"),
        (errno.EACCES, "check its rights"),
    ],
)
def test_where_there_is_no_room_that_is_what_to_mend(code: int, remedy: str) -> None:
    assert errors.room(OSError(code, "why"), "check its rights") == remedy
