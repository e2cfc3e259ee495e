"""PDF documents (ISO 32000-1), as forms and receipts are uploaded: the text of pages, the values of forms, what stands
in objects as text (authors, comments, addresses), and attached files.

Objects are found by their own heads, so that neither a damaged table of them nor one that a later edit replaced hides
any. Pixels, fonts and colours stay closed; a picture's own file is a child, for what stands beside its pixels.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, item, member
from trafficaudit.decode.pdf import font as pdf_font
from trafficaudit.decode.pdf import streams as pdf_streams
from trafficaudit.decode.pdf.page import Page
from trafficaudit.decode.pdf.streams import Body
from trafficaudit.decode.pdf.syntax import Name, Ref, SyntaxBrokenError, Text, Thing, parse
from trafficaudit.decode.text import as_text

NAME = "pdf"
MEDIA = re.compile(r"application/(x-)?pdf")
TEXT = None
MARKS = "%"
ONLY = None

FIRST = b"%"
"""What bytes of this format begin with."""

MOST = 50_000
"""Objects of one document that are read."""

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[\x00\t\n\f\r ]++\d{1,5}[\x00\t\n\f\r ]++obj(?![a-z])|trailer(?=\s*+<<)")
_STREAM = re.compile(rb"[\x00\t\n\f\r ]*+stream(?:\r\n|\n|\r)").match
_END_OF_STREAM = re.compile(rb"\r?\n?endstream").search
_ENDS_THERE = re.compile(rb"[\x00\t\n\f\r ]*+endstream").match
_TOKEN_WORK = 16
"""Units of work of one byte of a page's description against scanning it."""
_SILENT = frozenset(
    {"ID", "Registry", "Ordering", "CharSet", "DA", "Lookup", "CheckSum", "O", "U", "OE", "UE", "Perms"}
)
_FARTHEST = 32
"""Objects that are followed from one to the next."""
_DEPTH_REASON = Bound("objects of a PDF nested too deep")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a document does."""
    return raw.startswith(b"%PDF-")


def decode(node: Node) -> Iterator[Opened]:
    """Give texts of pages, values of forms under their names, other texts of objects, and what is attached."""
    document = _Document(node)
    document.scan()
    if document.ciphered:
        document.obstacles.append((node.path, 0, len(node.raw), "a ciphered PDF"))
    else:
        document.texts()
        document.pages()
        document.rest()
    yield Opened((NAME,), document.children, sure=True, obstacles=document.obstacles)


class _Document:
    """The objects of one document, and what is given of them."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.all: list[Body] = []
        self.last: dict[int, Body] = {}
        self.children: list[Child] = []
        self.obstacles: list[Obstacle] = []
        self.ciphered = False
        self._read = set[int]()
        self._fonts: dict[tuple[bool, int], pdf_font.Font] = {}
        self._opened: dict[int, bytes] = {}
        self._shown = set[str]()

    def scan(self) -> None:
        """Find every object, and those that are packed together in a stream (7.5.7)."""
        raw, pos = self.node.raw, 0
        while (match := _OBJECT.search(raw, pos)) is not None:
            if len(self.all) >= MOST or not self.node.budget.spend(self.node.budget.TOKEN):
                rest = Bound(f"a PDF of which {MOST} objects were read") if len(self.all) >= MOST else WORK
                self.obstacles.append((self.node.path, match.start(), len(raw), rest))
                break
            pos = self._object(match)
        for body in list(self.all):
            if body.kind == "ObjStm":
                self._packed(body)

    def _object(self, match: re.Match[bytes]) -> int:
        raw = self.node.raw
        try:
            value, end = parse(raw, match.end())
        except SyntaxBrokenError as error:
            if error.deep:
                self.obstacles.append((self.node.path, match.start(), len(raw), _DEPTH_REASON))
            if error.endless:
                self.node.budget.spend(_TOKEN_WORK * (len(raw) - match.end()) // 4)
            return match.end()
        body = Body(int(match[1] or -1), value, match.start(), end)
        if isinstance(value, dict) and (begin := _STREAM(raw, end)) is not None:
            start = begin.end()
            stop = self._end_of(start, value.get("Length"))
            body = body._replace(start=start, end=stop, stream=True)
            end = stop
        self._keep(body)
        return end

    def _keep(self, body: Body) -> None:
        if isinstance(body.value, dict) and "Encrypt" in body.value and (body.number < 0 or body.kind == "XRef"):
            self.ciphered = True
        self.all.append(body)
        known = self.last.get(body.number)
        # What is packed is read behind all others; a later edit stands further back all the same.
        if known is None or known.start <= body.start:
            self.last[body.number] = body

    def _end_of(self, start: int, length: Thing | None) -> int:
        raw = self.node.raw
        if isinstance(length, float) and 0 <= length <= len(raw) - start:
            stop = start + int(length)
            if _ENDS_THERE(raw, stop):
                return stop
        match = _END_OF_STREAM(raw, start)
        return match.start() if match else len(raw)

    def _packed(self, body: Body) -> None:
        data = self._data(body)
        try:
            first = int(body.number_of("First"))
            head = [int(each) for each in data[:first].split()]
        except ValueError:
            return
        places = {at: number for number, at in zip(head[::2], head[1::2], strict=False)}  # several may name one
        for at, number in places.items():
            if len(self.all) >= MOST or not self.node.budget.spend(self.node.budget.TOKEN):
                self.obstacles.append(
                    (self.node.path, body.start, body.end, Bound(f"a PDF of which {MOST} objects were read"))
                )
                return
            try:
                value, end = parse(data, first + at)
            except SyntaxBrokenError as error:
                if error.deep:
                    self.obstacles.append((self.node.path, body.start, body.end, _DEPTH_REASON))
                self.node.budget.spend(len(data))
                continue
            self.node.budget.spend(_TOKEN_WORK * (end - first - at))
            self._keep(Body(number, value, body.start, body.end, packed=True))

    def _data(self, body: Body) -> bytes:
        """Give what a stream holds once its filters are undone."""
        held = self._opened.get(body.start)
        if held is not None:
            return held
        data, problem = pdf_streams.opened(self.node, body)
        self._opened[body.start] = data
        if problem:
            self.obstacles.append(
                (item(member(self.node.prefix, "object"), body.number), body.start, body.end, problem)
            )
        return data

    def _followed(self, value: Thing | None) -> Thing | None:
        for _ in range(_FARTHEST):
            if not isinstance(value, Ref):
                return value
            body = self.last.get(value.number)
            value = body.value if body is not None else None
        return None

    def _dictionary(self, value: Thing | None) -> dict[str, Thing]:
        found = self._followed(value)
        return found if isinstance(found, dict) else {}

    def texts(self) -> None:
        """Give the texts that stand in objects: a form's value by the name of its field."""
        for body in self.all:
            path = item(member(self.node.prefix, "object" if body.number >= 0 else "trailer"), max(body.number, 0))
            self._walk(body, path, self.node.key, body.value)

    def _walk(self, body: Body, path: str, key: str, value: Thing) -> None:
        if isinstance(value, Text):
            self._text(body, path, key, value)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if not isinstance(each, float | Ref | str):
                    self._walk(body, item(path, index), key, each)
        elif isinstance(value, dict):
            called = value.get("T")
            name = pdf_streams.text_of(called) if isinstance(called, Text) else ""
            names = Names(path)
            for part, each in value.items():
                if part not in _SILENT and not isinstance(each, float | Ref | Name):
                    self._walk(
                        body, names.path(part), name if part == "V" and isinstance(name, str) and name else part, each
                    )

    def _text(self, body: Body, path: str, key: str, value: Text) -> None:
        text = pdf_streams.text_of(value)
        if not text or len(self.children) > self.node.room:
            return
        if isinstance(text, str):
            self._shown.add(text)
        if body.packed:
            self.children.append((path, key, text, body.start, body.end, False))
        else:
            same = value.plain and isinstance(text, str) and text.encode("utf-8") == value.value
            self.children.append((path, key, text, value.start, value.end, same))

    def pages(self) -> None:
        """Give the text of each page."""
        for index, page in enumerate(each for each in self.all if each.kind == "Page" and isinstance(each.value, dict)):
            value = page.value if isinstance(page.value, dict) else {}
            given = self._followed(value.get("Contents"))
            refs = given if isinstance(given, list) else [value.get("Contents")]
            numbers = dict.fromkeys(each.number for each in refs if isinstance(each, Ref))
            bodies = [body for number in numbers if (body := self.last.get(number)) is not None and body.stream]
            if bodies:
                self._read.update(id(each) for each in bodies)
                self._page(item(member(self.node.prefix, "page"), index), bodies, self._resources(value))

    def _resources(self, value: dict[str, Thing]) -> dict[str, Thing]:
        """Give a page's resources, or those of the pages' node above it."""
        for _ in range(_FARTHEST):
            if "Resources" in value:
                return self._dictionary(value["Resources"])
            value = self._dictionary(value.get("Parent"))
        return {}

    def _page(self, path: str, bodies: list[Body], resources: dict[str, Thing]) -> None:
        fonts = self._dictionary(resources.get("Font"))
        data = b"\n".join([self._data(each) for each in bodies])
        start, end = min(each.start for each in bodies), max(each.end for each in bodies)
        if not self.node.budget.spend(_TOKEN_WORK * len(data)):
            self.obstacles.append((path, start, end, WORK))
            return
        page = Page(lambda name: self._font(fonts.get(name)))
        text = page.read(data)
        if page.unread:
            self.obstacles.append((path, start, end, "text in a font that does not tell its characters"))
        if text and text not in self._shown:
            self.children.append((path, self.node.key, text, start, end, False))

    def _font(self, value: Thing | None) -> pdf_font.Font:
        number = (True, value.number) if isinstance(value, Ref) else (False, id(value))
        if number not in self._fonts:
            given = self._dictionary(value)
            own = given.get("ToUnicode")
            body = self.last.get(own.number) if isinstance(own, Ref) else None
            cmap = self._data(body) if body is not None and body.stream else b""
            encoding, subtype, differ = self._followed(given.get("Encoding")), given.get("Subtype"), None
            if isinstance(encoding, dict):
                differ = self._followed(encoding.get("Differences"))
                encoding = self._followed(encoding.get("BaseEncoding"))
            self._fonts[number] = pdf_font.of(
                subtype if isinstance(subtype, str) else "",
                encoding if isinstance(encoding, str) else "",
                cmap,
                differ if isinstance(differ, list) else (),
            )
        return self._fonts[number]

    def rest(self) -> None:
        """Give what other streams hold: drawn forms, attached files, metadata, files of pictures."""
        for body in self.all:
            if not body.stream or id(body) in self._read or len(self.children) > self.node.room:
                continue
            path = item(member(self.node.prefix, "object"), body.number)
            if body.is_picture:
                self.children.append(
                    (path, self.node.key, self.node.raw[body.start : body.end], body.start, body.end, True)
                )
            elif not body.is_closed:
                self._stream(body, path)

    def _stream(self, body: Body, path: str) -> None:
        data = self._data(body)
        value = body.value if isinstance(body.value, dict) else {}
        if value.get("Subtype") == "Form" or pdf_streams.is_description(data):
            self._page(path, [body], self._dictionary(value.get("Resources")))
        elif pdf_streams.is_of_somebody(body, data):
            self.children.append((path, self.node.key, as_text(data) or data, body.start, body.end, False))
