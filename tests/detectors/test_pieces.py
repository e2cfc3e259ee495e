import json

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.detectors import pieces as detectors_pieces
from trafficaudit.model import Message
from trafficaudit.persona import Persona


def claimed(document: object, person: Persona | None = None) -> set[tuple[str, str, str | bytes]]:
    body = json.dumps(document).encode()
    made = exchange(request=Message(((b"content-type", b"application/json"),), body, body_size=len(body)))
    decoded = decode(made)
    return {
        (found.field.path, found.category, found.value)
        for detect in build_all(Context(person))
        for found in detect(made, decoded)
        if found.field.part == "body"
    }


def cut(*texts: str) -> list[dict[str, int | str]]:
    return [{"i": at, "n": len(texts), "d": text} for at, text in enumerate(texts)]


def test_what_stands_in_one_piece_is_told_of_the_whole_alone() -> None:
    found = claimed({"log": cut("call 010-9183-2746 or ", "mail seoyun.kim8241@hanbit.kr")})
    assert found == {("log.d", "phone_number", "010-9183-2746"), ("log.d", "email", "seoyun.kim8241@hanbit.kr")}


def test_what_looks_like_a_number_because_it_was_cut_is_none() -> None:
    assert claimed({"log": cut("code 1", "010-9183-2746 9")}) == set()


def test_every_list_of_a_document_counts() -> None:
    found = claimed({"a": {"log": cut("code 1", "010-9183-2746 9")}, "b": cut("code 1", "010-9183-2746 9")})
    assert found == set()


@pytest.mark.parametrize(
    "document",
    [{"log": [{"i": 0, "d": "call 010-9183-2746 now"}]}, {"log": [{"i": 0, "n": 3, "d": "call 010-9183-2746 now"}]}],
)
def test_what_is_not_put_together_stands_for_itself(document: object) -> None:
    assert {value for _, _, value in claimed(document)} == {"010-9183-2746"}


def test_what_stands_beside_the_pieces_is_told() -> None:
    found = claimed({"log": cut("a b", "c d"), "phone": "010-9183-2746"})
    assert ("phone", "phone_number", "010-9183-2746") in found


def test_a_seeded_value_stays_one() -> None:
    found = claimed(
        {"log": cut("call 010-9183-2746 or ", "not")}, Persona("p", {"phone_number": ("010-9183-2746",)}, "")
    )
    assert {path for path, _, _ in found} >= {"log[0].d"}


def test_pieces_of_what_is_too_long_to_be_searched_stand_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detectors_pieces, "_SEARCHED", 10)
    assert {path for path, _, _ in claimed({"log": cut("call 010-9183-2746 or ", "not")})} == {"log[0].d", "log.d"}
