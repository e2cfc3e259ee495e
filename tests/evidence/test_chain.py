"""Each link fixes the one before; sha256sum walks the chain."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.packages import flip, put

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import chain, hashing
from trafficaudit.evidence.chain import Chain, Entry, Prefix


def _made(folder: Path, count: int = 4) -> Chain:
    (folder / "capture").mkdir()
    made = Chain(folder / "chain")
    made.append(Entry("begun", "shop 쇼핑"))
    for number in range(1, count):
        path = folder / f"capture/{number}"
        path.write_bytes(bytes([number]))
        made.append(
            Entry("closed"),
            {f"capture/{number}": hashing.sha256(path)},
            [Prefix("capture/1", 1, hashing.sha256(folder / "capture/1"))],
        )
    return made


def test_sha256sum_walks_it(tmp_path: Path) -> None:
    _made(tmp_path)
    for number in (1, 2, 3):
        subprocess.run(["sha256sum", "-c", "--strict", "--quiet", f"chain/{number:04d}.txt"], cwd=tmp_path, check=True)
    links = chain.walk(tmp_path / "chain")
    assert [link.number for link in links] == [0, 1, 2, 3]
    assert links[0].entry.note == "shop 쇼핑"
    assert links[2].files.keys() == {"capture/2"}
    assert links[2].prefixes[0].size == 1
    assert all(link.entry.who and link.entry.at and link.entry.version for link in links)


@pytest.mark.parametrize("number", range(3))
def test_a_changed_link_breaks_it(tmp_path: Path, number: int) -> None:
    _made(tmp_path)
    path = tmp_path / "chain" / chain.name(number)
    put(path, path.read_bytes().replace(b'"what": "', b'"what": "un'))
    with pytest.raises(EvidenceError):
        chain.walk(tmp_path / "chain")


def test_a_missing_link_breaks_it(tmp_path: Path) -> None:
    _made(tmp_path)
    (tmp_path / "chain/0001.txt").unlink()
    with pytest.raises(EvidenceError, match="missing"):
        chain.walk(tmp_path / "chain")


def test_links_that_do_not_stand_are_taken_away(tmp_path: Path) -> None:
    made = _made(tmp_path)
    again = Chain(made.folder, count=2)
    assert chain.numbers(made.folder) == [0, 1]
    again.append(Entry("closed again"))
    assert [link.entry.what for link in chain.walk(made.folder)] == ["begun", "closed", "closed again"]
    with pytest.raises(EvidenceError, match="missing"):
        Chain(made.folder, count=9)


@pytest.mark.parametrize("ending", ["", "\n# prefix 1 " + "0" * 64 + "  capture/1"])
def test_a_last_line_that_is_cut_off(tmp_path: Path, ending: str) -> None:
    path = _made(tmp_path, 1).folder / "0000.txt"
    put(path, path.read_bytes().rstrip(b"\n") + ending.encode())
    with pytest.raises(EvidenceError, match="is no link"):
        chain.read(path)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_link_or_our_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("links") / "0001.txt"
    path.write_bytes(content)
    with pytest.raises(EvidenceError):
        chain.read(path)


def test_a_byte_of_a_link_is_part_of_it(tmp_path: Path) -> None:
    made = _made(tmp_path)
    flip(made.folder / "0003.txt", 200)
    with pytest.raises(EvidenceError):
        links = chain.walk(made.folder)
        hashes = {place: hashing.sha256(tmp_path / place) for link in links for place in link.files}
        if any(hashes.get(place) != digest for link in links for place, digest in link.files.items()):
            raise EvidenceError("names another file")


def test_who_works_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICAUDIT_OPERATOR", "Kim")
    assert chain.operator() == "Kim"
