"""Values of the test person where no name says what they are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from mitmproxy.http import HTTPFlow
from mitmproxy.io import FlowReader
from support import flows

from trafficaudit import evidence
from trafficaudit.detectors import persona as seeded
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture
from trafficaudit.redact import redacted, texts
from trafficaudit.redact.unnamed import Unnamed

PERSON = """[values]
phone_number = ["010-9183-2746"]
user_id = ["kseoyun_84127"]
birth_date = ["1991-07-23"]
postal_code = ["06234"]
"""


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    path = tmp_path_factory.mktemp("person") / "person.toml"
    path.write_text(PERSON)
    return Examiner(path)


def told(examiner: Examiner, sent: bytes) -> list[str]:
    capture = Capture(id="c", name="c", format="", sha256="", size=0)
    examined = examiner.examine(texts.as_body(sent, "c", 0), capture)
    assert not any(each.detector == seeded.NAME for each in examined.findings)
    return [
        str(each.value) for each in Unnamed(examiner.persona).told(examined).findings if each.detector == seeded.NAME
    ]


@pytest.mark.assertion("RED-2")
@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (b'{"x": 1091832746}', "1091832746"),
        (b'{"x": "10-9183-2746"}', "10-9183-2746"),
        (b'{"x": {"1091832746": 1}}', "1091832746"),
        (b"1091832746", "1091832746"),
        (b"sent to 10-9183-2746 now", "10-9183-2746"),
        (b'{"x": "KSEOYUN_84127"}', "KSEOYUN_84127"),
        (b'["eyJhIjogMTA5MTgzMjc0Nn0="]', "1091832746"),
    ],
)
def test_a_value_under_a_name_that_says_nothing_goes(examiner: Examiner, sent: bytes, value: str) -> None:
    assert told(examiner, sent) == [value]


@pytest.mark.parametrize(
    "sent",
    [
        b'{"x": 21091832746}', b'{"x": "109183274"}', b'{"x": "1091832746a"}', b'{"installed_at": "1991-07-23"}', b'{"x": "06234"}',
        b'{"x": "KSEOYUN_8412"}', b"",
    ],
)  # fmt: skip
def test_what_is_none_of_them_stays(examiner: Examiner, sent: bytes) -> None:
    assert told(examiner, sent) == []


def test_a_value_in_another_part_covers_none_that_stands_at_the_same_bytes(examiner: Examiner) -> None:
    """What is masked in a header leaves the name of an attribute in the body as it is."""
    sent = replace(
        texts.as_body(b'<a><b 1091832746="1">x</b></a>', "c", 0), protocol="http/1.1", url="https://a.example/"
    )
    assert sent.request is not None
    header = (b"x-tel", b"phone 010-9183-2746")  # bytes 6 to 19; the name is at 6 to 16
    sent = replace(sent, request=replace(sent.request, headers=(header,)))
    examined = examiner.examine(sent, Capture(id="c", name="c", format="", sha256="", size=0))
    found = [each for each in Unnamed(examiner.persona).told(examined).findings if each.detector == seeded.NAME]
    assert [(each.field.part, str(each.value)) for each in found] == [
        ("header", "010-9183-2746"),
        ("body", "1091832746"),
    ]


def test_without_a_person_there_are_none(examiner: Examiner) -> None:
    examined = examiner.examine(
        texts.as_body(b"1091832746", "c", 0), Capture(id="c", name="c", format="", sha256="", size=0)
    )
    assert Unnamed(None).told(examined) is examined


def test_a_copy_holds_none_of_them(tmp_path: Path) -> None:
    folder, target = tmp_path / "shop", tmp_path / "copy"
    folder.mkdir()
    target.mkdir()
    body = {"x": 1091832746, "y": ["10-9183-2746", 3], "1091832746": 2, "kept": 2091832746}
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, "/v1/KSEOYUN_84127?a=1", body=json.dumps(body).encode()))
    (folder / "gaps.jsonl").write_text('{"state": "lost", "bytes": 7, "reason": "of 10-9183-2746"}\n')
    (tmp_path / "person.toml").write_text(PERSON)
    redacted(evidence.seal(folder).path, target, tmp_path / "person.toml")
    with (target / "traffic-0001.mitm").open("rb") as file:
        (made,) = FlowReader(file).stream()
    assert isinstance(made, HTTPFlow)
    assert made.request.content is not None
    assert made.request.path == "/v1/*************?a=1"
    assert json.loads(made.request.content) == {"x": 0.0, "y": ["*" * 12, 3], "*" * 10: 2, "kept": 2091832746}
    assert json.loads((target / "gaps.jsonl").read_text().splitlines()[0]) == {"state": "lost", "bytes": 7}
