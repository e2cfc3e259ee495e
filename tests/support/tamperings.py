"""Every way in which somebody may spoil a package that both verifiers reject, each as a function that does it."""

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

from support.packages import chained_anew, custody_anew, flip, listed_anew, put

type Tampering = Callable[[Path], None]

SEGMENT = "bag/data/capture/traffic-0002.mitm"


def byte_flip(package: Path) -> None:
    flip(package / SEGMENT)


def file_deleted(package: Path) -> None:
    (package / SEGMENT).unlink()


def file_added(package: Path) -> None:
    put(package / "bag/data/capture/traffic-0004.mitm", b"made up")


def segments_swapped(package: Path) -> None:
    first, second = package / SEGMENT, package / "bag/data/capture/traffic-0003.mitm"
    one, other = first.read_bytes(), second.read_bytes()
    put(first, other)
    put(second, one)


def segments_swapped_and_listed(package: Path) -> None:
    segments_swapped(package)
    listed_anew(package)


def last_segment_dropped(package: Path) -> None:
    (package / "bag/data/capture/traffic-0003.mitm").unlink()
    for number in (3, 4, 5):
        (package / f"bag/data/chain/{number:04d}.txt").unlink()
    listed_anew(package)


def bag_info_edited(package: Path) -> None:
    path = package / "bag/bag-info.txt"
    put(path, path.read_bytes().replace(b"shop", b"shoq"))


def incomplete_told_complete(package: Path) -> None:
    path = package / "bag/bag-info.txt"
    put(path, path.read_bytes().replace(b"Recording-Complete: yes", b"Recording-Complete: no"))


def tagmanifest_removed(package: Path) -> None:
    (package / "bag/tagmanifest-sha256.txt").unlink()


def manifest_removed(package: Path) -> None:
    (package / "bag/manifest-sha512.txt").unlink()


def unlisted_root_file(package: Path) -> None:
    put(package / "bag/notes.txt", b"nothing to see")


def file_beside_the_bag(package: Path) -> None:
    put(package / "results.csv", b"nothing to see")


def fetch(package: Path) -> None:
    put(package / "bag/fetch.txt", b"http://example.com/x 1 data/capture/traffic-0001.mitm\n")


def non_ascii_name(package: Path) -> None:
    put(package / "bag/data/capture" / unicodedata.normalize("NFC", "메모.txt"), b"note")
    listed = package / "bag/manifest-sha256.txt"
    put(listed, listed.read_bytes() + f"{'0' * 64}  data/capture/{unicodedata.normalize('NFD', '메모.txt')}\n".encode())


def decomposed_name(package: Path) -> None:
    put(package / "bag/data/capture" / unicodedata.normalize("NFD", "café.txt"), b"note")


def symlink(package: Path) -> None:
    path = package / SEGMENT
    shutil.move(path, package / "elsewhere")
    path.symlink_to(package / "elsewhere")


def folder_symlink(package: Path) -> None:
    shutil.move(package / "bag/data/capture", package / "elsewhere")
    (package / "bag/data/capture").symlink_to(package / "elsewhere")


def bag_symlink(package: Path) -> None:
    shutil.move(package / "bag", package / "elsewhere")
    (package / "bag").symlink_to(package / "elsewhere")


def pipe(package: Path) -> None:
    os.mkfifo(package / "bag/data/capture/pipe")


def pipe_in_place_of_a_file(package: Path) -> None:
    (package / SEGMENT).unlink()
    os.mkfifo(package / SEGMENT)


def empty_folder(package: Path) -> None:
    (package / "bag/data/nothing").mkdir()


def carriage_returns(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes().replace(b"\n", b"\r\n"))


def duplicate_line(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + path.read_bytes().splitlines(keepends=True)[0])


def one_space(package: Path) -> None:
    path = package / "bag/manifest-sha512.txt"
    put(path, path.read_bytes().replace(b"  data", b" data"))


def way_out(package: Path) -> None:
    put(package / "secret", b"x")
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + f"{'0' * 64}  data/../../secret\n".encode())


def absolute_name(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + f"{'0' * 64}  /etc/passwd\n".encode())


def case_clash(package: Path) -> None:
    put(package / "bag/data/capture/Traffic-0001.mitm", b"x")
    listed_anew(package)


def edited_and_listed(package: Path) -> None:
    flip(package / SEGMENT)
    listed_anew(package)
    custody_anew(package)


