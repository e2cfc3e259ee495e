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
