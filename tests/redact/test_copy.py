"""A whole redacted copy: held against a capture with planted values, by our own replay and by a search that is not ours."""

import base64
import gzip
import hashlib
import io
import json
import shutil
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus.generate import Corpus, generate
from mitmproxy.http import HTTPFlow
from mitmproxy.io import FlowReader, FlowWriter
from support import flows, hookevents, packages

from trafficaudit import evidence, readers
from trafficaudit.categories import taxonomy
from trafficaudit.errors import EvidenceError, ReadError
from trafficaudit.evidence import bag, valid
from trafficaudit.evidence.payload import UNSAID
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange, Finding, Gap
from trafficaudit.redact import REDACTION, Copied, copy, redacted, segments


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return generate(tmp_path_factory.mktemp("corpus"), 20_261_127, 200)


@pytest.fixture(scope="module")
def parent(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parent") / "shop"
    folder.mkdir()
    shutil.copy(corpus.capture, folder / "traffic-0001.mitm")
    (folder / "capture.json").write_text('{"format": 1, "id": "shop", "app": {"package": "kr.shop"}, "complete": true}')
    (folder / "events.jsonl").write_text("")
    (folder / "device.json").write_text('{"serial": "R3CX90"}')
    return evidence.seal(folder).path


@pytest.fixture(scope="module")
def made(corpus: Corpus, parent: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Copied]:
    folder = tmp_path_factory.mktemp("made") / "capture"
    folder.mkdir()
    return folder, redacted(parent, folder, corpus.persona)


def findings(folder: Path, persona: Path | None) -> Iterator[tuple[Exchange, Finding]]:
    examiner, source = Examiner(persona), readers.open_capture(folder)
    examiner.learn(source)
    for item in source.items():
        if isinstance(item, Exchange):
            for finding in examiner.examine(item, source.capture).findings:
                yield item, finding
        else:
            assert item.reason.startswith("redacted copy: ")


@pytest.mark.assertion("RED-2")
def test_no_planted_value_is_found_in_the_copy(corpus: Corpus, made: tuple[Path, Copied], parent: Path) -> None:
    before = [each for _, each in findings(evidence.capture_of(parent), corpus.persona) if each.detector == "persona"]
    assert len(before) > 150
    assert [each.field.path for _, each in findings(made[0], corpus.persona) if each.detector == "persona"] == []


@pytest.mark.assertion("RED-2")
def test_nothing_that_singles_somebody_out_is_left_unmasked(made: tuple[Path, Copied]) -> None:
    left = [one for _, one in findings(made[0], None)]
    assert left
    for finding in (one for one in left if taxonomy()[one.category].weight != "context"):
        value = finding.value if isinstance(finding.value, bytes) else finding.value.encode()
        # Two of the mask's bytes are one letter of UTF-16.
        assert not value.replace("\u2a2a".encode(), b"").strip(b"*0."), (finding.category, finding.field.path)


def spellings(value: str) -> Iterator[bytes]:
    """Give what somebody who knows the value and none of our code would search for."""
    raw = value.encode()
    yield raw
    yield urllib.parse.quote(value, safe="").encode()
    yield raw.hex().encode()
    yield json.dumps(value)[1:-1].encode()
    for before in range(3):
        whole = base64.b64encode(b"#" * before + raw)
        yield whole[(before * 8 + 5) // 6 : len(whole) - 4]
    for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        yield digest(raw).hexdigest().encode()
        yield base64.b64encode(digest(raw).digest()).rstrip(b"=")


@pytest.mark.assertion("RED-2")
def test_no_spelling_stands_in_the_files_of_the_copy(corpus: Corpus, made: tuple[Path, Copied], parent: Path) -> None:
    planted = {
        truth.position for truth in corpus.truths
    }  # beside them stand values that are something else by their names

    def searched(folder: Path) -> int:
        written = io.BytesIO(
            b"\n".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".mitm")
        )
        written.seek(0, io.SEEK_END)
        bodies = []
        with (folder / "traffic-0001.mitm").open("rb") as file:
            for flow in [each for at, each in enumerate(FlowReader(file).stream()) if at in planted]:
                FlowWriter(written).add(flow)
                for side in (flow.request, flow.response) if isinstance(flow, HTTPFlow) else ():
                    if side and side.raw_content and side.raw_content.startswith(b"\x1f\x8b"):
                        bodies.append(gzip.decompress(side.raw_content))
        whole = b"\n".join((written.getvalue(), *bodies))
        values = [value for value in corpus.values.values() if len(value) > 8]
        return sum(len(each) > 7 and each in whole for value in values for each in spellings(value))

    assert searched(evidence.capture_of(parent)) > 40
    assert searched(made[0]) == 0


def test_every_exchange_is_still_there_with_its_time_host_and_place(parent: Path, made: tuple[Path, Copied]) -> None:
    before, after = (
        [(each.id, each.started_at, each.host, each.server_address, each.app) for each in readers.open_capture(folder).items() if isinstance(each, Exchange)]
        for folder in (evidence.capture_of(parent), made[0])
    )  # fmt: skip
    assert before == after
    assert made[1].examined == len(after)


def test_it_names_its_parent_and_what_was_done(parent: Path, made: tuple[Path, Copied], corpus: Corpus) -> None:
    folder, copied = made
    tags = hashlib.sha256((parent / "bag" / bag.TAG_MANIFEST).read_bytes()).hexdigest()
    assert copied.parent == tags
    assert json.loads((folder / "capture.json").read_text())["id"] == "shop-redacted"
    assert copied.document["parent"] == {"tagmanifest_sha256": tags, "verification": 4}
    left = copied.document["files_left_out"]
    assert isinstance(left, list)
    assert {"room": "device", "files": 1, "bytes": 20} in left
    assert sorted(path.name for path in folder.iterdir()) == ["capture.json", "gaps.jsonl", "traffic-0001.mitm"]
    told = [each.reason for each in readers.open_capture(folder).items() if isinstance(each, Gap)]
    assert f"redacted copy: {copied.counts['bodies withheld']} bodies withheld" in told
    assert copied.complete == bag.read_info(parent / "bag")[bag.COMPLETE] == f"no: {UNSAID}"
    order = evidence.Order(documents={REDACTION: copied.document}, labels=copied.labels, complete=copied.complete)
    package = evidence.seal(folder, folder.parent / "package", order).path
    assert bag.read_info(package / "bag")[copy.PARENT] == tags
    assert json.loads((package / "bag/data" / REDACTION).read_text())["proof"]["exchanges_examined"] == copied.examined
    codes = packages.verified(package)
    assert (codes.ours, codes.shell, codes.failed) == (4, 4, ())
    assert b"R3CX90" not in b"".join(path.read_bytes() for path in package.rglob("*") if path.is_file())


def test_the_same_package_gives_the_same_bytes(
    parent: Path, made: tuple[Path, Copied], corpus: Corpus, tmp_path: Path
) -> None:
    again = redacted(parent, tmp_path, corpus.persona)
    assert again.document == made[1].document
    for path in made[0].iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_package_that_is_rejected_has_no_copy(parent: Path, corpus: Corpus, tmp_path: Path) -> None:
    spoiled = packages.copied(parent, tmp_path / "spoiled")
    packages.flip(spoiled / "bag/data/capture/traffic-0001.mitm")
    (tmp_path / "out").mkdir()
    for path in (spoiled, tmp_path):
        with pytest.raises(EvidenceError):
            redacted(path, tmp_path / "out", corpus.persona)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_value_that_is_left_after_all_is_an_error(
    parent: Path, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trafficaudit.redact.flow.Redaction.flow", lambda self, original, position: original)
    with pytest.raises(EvidenceError, match="of the test person is left in the copy") as raised:
        redacted(parent, tmp_path, corpus.persona)
    assert not any(value in str(raised.value) for value in corpus.values.values() if len(value) > 4)


def test_what_only_the_hooks_know_is_masked_and_what_they_told_is_not_kept(tmp_path: Path, corpus: Corpus) -> None:
    aid = "a1b2c3d4e5f60718"
    out, cipher = hookevents.gcm(json.dumps({"aid": aid}).encode(), iv=bytes(12), at=9)
    sent = [
        flows.flow(10, "/c", body=json.dumps({"d": base64.b64encode(out).decode(), "e": "kept"}).encode()),
        flows.flow(12, "/p?v=" + aid),
    ]
    folder = hookevents.capture(tmp_path / "hooked", sent, [hookevents.api(aid, at=4), cipher])
    (tmp_path / "copy").mkdir()
    redacted(evidence.seal(folder).path, tmp_path / "copy", corpus.persona)
    assert not (tmp_path / "copy/events.jsonl").exists()
    told = [each.reason for each in readers.open_capture(tmp_path / "copy").items() if isinstance(each, Gap)]
    assert "redacted copy: 2 lines of events.jsonl withheld" in told
    with (tmp_path / "copy/traffic-0001.mitm").open("rb") as file:
        first, second = FlowReader(file).stream()
    assert json.loads(first.request.content)["e"] == "kept"  # type: ignore[attr-defined]
    assert not json.loads(first.request.content)["d"].strip("*")  # type: ignore[attr-defined]
    assert second.request.path == "/p?v=" + "*" * len(aid)  # type: ignore[attr-defined]


def test_the_name_of_a_segment_says_nothing(tmp_path: Path, corpus: Corpus) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    for name, at in (("traffic-1.mitm", 1), ("traffic-seoyun.kim.mitm", 9)):
        flows.write(folder / name, flows.flow(at, "/v1"))
    (tmp_path / "copy").mkdir()
    made = redacted(evidence.seal(folder).path, tmp_path / "copy", corpus.persona)
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == [
        "capture.json", "traffic-0001.mitm", "traffic-0002.mitm",
    ]  # fmt: skip
    left = made.document["files_left_out"]
    assert isinstance(left, list)
    assert not any(each["room"] == "capture" for each in left)
    assert len([each for each in readers.open_capture(tmp_path / "copy").items() if isinstance(each, Exchange)]) == 2


@pytest.mark.parametrize(
    ("ended", "told"),
    [("by {}", "no: why is withheld"), ("{}", "no: why is withheld"), ("the disk is full", "no: the disk is full")],
)
def test_how_the_recording_ended_is_told_without_the_person(
    tmp_path: Path, corpus: Corpus, ended: str, told: str
) -> None:
    """What a description says of the end goes into ``bag-info.txt`` and the log of the sealing."""
    folder, target = tmp_path / "shop", tmp_path / "copy"
    folder.mkdir()
    target.mkdir()
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, "/v1"))
    (folder / "capture.json").write_text(json.dumps({"id": "shop", "ended": ended.format(corpus.values["name"])}))
    assert redacted(evidence.seal(folder).path, target, corpus.persona).complete == told