def edited_and_chained(package: Path) -> None:
    flip(package / SEGMENT)
    chained_anew(package)
    listed_anew(package)
    custody_anew(package)


def derived_edited(package: Path) -> None:
    put(package / "bag/data/derived/results/transfers.csv", b"app,host\nshop,cn\n")


def derived_edited_and_listed(package: Path) -> None:
    derived_edited(package)
    chained_anew(package)
    listed_anew(package)
    custody_anew(package)


def segment_edited_but_not_the_packets(package: Path) -> None:
    flip(package / SEGMENT)
    put(package / "bag/data/capture/network.pcapng", (package / "bag/data/capture/network.pcapng").read_bytes())
    listed_anew(package)


def side_file_begun_otherwise(package: Path) -> None:
    path = package / "bag/data/capture/phases.jsonl"
    put(path, path.read_bytes().replace(b"10:01:00", b"09:01:00"))
    listed_anew(package)


def chain_link_edited(package: Path) -> None:
    path = package / "bag/data/chain/0002.txt"
    put(path, path.read_bytes().replace(b"phase browse", b"phase consen"))
    listed_anew(package)


def signature_removed(package: Path) -> None:
    (package / "anchor/signature.p7s").unlink()


def custody_removed(package: Path) -> None:
    shutil.rmtree(package / "anchor/custody")


def custody_edited(package: Path) -> None:
    path = package / "anchor/custody/0000.txt"
    put(path, path.read_bytes().replace(b"bag/tag", b"bag/tga"))


def custody_without_its_last_end_of_line(package: Path) -> None:
    path = package / "anchor/custody/0000.txt"
    put(path, path.read_bytes()[:-1])


def anchors_removed(package: Path) -> None:
    shutil.rmtree(package / "anchor")


def truncated_manifest(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes()[:-1])


def token_damaged(package: Path) -> None:
    flip(package / "anchor/tagmanifest.here.tsr", 300)


def token_with_something_behind_it(package: Path) -> None:
    path = package / "anchor/tagmanifest.here.tsr"
    put(path, path.read_bytes() * 2)


def link_token_with_something_behind_it(package: Path) -> None:
    path = next(iter(sorted((package / "anchor").glob("chain-*.tsr"))))
    put(path, path.read_bytes() + b"\0")


def signature_with_something_behind_it(package: Path) -> None:
    path = package / "anchor/signature.p7s"
    put(path, path.read_bytes() + b"0\0")


