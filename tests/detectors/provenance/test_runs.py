import base64
import os
import random

from hypothesis import given
from hypothesis import strategies as st
from support.fields import field, untold

from trafficaudit.detectors.provenance.runs import MOST, runs

DATA = bytes(range(200, 240))


def datas(value: str | bytes, *, text: bool = False) -> list[bytes]:
    return [run.data for run in runs((field("d", value),), "request", untold, text=text)]


def test_bytes_and_text_that_is_no_ascii_are_given_as_they_are() -> None:
    (run,) = runs((field("d", DATA),), "request", untold)
    assert (run.field, run.layers, run.data, run.start, run.end, run.whole) == (0, (), DATA, 0, 40, True)
    assert DATA in datas(DATA.decode("latin-1"))
    assert "가나다라마바사아".encode() in datas("가나다라마바사아")


def test_ascii_text_itself_is_given_only_when_asked_for() -> None:
    assert datas("plain text of some length") == []
    assert datas("plain text of some length", text=True) == [b"plain text of some length"]


@given(seed=st.integers(0, 1 << 40), size=st.integers(24, 200), head=st.text("abcXYZ09-_. :", max_size=9))
def test_an_encoding_is_opened_wherever_it_begins(seed: int, size: int, head: str) -> None:
    data = random.Random(seed).randbytes(size)
    for coded in (base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode().rstrip("="), data.hex()):
        assert any(data in found for found in datas(head + coded)), coded


def test_where_a_run_stands_is_told() -> None:
    coded = base64.b64encode(DATA).decode()
    text = f"v=1;d={coded};e=2"
    run = next(run for run in runs((field("d", text),), "request", untold) if run.data == DATA)
    assert (text[run.start : run.end], run.layers, run.whole, run.size) == (coded, ("base64",), False, len(text))
    (whole, *_) = runs((field("d", coded),), "request", untold)
    assert (whole.data, whole.whole) == (DATA, True)
    upper = next(run for run in runs((field("d", DATA.hex().upper()),), "request", untold) if run.data == DATA)
    assert (upper.layers, upper.whole) == (("hex",), True)


def test_base64_in_lines_and_inside_of_base64_is_opened() -> None:
    data = os.urandom(300)
    assert any(data in found for found in datas(base64.encodebytes(data).decode()))
    marked = b"\1\2" + base64.b64encode(data)
    assert any(data in found for found in datas(base64.b64encode(marked).decode()))


def test_short_values_are_opened_only_whole() -> None:
    short = DATA[:8]
    assert short in datas(short.hex())
    assert short in datas(base64.b64encode(short).decode())
    assert datas("x " + short.hex()) == []
    assert datas("short") == datas(b"short") == []


def test_fields_of_the_other_direction_and_before_the_first_are_left_out() -> None:
    fields = (field("a", DATA), field("b", DATA, direction="response"), field("c", DATA))
    assert [run.field for run in runs(fields, "request", untold)] == [2, 0]
    assert [run.field for run in runs(fields, "request", untold, 1)] == [2]
    assert [run.field for run in runs(fields, "response", untold)] == [1]


def test_the_number_of_runs_is_bounded() -> None:
    text = " ".join([base64.b64encode(DATA).decode()] * (MOST // 2))
    told: list[tuple[int, str]] = []
    assert len(runs((field("d", text),), "request", lambda *said: told.append(said))) == MOST
    assert told == [(0, f"more than {MOST} runs that may be ciphertext or a digest")]


@given(value=st.text(max_size=200) | st.binary(max_size=200))
def test_any_value_gives_runs_that_lie_inside_of_it(value: str | bytes) -> None:
    for run in runs((field("d", value),), "request", untold, text=True):
        assert 0 <= run.start <= run.end <= run.size
