"""Plain fields of forms and parameters of addresses; which are a piece's stands in ``test_uploads.py``."""

from trafficaudit.readers.uploads.plainfields import LONGEST, MOST, Form, form_of, told


def _part(name: str, value: str, more: str = "") -> bytes:
    return f'--B\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'.encode()


def test_fields_stand_on_either_side_of_a_file() -> None:
    body = _part("A", "1") + _part("f", "x" * 9_000, '; filename="f"') + _part("b", " 2 ") + b"--B--\r\n"
    assert told("https://a.example/?C=3&d=", form_of(body, b"B")) == ({"a": "1", "b": "2", "c": "3", "d": ""}, False)
    assert form_of(body, b"") == Form()


def test_what_is_beyond_the_bounds_is_known() -> None:
    body = b"".join(_part(str(number), "v") for number in range(MOST + 1)) + b"--B--\r\n"
    assert form_of(body, b"B").more
    assert not form_of(body[len(_part("0", "v")) :], b"B").more
    assert told("/?a=" + "v" * (LONGEST + 1) + "&b=1", Form()) == ({"b": "1"}, True)
    assert told("/?a=" + "v" * LONGEST, Form()) == ({"a": "v" * LONGEST}, False)
    assert told("/?" + "a=1&" * (MOST + 1), Form()) == ({}, False)