def tag_encoding_changed(package: Path) -> None:
    put(package / "bag/bagit.txt", b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    listed_anew(package)


def anchor_file_unlisted(package: Path) -> None:
    put(package / "anchor/notes.txt", b"nothing to see")


def anchor_file_of_another_case(package: Path) -> None:
    put(package / "anchor/Signature.p7s", (package / "anchor/signature.p7s").read_bytes())


def anchor_case_clash_in_the_log(package: Path) -> None:
    put(package / "anchor/custody/0000.TXT", b"x")


def anchor_name_not_ascii(package: Path) -> None:
    put(package / "anchor/certificates" / unicodedata.normalize("NFD", "기관.pem"), b"x")


def anchor_folder_unlisted(package: Path) -> None:
    put(package / "anchor/more/tagmanifest.here.tsr", b"x")


def anchor_folder_of_a_files_name(package: Path) -> None:
    (package / "anchor/confirmation.txt").unlink()
    put(package / "anchor/confirmation.txt/x", b"x")


def anchor_folder_empty(package: Path) -> None:
    (package / "anchor/crls").mkdir()


def anchor_folder_in_the_log(package: Path) -> None:
    put(package / "anchor/custody/0001.txt/0000.txt", b"x")


def anchor_symlink(package: Path) -> None:
    (package / "anchor/tagmanifest.there.tsr").symlink_to("tagmanifest.here.tsr")


def anchor_symlinked_folder(package: Path) -> None:
    shutil.move(package / "anchor/custody", package.parent / "elsewhere")
    (package / "anchor/custody").symlink_to(package.parent / "elsewhere")


def anchor_pipe(package: Path) -> None:
    os.mkfifo(package / "anchor/tagmanifest.there.tsr")


def anchor_subject_unknown(package: Path) -> None:
    put(package / "anchor/manifest.here.tsr", (package / "anchor/tagmanifest.here.tsr").read_bytes())


def anchor_authority_without_a_name(package: Path) -> None:
    put(package / "anchor/tagmanifest..tsr", (package / "anchor/tagmanifest.here.tsr").read_bytes())


def anchor_number_in_another_form(package: Path) -> None:
    put(package / "anchor/chain-00001.here.tsr", (package / "anchor/chain-0001.here.tsr").read_bytes())


def anchor_left_over(package: Path) -> None:
    put(package / "anchor/.tagmanifest.there.tsr.new", b"")


def anchor_request_of_a_link_that_is_not_there(package: Path) -> None:
    put(package / "anchor/chain-0099.here.tsq", b"x")


def anchor_request_that_is_none(package: Path) -> None:
    put(package / "anchor/tagmanifest.here.tsq", b"junk")


def anchor_request_for_something_else(package: Path) -> None:
    put(package / "anchor/chain-0001.here.tsq", (package / "anchor/tagmanifest.here.tsq").read_bytes())


def anchor_of_a_line_that_is_not_there(package: Path) -> None:
    put(package / "anchor/custody-0009.here.tsr", (package / "anchor/tagmanifest.here.tsr").read_bytes())


def custody_line_says_how_a_file_began(package: Path) -> None:
    path = package / "anchor/custody/0000.txt"
    put(path, path.read_bytes() + f"# prefix 1 {'0' * 64}  bag/bagit.txt\n".encode())


def custody_line_names_a_file_elsewhere(package: Path) -> None:
    """With the very digest of that file: whoever verifies would read it."""
    (package.parent / "elsewhere.txt").write_bytes(b"")
    path = package / "anchor/custody/0000.txt"
    put(path, path.read_bytes() + f"{hashlib.sha256(b'').hexdigest()}  ../elsewhere.txt\n".encode())


def _swollen(path: Path) -> None:
    path.chmod(0o600)
    os.truncate(path, 1 << 40)


def segment_of_a_terabyte(package: Path) -> None:
    """It takes no room on the disk, and hours to read."""
    _swollen(package / SEGMENT)


def link_of_a_terabyte(package: Path) -> None:
    _swollen(package / "bag/data/chain/0002.txt")


def manifest_of_a_terabyte(package: Path) -> None:
    _swollen(package / "bag/manifest-sha512.txt")


def script_of_a_terabyte(package: Path) -> None:
    _swollen(package / "anchor/verify.sh")


def custody_line_missing(package: Path) -> None:
    path = package / "anchor/custody/0000.txt"
    path.rename(path.with_name("0001.txt"))


TAMPERINGS: list[Tampering] = [
    link_of_a_terabyte, manifest_of_a_terabyte, script_of_a_terabyte, segment_of_a_terabyte,
    absolute_name, anchor_authority_without_a_name, anchor_case_clash_in_the_log, anchor_file_of_another_case,
    anchor_file_unlisted, anchor_folder_empty, anchor_folder_in_the_log, anchor_folder_of_a_files_name,
    anchor_folder_unlisted, anchor_left_over, anchor_name_not_ascii, anchor_number_in_another_form,
    anchor_of_a_line_that_is_not_there, anchor_pipe, anchor_request_of_a_link_that_is_not_there,
    anchor_request_for_something_else, anchor_request_that_is_none, anchor_subject_unknown, anchor_symlink, anchor_symlinked_folder, anchors_removed, bag_info_edited, bag_symlink,
    byte_flip, carriage_returns, case_clash, chain_link_edited, custody_edited, custody_line_missing, custody_line_names_a_file_elsewhere, custody_without_its_last_end_of_line,
    custody_line_says_how_a_file_began, custody_removed, decomposed_name, derived_edited, derived_edited_and_listed,
    duplicate_line, edited_and_chained, edited_and_listed, empty_folder, fetch, file_added, file_beside_the_bag,
    file_deleted, folder_symlink, incomplete_told_complete, last_segment_dropped, manifest_removed, non_ascii_name,
    one_space, pipe, pipe_in_place_of_a_file, segment_edited_but_not_the_packets, segments_swapped,
    segments_swapped_and_listed, side_file_begun_otherwise, signature_removed, symlink, tag_encoding_changed,
    tagmanifest_removed, token_damaged, token_with_something_behind_it, link_token_with_something_behind_it,
    signature_with_something_behind_it, truncated_manifest, unlisted_root_file, way_out,
]  # fmt: skip