def test_what_is_said_beside_the_traffic_goes_by_formats_without_a_register(tmp_path: Path) -> None:
    folder, target = tmp_path / "shop", tmp_path / "copy"
    folder.mkdir()
    target.mkdir()
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, "/v1"))
    (folder / "capture.json").write_text('{"id": "shop", "ended": "asked a@hanbit.example", "started_at": "x"}')
    gap = {"state": "lost", "bytes": 7, "reason": "none from a@hanbit.example, twice"}
    (folder / "gaps.jsonl").write_text(json.dumps(gap) + '\n{"reason": ["a@hanbit.example"], "bytes": 1}\n')
    made = redacted(evidence.seal(folder).path, target, None)
    said = "asked " + "*" * len("a@hanbit.example")
    assert json.loads((target / "capture.json").read_text())["ended"] == said
    told = [json.loads(line) for line in (target / "gaps.jsonl").read_text().splitlines()]
    assert told[:2] == [gap | {"reason": "none from ****************, twice"}, {"bytes": 1}]
    assert "hanbit" not in made.complete


def test_without_a_register_nothing_is_claimed_of_a_person(parent: Path, tmp_path: Path) -> None:
    document = redacted(parent, tmp_path, None).document
    assert document["proof"] == {"exchanges_examined": 335, "values_of_the_test_person_found": None}
    assert str(document["limits"]).startswith("No register of a test person was gone by")
    assert "No value of the test person" not in str(document["limits"])


@pytest.mark.parametrize("when", ["before it is read", "while it is read"])
def test_a_parent_that_is_changed_after_its_verification_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """What was put there meanwhile would stand in a copy that says of which package it is one."""
    (tmp_path / "shop").mkdir()
    flows.write(tmp_path / "shop/traffic-0001.mitm", flows.flow(1, "/v1"))
    package = evidence.seal(tmp_path / "shop").path
    (tmp_path / "copy").mkdir()
    module, name = (valid, "required") if when == "before it is read" else (segments, "copied")
    step = getattr(module, name)

    def changed_then(*given: Any) -> Any:
        made = step(*given)
        segment = package / "bag/data/capture/traffic-0001.mitm"
        packages.put(segment, segment.read_bytes().replace(b"/v1", b"/v2"))
        return made

    monkeypatch.setattr(module, name, changed_then)
    with pytest.raises((EvidenceError, ReadError), match=r"was changed after it was verified|changed while"):
        redacted(package, tmp_path / "copy", None)
