"""A text that comes one piece a message is found in the conversation, and messages that are wholes stay such."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from mitmproxy import websocket
from mitmproxy.test import tflow
from support.states import read, record
from wsproto.frame_protocol import Opcode

from trafficaudit.examine import Examined, Examiner
from trafficaudit.joined import NAME, strung
from trafficaudit.model import Capture, Exchange, Finding, Gap
from trafficaudit.readers.rows import LACKS

MAIL, PHONE = "seoyun.kim8241@hanbit.example", "010-9183-2746"
WORDS = f"Sure! I wrote to {MAIL} and will call {PHONE} at 7."
CAPTURE = Capture("c", "c", "", 0, "")


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\n', encoding="utf-8")
    return Examiner(person)


def cut(text: str, size: int = 6) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def talked(folder: Path, said: Sequence[bytes], *, sent: bool = True) -> tuple[list[Exchange], list[Gap]]:
    made = tflow.twebsocketflow(messages=False)
    assert made.websocket
    made.websocket.messages = [
        websocket.WebSocketMessage(Opcode.TEXT, sent, data, 1e9 + at) for at, data in enumerate(said)
    ]
    exchanges, gaps = read(folder / "x.mitm", record(made))
    return list(exchanges), list(gaps)


def placed(examiner: Examiner, folder: Path, said: Sequence[bytes], *, sent: bool = True) -> list[tuple[int, Finding]]:
    """Give what is found in bodies, each with the number of its message."""
    found: list[Examined] = [examiner.examine(each, CAPTURE) for each in talked(folder, said, sent=sent)[0]]
    messages = [one for one in found if one.exchange.protocol == "websocket"]
    return [(at, each) for at, one in enumerate(messages) for each in one.findings if each.field.part == "body"]


def findings(examiner: Examiner, folder: Path, said: Sequence[bytes]) -> list[Finding]:
    return [each for _, each in placed(examiner, folder, said)]


def seeded(found: Sequence[Finding]) -> list[str | bytes]:
    return [each.value for each in found if each.detector == "persona"]


def dumped(documents: Sequence[object], prefix: str = "") -> list[bytes]:
    return [prefix.encode() + json.dumps(each, ensure_ascii=False).encode() for each in documents]


def delta(piece: str) -> object:
    return {"type": "response.output_text.delta", "item_id": "m1", "output_index": 0, "delta": piece}


TALKS: dict[str, list[bytes]] = {
    "deltas": dumped([delta(piece) for piece in cut(WORDS)]),
    "a chat": dumped([{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in cut(WORDS)]),
    "events of Socket.IO": dumped([["chunk", {"text": piece}] for piece in cut(WORDS)], "42"),
    "deltas among other events": [
        each
        for piece in cut(WORDS)
        for each in dumped([{"type": "ping", "at": 1}, {"type": "audio.level", "value": 3}, delta(piece)])
    ],
    "two texts by turns": [
        each
        for one, other in zip(cut(WORDS), cut("y" * len(WORDS)), strict=True)
        for each in dumped([delta(one), {"type": "x.delta", "item_id": "m2", "output_index": 1, "delta": other}])
    ],
    "pieces with numbers": dumped(
        [{"id": "a", "part": at, "total": len(cut(WORDS)), "data": piece} for at, piece in enumerate(cut(WORDS), 1)]
    ),
    "pieces with numbers, out of order": dumped(
        [{"id": "a", "part": at, "total": len(cut(WORDS)), "data": piece} for at, piece in enumerate(cut(WORDS), 1)]
    )[::-1],
    "a document in escaped pieces": dumped(
        [
            {"chunkIndex": at, "chunkCount": len(cut(json.dumps({"mail": MAIL}))), "payload": piece}
            for at, piece in enumerate(cut(json.dumps({"mail": MAIL})))
        ]
    ),
}


@pytest.mark.parametrize("name", TALKS)
@pytest.mark.parametrize("sent", [True, False])
def test_a_text_over_several_messages_is_found_once(name: str, sent: bool, examiner: Examiner, tmp_path: Path) -> None:
    said = TALKS[name]
    found = placed(examiner, tmp_path, said, sent=sent)
    assert seeded([each for _, each in found]) == [MAIL]
    ((number, mine),) = ((at, each) for at, each in found if each.detector == "persona")
    assert mine.layers[0] == NAME
    assert "it stands in " in mine.reasoning
    if "document" not in name:  # of which an escaped piece stands for its run
        piece = said[number][mine.span.start : mine.span.end].decode()
        assert piece
        assert piece in MAIL
    phones = [each.value for _, each in found if each.category == "phone_number" and each.value == PHONE]
    assert len(phones) == (0 if "document" in name else 1)


def test_messages_that_are_wholes_do_not_make_a_number_together(examiner: Examiner, tmp_path: Path) -> None:
    said = dumped([{"user": "a", "text": "010-9183"}, {"user": "b", "text": "-2746"}, {"user": "a", "text": "ok"}])
    assert [each for each in findings(examiner, tmp_path, said) if PHONE in str(each.value)] == []
    said = dumped([{"text": "seoyun.kim8241@hanbit.example", "n": 1}, {"text": "more words", "n": 2}])
    found = findings(examiner, tmp_path, said)
    assert seeded(found) == [MAIL]
    assert found[0].layers[:1] != (NAME,)


def test_a_missing_piece_is_told(tmp_path: Path) -> None:
    said = TALKS["pieces with numbers"]
    assert talked(tmp_path, said)[1] == []
    _, gaps = talked(tmp_path, [*said[:2], *said[3:]])
    assert [gap.reason for gap in gaps] == [f"this conversation {LACKS}"]
    pages = dumped([{"page": at, "total": 9, "data": "words"} for at in (1, 4)])
    assert talked(tmp_path, pages)[1] == []


@pytest.mark.parametrize(("bound", "reason"), [("MOST", "more than 1 rows"), ("LONGEST", "more than 1 bytes in a row")])
def test_what_is_too_much_to_be_put_together_is_told(
    examiner: Examiner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, reason: str
) -> None:
    both = zip(cut(WORDS), cut(WORDS[::-1]), strict=True)
    said = dumped([{"type": "x.delta", "text": one, "more": other} for one, other in both])

    def told() -> list[tuple[int, str]]:
        found = [examiner.examine(each, CAPTURE) for each in talked(tmp_path, said)[0]]
        messages = [one for one in found if one.exchange.protocol == "websocket"]
        return [(at, each.reason) for at, one in enumerate(messages) for each in one.decoded.opaque]

    assert told() == []
    monkeypatch.setattr(strung, bound, 1)
    ((at, why),) = set(told())
    assert at == len(said) - 1
    assert why.startswith(reason)
