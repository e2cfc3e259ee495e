"""Files that a policy comes in and that are not read: what each is, and what to do with it."""

_OFFICE = "save it as PDF or as a web page in the program that it was written with"
_SHOT = "have its text recognised (for instance `ocrmypdf -l kor+eng`), and hold the draft against the picture"
_NAMED = (
    (b"mimetypeapplication/hwp+zip", "a Hangul document (HWPX)"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"word/", "a Word document"),
    (b"xl/", "a workbook"),
    (b"ppt/", "a presentation"),
)
_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of Hangul (HWP) or of an older Word or Excel", _OFFICE),
    (b"HWP Document File", "a document of Hangul (HWP)", _OFFICE),
    (b"{\\rtf", "a document in Rich Text Format", _OFFICE),
    (b"\x89PNG", "a picture", _SHOT),
    (b"\xff\xd8\xff", "a picture", _SHOT),
    (b"GIF8", "a picture", _SHOT),
    (b"II*\0", "a picture", _SHOT),
    (b"MM\0*", "a picture", _SHOT),
    (b"\x1f\x8b", "packed", "unpack it first"),
)
_MANIFEST = b"NSPrivacyCollectedDataType"
_HEAD = 64 * 1024


def permissions(data: bytes) -> tuple[str, str] | None:
    """Say of an Android app's manifest, as text or as its package holds it, that it declares no collection."""
    app = data.startswith(b"\3\0\x08\0") or (data.lstrip()[:1] == b"<" and b"<manifest" in data[:_HEAD])
    if not app or b"uses-permission" not in data[: 4 * _HEAD].replace(b"\0", b""):
        return None
    return (
        "an Android manifest, whose permissions say what an app may read and not what it collects",
        "hold the recording against the policy, or against the app's data safety section in Google Play",
    )


def what(data: bytes) -> tuple[str, str] | None:
    """Say what a file is that no reader reads, and what to do with it; ``None`` where it is none of those known."""
    head = data[:_HEAD]
    if found := permissions(data):
        return found
    if _MANIFEST in head:
        return (
            "an iOS privacy manifest, which names neither recipients nor countries",
            "read it with `trafficaudit declare from-label`, and hold the recording against the policy as well",
        )
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        said = next((name for mark, name in _NAMED if mark in head or mark in data[-_HEAD:]), "")
        return (said, _OFFICE) if said else ("an archive", "unpack it first")
    if (head.startswith(b"\0\0\0") and head[4:8] == b"ftyp") or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "a picture", _SHOT
    if head.startswith(b"bplist00"):
        return "a web archive of Safari or another property list", "save the page as HTML, or print it to a PDF"
    return next(((name, remedy) for start, name, remedy in _STARTS if head.startswith(start)), None)
