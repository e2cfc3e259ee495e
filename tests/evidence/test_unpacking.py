"""Tar streams taken back: packages as they were, and nothing hostile."""

import shutil
import subprocess
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.tars import END, GOOD, content, member, packed, tree

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import places
from trafficaudit.evidence.packing import Packed
from trafficaudit.evidence.unpacking import Unpacker


def unpacked(folder: Path, stream: bytes, step: int = 700) -> Unpacker:
    folder.mkdir()
    unpacker = Unpacker(folder, len(stream))
    try:
        for at in range(0, len(stream), step):
            unpacker.write(stream[at : at + step])
        unpacker.finish()
    finally:
        unpacker.close()
    return unpacker


@pytest.mark.parametrize("step", [1 << 20, 8192, 511])
def test_a_package_comes_back_as_it_was(tmp_path: Path, step: int) -> None:
    made = tree(tmp_path / "one")
    assert unpacked(tmp_path / "two", packed(made), step).files == 6
    assert content(tmp_path / "two") == content(made)


def test_a_size_that_stands_before_its_member_is_taken(tmp_path: Path) -> None:
    """As tar writes it for a file of 8 GiB and more."""
    record = b"11 size=13\n"
    stream = GOOD + member("p/x", record, tarfile.XHDTYPE) + member("p/y", b"content of it", size=0) + END
    unpacked(tmp_path / "out", stream)
    assert (tmp_path / "out/y").read_bytes() == b"content of it"


def test_what_is_packed_of_a_giant_file_can_be_unpacked(tmp_path: Path) -> None:
    """Its first pieces, for the rest of it is nothing: the file is a hole."""
    made = tree(tmp_path / "one")
    with (made / "big").open("r+b") as file:
        file.truncate(9 << 30)
    source, out = Packed(made, "p"), Unpacker(tmp_path / "two", 10 << 30)
    (tmp_path / "two").mkdir()
    for _ in range(40):
        out.write(source.read(1 << 16))
    out.abandon()
    assert (tmp_path / "two/big").stat().st_size > 1_300_000


def test_tar_unpacks_it_and_what_tar_packs_is_taken(tmp_path: Path) -> None:
    made = tree(tmp_path / "shop.sealed")
    (tmp_path / "s.tar").write_bytes(packed(made))
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "-xf", tmp_path / "s.tar", "-C", tmp_path / "out"], check=True)
    assert content(tmp_path / "out" / "shop.sealed") == content(made)
    for form in ("gnu", "posix", "ustar"):
        options = ["--pax-option=delete=atime,delete=ctime"] if form == "posix" else []
        if form == "ustar":
            shutil.rmtree(made / "data")
        line = ["tar", f"--format={form}", *options, "-cf", "-", "-C", str(tmp_path), "shop.sealed"]
        stream = subprocess.run(line, check=True, capture_output=True).stdout
        unpacked(tmp_path / form, stream)
        assert {name: data for name, (data, _) in content(tmp_path / form).items()} == {
            name: data for name, (data, _) in content(made).items()
        }


