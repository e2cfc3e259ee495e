"""Session files of other proxies are called by their names, and what is none of them is not."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from trafficaudit.readers.formats import unreadable
from trafficaudit.readers.sessions import session_of


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("head", "named", "remedy"),
    [
        (archive("[Content_Types].xml", "raw/1_c.txt", "raw/1_s.txt")[:99], "Fiddler", "copy it again"),
        (archive("_index.htm", "raw/0007_m.xml")[:-30], "Fiddler", "fewer at once"),
        (b"\xac\xed\x00\x05sr\x00\x21com.xk72.charles.model.Session", "Charles", "HTTP Archive"),
        (b'<?xml version="1.0"?>\n<?charles serialisation-version="2.0" ?>\n<x/>', "Charles", "HTTP Archive"),
        (b'[\n {"status": "COMPLETE", "method": "POST", "protocolVersion": "HTTP/1.1", "scheme": "https"}]', "Charles", "HTTP Archive"),
        (b"---\nhttp_interactions:\n- request:\n", "cassette", "HAR"),
        (b"interactions:\n- request:\n", "cassette", "HAR"),
    ],
)  # fmt: skip
def test_session_files_say_the_way_to_a_har(head: bytes, named: str, remedy: str) -> None:
    session = session_of(head)
    assert session is not None
    assert named in session.name
    assert remedy in session.remedy
    assert named in str(unreadable(Path("x"), head))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        archive("shop.har"),
        archive("raw/notes.txt"),
        b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap",
        b'[{"status": "COMPLETE", "id": 3}]',
        b'[{"status": 200, "scheme": "https"}]',
        b'<?xml version="1.0"?><items count="2">',
        b"my_interactions:\n",
        b'{"log": {"version": "1.2"}}',
    ],
)
def test_other_files_are_no_session(head: bytes) -> None:
    assert session_of(head) is None


def test_digits_without_end_cost_no_time() -> None:
    start = time.process_time()
    assert session_of(b"PK\x03\x04raw/" + b"0" * 1_000_000) is None
    assert time.process_time() - start < 2
