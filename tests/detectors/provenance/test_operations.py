from datetime import UTC, datetime, timedelta
from pathlib import Path

from support import flows, hookevents

from trafficaudit import events as schema
from trafficaudit.detectors.provenance.operations import Operations, ciphertext, plaintext
from trafficaudit.model import Direction

WHEN = datetime.fromtimestamp(flows.START, UTC)


def operations(path: Path, direction: Direction, *told: schema.Cipher) -> Operations:
    made = Operations(path, direction, 0.0)
    data = b""
    for event in told:
        made.add(event, len(data))
        data += hookevents.line(event)
    path.write_bytes(data)
    made.index.seal()
    return made


def test_which_side_is_the_ciphertext() -> None:
    out, event = hookevents.gcm(b"text")
    assert (ciphertext(event), plaintext(event)) == ((out, 20), (b"text", 4))
    back = hookevents.decrypted(out, b"text")
    assert (ciphertext(back), plaintext(back)) == ((out, 20), (b"text", 4))
    cut = hookevents.encrypted(b"te", out, input_size=4, output_size=9_999)
    assert (ciphertext(cut)[1], plaintext(cut)[1]) == (9_999, 4)
    assert ciphertext(hookevents.encrypted(b"te", out, output_size=0))[1] == 20


def test_of_equal_ciphertexts_the_one_whose_time_fits_is_chosen(tmp_path: Path) -> None:
    _, first = hookevents.ctr(b"the same text as ever", at=-9)
    told = [first, hookevents.ctr(b"the same text as ever", at=5)[1], hookevents.ctr(b"the same text as ever", at=9)[1]]
    sent = operations(tmp_path / "e", "request", *told)
    assert len(sent) == 3

    def at(seconds: float) -> float:
        event = sent.operation(0, WHEN + timedelta(seconds=seconds))
        assert event is not None
        return event.at / 1000 - flows.START

    assert [at(seconds) for seconds in (-60, 0, 4, 8, 60)] == [-9, -9, 5, 9, 9]
    assert sent.fetch(0) == first.output


def test_what_was_received_is_deciphered_afterwards(tmp_path: Path) -> None:
    out, _ = hookevents.gcm(b"the same text as ever")
    told = [hookevents.decrypted(out, b"the same text as ever", at=at) for at in (-9, 5, 9)]
    received = operations(tmp_path / "e", "response", *told)
    found = [received.operation(0, WHEN + timedelta(seconds=seconds)) for seconds in (-60, 0, 8, 60)]
    assert [each and each.at / 1000 - flows.START for each in found] == [-9, 5, 9, 9]


def test_what_the_file_holds_no_more_is_nothing(tmp_path: Path) -> None:
    _, event = hookevents.gcm(b"text")
    made = operations(tmp_path / "e", "request", event)
    (tmp_path / "e").write_bytes(b"x")
    assert (made.operation(0, WHEN), made.fetch(0)) == (None, b"")


def test_what_is_too_short_to_be_told_is_left_out(tmp_path: Path) -> None:
    assert len(operations(tmp_path / "e", "request", hookevents.ctr(b"short")[1])) == 0