@pytest.mark.assertion("ENC-3")
@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (GOOD + member("p/../x"), "leads out of the bag"),
        (member("../x"), "leads out of the bag"),
        (member("/etc/cron.d/x"), "is absolute"),
        (GOOD + member("p/./../../x"), "leads out of the bag"),
        (GOOD + member("p/a\\..\\b"), "holds a character"),
        (GOOD + member("p/김"), "no member of a tar archive"),
        (GOOD + member("p/a\nb"), "holds a character"),
        (GOOD + member("p/l", b"", tarfile.SYMTYPE, linkname="/etc/passwd"), "holds a symbolic link"),
        (GOOD + member("p/l", b"", tarfile.LNKTYPE, linkname="p/bag/bagit.txt"), "holds a hard link"),
        (GOOD + member("p/f", b"x", linkname="/etc/passwd"), "a kind that is not taken"),
        (GOOD + member("p/d", b"", tarfile.CHRTYPE, devmajor=1, devminor=3), "holds a device"),
        (GOOD + member("p/d", b"", tarfile.BLKTYPE), "holds a device"),
        (GOOD + member("p/f", b"", tarfile.FIFOTYPE), "holds a pipe"),
        (GOOD + member("p/s", b"", tarfile.GNUTYPE_SPARSE), "holds a sparse file"),
        (GOOD + member("p/g", b"13 comment=a\n", tarfile.XGLTYPE), "a kind that is not taken"),
        (GOOD + GOOD, "two members of one name"),
        (GOOD + member("p/bag/BagIt.txt"), "differ by case alone"),
        (GOOD + member("p/BAG/other"), "differ by case alone"),
        (GOOD + member("p/bag/bagit.txt/x"), "two members of one name"),
        (GOOD + member("p/bag", b"x"), "two members of one name"),
        (GOOD + member("p/bag/bagit.txt", b"", tarfile.DIRTYPE), "two members of one name"),
        (GOOD + member("q/x"), "more than one folder"),
        (member("alone"), "or a file beside it"),
        (GOOD + member("p/big", b"", size=1 << 40), "larger than the whole archive"),
        (GOOD + member("p/neg", b"", size=-1), "larger than the whole archive"),
        (GOOD + member("p/dir", b"x" * 512, tarfile.DIRTYPE), "a folder with bytes"),
        (GOOD + member("p/x", b"20 path=p/../../x\n\n", tarfile.XHDTYPE) + GOOD, "not taken"),
        (GOOD + member("p/x", b"21 path=p/../../../x\n", tarfile.XHDTYPE) + member("p/y"), "leads out of the bag"),
        (GOOD + member("p/x", b"25 GNU.sparse.name=p/abc\n", tarfile.XHDTYPE) + member("p/y"), "not taken"),
        (GOOD + member("p/x", b"11 size=99\n", tarfile.XHDTYPE) * 2 + member("p/y"), "too long"),
        (GOOD + member("p/x", b"11 size=-1\n", tarfile.XHDTYPE) + member("p/y"), "not taken"),
        (GOOD + member("p/x", b"23 size=9999999999999\n\n", tarfile.XHDTYPE) + member("p/y"), "not taken"),
        (GOOD + member("p/x", b"22 size=9999999999999\n", tarfile.XHDTYPE) + member("p/y"), "larger than the whole"),
        (GOOD + member("p/x", b"11 size=99\n", tarfile.XHDTYPE) + member("p/y", b"", tarfile.DIRTYPE), "with bytes"),
        (GOOD + member("x", b"../../up\0", tarfile.GNUTYPE_LONGNAME) + member("p/y"), "leads out of the bag"),
        (GOOD + member("x", b"", tarfile.GNUTYPE_LONGNAME) + member("p/y"), "too long"),
        (GOOD + member("x", b"p/" * 9000, tarfile.GNUTYPE_LONGNAME) + member("p/y"), "too long"),
        (GOOD + member("x", b"p/a\0", tarfile.GNUTYPE_LONGNAME) * 2 + member("p/y"), "too long"),
        (GOOD + END + GOOD, "goes on after its end"),
        (GOOD[:-100], "ends too early"),
        (GOOD, "ends too early"),
        (END, "holds nothing"),
        (b"not a tar at all" * 64, "no member of a tar archive"),
    ],
)
def test_what_no_package_holds_is_refused(tmp_path: Path, stream: bytes, said: str) -> None:
    (tmp_path / "canary").write_text("untouched")
    ended = stream if said in ("ends too early", "holds nothing") else stream + END
    with pytest.raises(EvidenceError, match=said):
        unpacked(tmp_path / "out", ended, 10_240)
    assert {each.name for each in tmp_path.iterdir()} == {"canary", "out"}
    assert not any(each.is_symlink() for each in (tmp_path / "out").rglob("*"))


@pytest.mark.assertion("ENC-3")
@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.text("ab/.A\\\0é", max_size=12),
            st.binary(max_size=40),
            st.sampled_from([tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, b"Z"]),
        ),
        max_size=5,
    ),
    st.integers(1, 2000),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=3),
)  # fmt: skip
def test_any_stream_gives_files_inside_or_our_error(
    tmp_path_factory: pytest.TempPathFactory,
    members: list[tuple[str, bytes, bytes]],
    step: int,
    changed: list[tuple[int, int]],
) -> None:
    out = tmp_path_factory.mktemp("archive")
    stream = bytearray(b"".join(member(f"p/{name}", data, kind) for name, data, kind in members) + END)
    for at, value in changed:
        stream[at % len(stream)] = value
    with suppress(EvidenceError):
        unpacked(out / "in", bytes(stream), step)
    assert [each.name for each in out.iterdir()] == ["in"]
    assert all(each.is_file() or each.is_dir() for each in out.rglob("*"))


def test_a_path_may_be_as_long_as_in_a_bag(tmp_path: Path) -> None:
    folders = "/".join("d" * 200 for _ in range(5))
    for longest, taken in ((places.LONGEST, True), (places.LONGEST + 1, False)):
        inner = f"data/{folders}/".ljust(longest, "x")
        made = tmp_path / f"made{longest}"
        (made / "bag" / inner).parent.mkdir(parents=True)
        (made / "bag" / inner).write_bytes(b"x")
        if not taken:
            with pytest.raises(EvidenceError, match="is too long"):
                packed(made)
            continue
        stream = packed(made)
        unpacked(tmp_path / "out", stream)
        assert content(tmp_path / "out") == content(made)
