"""Both digests in one reading, whatever the sizes."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing
from trafficaudit.evidence.hashing import Digests, Job

SIZES = [0, 1, 1 << 20, (1 << 20) + 1, 2 << 20, (17 << 20) + 7, 5]


def _expected(content: bytes) -> Digests:
    return Digests(hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest(), len(content))


def test_the_digests_are_those_of_hashlib_in_the_order_of_the_files(tmp_path: Path) -> None:
    contents = [os.urandom(size) for size in SIZES]
    paths = []
    for index, content in enumerate(contents):
        paths.append(tmp_path / str(index))
        paths[-1].write_bytes(content)
    told: list[int] = []
    jobs = [Job(str(path), str(tmp_path / f"copy{path.name}")) for path in paths]
    assert hashing.digests(jobs, told.append) == [_expected(content) for content in contents]
    assert told[-1] == sum(SIZES)
    assert [Path(job.copy).read_bytes() for job in jobs] == contents
    assert {Path(job.copy).stat().st_mode & 0o777 for job in jobs} == {0o400}


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=200), max_size=200))
def test_many_small_files(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("small")
    for index, content in enumerate(contents):
        (folder / str(index)).write_bytes(content)
    found = hashing.digests([Job(f"{folder}/{index}") for index in range(len(contents))])
    assert found == [_expected(content) for content in contents]


def test_a_file_that_has_more_than_its_size_says_is_read_to_its_end(tmp_path: Path) -> None:
    """As one does that grows while it is read; the kernel's own files say that they are empty."""
    expected = _expected(Path("/proc/version").read_bytes())
    assert hashing.digests([Job("/proc/version", f"{tmp_path}/copy")]) == [expected]
    assert (tmp_path / "copy").read_bytes() == Path("/proc/version").read_bytes()


def test_more_copies_than_are_settled_one_by_one(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}").write_bytes(b"x" * number)
    jobs = [Job(f"{tmp_path}/{number}", f"{tmp_path}/c{number}") for number in range(300)]
    assert [each.size for each in hashing.digests(jobs)] == list(range(300))
    assert [Path(job.copy).stat().st_size for job in jobs] == list(range(300))


def test_links_pipes_folders_and_nothing_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="link"):
        hashing.sha256(tmp_path / "link")
    for name in ("pipe", "absent", "."):
        with pytest.raises(EvidenceError):
            hashing.sha256(tmp_path / name)


def test_a_copy_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").write_bytes(b"y")
    with pytest.raises(FileExistsError):
        hashing.digests([Job(f"{tmp_path}/a", f"{tmp_path}/b")])
    assert (tmp_path / "b").read_bytes() == b"y"


def test_how_a_file_begins(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"beginning and more")
    digest = hashing.digest_of(b"beginning")
    assert hashing.begins(tmp_path / "a", 9, digest)
    assert not hashing.begins(tmp_path / "a", 10, digest)
    whole = hashing.digest_of(b"beginning and more")
    assert hashing.begins(tmp_path / "a", 18, whole)
    assert not hashing.begins(tmp_path / "a", 900, whole), "it is not as long as it is said to have been"
