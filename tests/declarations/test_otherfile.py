import io
import zipfile

import pytest

from trafficaudit.declarations.otherfile import what


def packed(name: str, data: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed("word/document.xml"), "a Word document"),
        (packed("mimetype", b"application/hwp+zip"), "a Hangul document (HWPX)"),
        (packed("mimetype", b"application/vnd.oasis.opendocument.text"), "an OpenDocument file"),
        (packed("xl/workbook.xml"), "a workbook"),
        (packed("a.html"), "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a document of Hangul (HWP) or of an older Word or Excel"),
        (b"{\\rtf1 x}", "a document in Rich Text Format"),
        (b"\x89PNG\r\n", "a picture"),
        (b"RIFF....WEBP", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"bplist00...", "a web archive of Safari or another property list"),
        (
            b"<plist><key>NSPrivacyCollectedDataTypes</key>",
            "an iOS privacy manifest, which names neither recipients nor",
        ),
    ],
)
def test_what_is_not_read_is_named_with_a_remedy(data: bytes, said: str) -> None:
    found = what(data)
    assert found is not None
    assert found[0].startswith(said)
    assert found[1]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", "이전받는 자: 가온".encode(), b"PKI is a key"])
def test_others_go_to_the_readers(data: bytes) -> None:
    assert what(data) is None
