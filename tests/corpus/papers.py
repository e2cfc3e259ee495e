"""Encoders of documents and what is signed: PDF, workbooks, messages of e-mail, ASN.1, payments' codes, texts behind their
lengths.

Workbooks are written by XlsxWriter, messages by the standard library, the others by their specifications.
"""

import base64
import binascii
import io
import random
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

import xlsxwriter
from corpus import decoys
from corpus.carried import Carried, Unfit, coded, embedded
from corpus.textual import Wrap

_LONGEST_CODE = 40
_LONGEST_WORD = 400
_LONGEST_CELL = 2_000


def _members(draw: random.Random, inner: Carried, name: str, most: int) -> list[tuple[str, str]]:
    """Give decoys and the value under its name, no name twice, in any order."""
    rows = {key: text for key, text in decoys.flat(draw, draw.randint(1, most)) if key != name}
    members = list(rows.items())
    members.insert(draw.randint(0, len(members)), (name, inner.string))
    return members


def _written(draw: random.Random, text: str) -> bytes:
    """Write a text of a PDF: between brackets where it is plain, else in hexadecimal of UTF-16."""
    if text.isascii() and draw.random() < 0.5:
        signs = {ord(sign): "\\" + sign for sign in "()\\"} | {13: "\\r"}
        return b"(" + text.translate(signs).encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def _pdf(draw: random.Random, objects: list[bytes]) -> bytes:
    rows = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%%PDF-1.%d\n%%\xe2\xe3\xcf\xd3\n" % draw.randint(3, 7) + rows + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def _stream(data: bytes, more: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (more, len(packed), packed)


def form(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A form of a PDF whose fields hold decoys and the value; now and then all of them in one packed stream."""
    fields = [
        b"<< /FT /Tx /T %s /V %s >>" % (_written(draw, key), _written(draw, text))
        for key, text in _members(draw, inner, name, 4)
    ]
    if draw.random() < 0.5:
        heads, at = list[bytes](), 0
        for number, each in enumerate(fields, 10):
            heads.append(b"%d %d" % (number, at))
            at += len(each) + 1
        head = b" ".join(heads) + b" "
        more = b"/Type /ObjStm /N %d /First %d" % (len(fields), len(head))
        fields = [_stream(head + b" ".join(fields), more)]
    return coded(inner, _pdf(draw, [b"<< /Type /Catalog >>", *fields]), "pdf", text=False)


def attached(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A file that is attached to a PDF."""
    data = _pdf(draw, [b"<< /Type /Catalog >>", _stream(inner.data, b"/Type /EmbeddedFile")])
    return coded(inner, data, "attached", text=False)


def workbook(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A workbook with a heading for each column, and decoys in other rows."""
    text = inner.string
    if not text.isprintable() or len(text) > _LONGEST_CELL or text[:1] == "=":
        raise Unfit
    members, out = _members(draw, inner, name, 4), io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 11, 24, tzinfo=UTC)})
    sheet = book.add_worksheet()
    for column, (key, value) in enumerate(members):
        sheet.write_string(0, column, key)
        sheet.write_string(1, column, value)
    book.close()
    return coded(inner, out.getvalue(), "xlsx", text=False)


def mail(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message of e-mail that carries it as a file, or as its text."""
    made = _message(draw)
    made["Subject"] = draw.choice(decoys.WORDS)
    main, sub = draw.choice((("application", "octet-stream"), ("application", "x-log")))
    made.set_content(draw.choice(decoys.WORDS))
    made.add_attachment(inner.data, maintype=main, subtype=sub, filename=f"{draw.choice(decoys.WORDS)}.bin")
    made.set_boundary(f"=={draw.randbytes(8).hex()}")
    return coded(inner, made.as_bytes(), "mail", text=True)


def encoded_word(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The subject of a message, in another character set."""
    text = inner.string
    if not text.isprintable() or text.isascii() or text != text.strip() or len(text) > _LONGEST_WORD:
        raise Unfit
    subject = Header(text, "utf-8", maxlinelen=draw.choice((60, 76))).encode(linesep="\r\n")
    head = f"From: {draw.choice(decoys.WORDS)}@shop.example\r\nTo: cs@shop.example\r\nSubject: {subject}\r\n"
    return coded(inner, f"{head}\r\n{draw.choice(decoys.WORDS)}\r\n".encode(), "encoded-word", text=True)


def _message(draw: random.Random) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = f"{draw.choice(decoys.WORDS)}@shop.example", "cs@shop.example"
    return made


def _tlv(tag: int, data: bytes) -> bytes:
    size = len(data)
    if size < 0x80:
        return bytes([tag, size]) + data
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + data


_IDENTIFIERS = tuple(
    _tlv(6, bytes.fromhex(each)) for each in ("550403", "55040b", "2a864886f70d010901", "2a831a8c9a440a0101")
)


def signed(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A sequence of names behind their identifiers, signed."""
    texts = [_tlv(12, text.encode()) for text in decoys.nameless(draw, draw.randint(1, 3))]
    item = _tlv(12, inner.data)
    if item in texts or not inner.data:
        raise Unfit
    texts.insert(draw.randint(0, len(texts)), item)
    rows = [_tlv(0x31, _tlv(0x30, draw.choice(_IDENTIFIERS) + each)) for each in texts]
    data = _tlv(0x30, b"".join([*rows, _tlv(0x03, b"\0" + draw.randbytes(64))]))
    return embedded(inner, data, item, len(item) - len(inner.data), "der", keyed=False)


def pem(draw: random.Random, inner: Carried, name: str) -> Carried:
    """What says between which lines it stands in Base64."""
    end = draw.choice(("\n", "\r\n"))
    label = draw.choice(("PKCS7", "CERTIFICATE", "CMS"))
    lines = base64.encodebytes(inner.data).decode().replace("\n", end)
    return coded(inner, f"-----BEGIN {label}-----{end}{lines}-----END {label}-----{end}".encode(), "pem", text=True)


def _object(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"


def code(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The content of a payment's QR code."""
    text = inner.string
    if len(text) > _LONGEST_CODE or not text.isprintable():
        raise Unfit
    number, item = f"{draw.randint(27, 51)}", _object(draw.choice(("01", "02", "05")), text)
    head = _object("00", "01") + _object("01", "12") + _object("26", _object("00", "kr.zeropay"))
    tail = _object("54", str(draw.randint(1_000, 90_000))) + _object("58", "KR") + "6304"
    data = head + _object(number, item) + tail
    data += f"{binascii.crc_hqx(data.encode(), 0xFFFF):04X}"
    made = embedded(inner, data.encode(), item.encode(), 4, "emvco", keyed=False)
    return replace(made, text=True)


def banged(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message as maps write it into an address: each value behind its field's number and its type."""
    if not inner.string or "!" in inner.string or "*" in inner.string:
        raise Unfit
    item = f"!{draw.randint(1, 9)}s{inner.string}"
    others = [
        f"!{draw.randint(1, 9)}s{text}" for text in decoys.nameless(draw, 2) if "!" not in text and "*" not in text
    ]
    data = "!1m2!1i" + str(draw.randint(1, 99)) + "!2b1" + "".join(others[:1]) + item + "".join(others[1:])
    if data.count(item) > 1:
        raise Unfit
    made = embedded(inner, data.encode(), item.encode(), 3, "url-protobuf", keyed=False)
    return replace(made, text=True)


def counted(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Names and values, each behind its length: in characters, or in bytes."""
    members = _members(draw, inner, name, 4)
    if len(members) < 2:
        raise Unfit
    comma, size = draw.choice(("", "", ",")), draw.choice((len, lambda text: len(text.encode())))
    data = "".join(f"{size(text)}:{text}{comma}" for pair in members for text in pair)
    item = f"{size(name)}:{name}{comma}{size(inner.string)}:".encode()
    made = embedded(inner, data.encode(), item + inner.data, len(item), "counted", keyed=True)
    return replace(made, text=True)


PAPERS: dict[str, Wrap] = {"pdf": form, "xlsx": workbook, "counted": counted}
"""What holds text alone, and names it."""
PAPER_TEXTS: dict[str, Wrap] = {"der": signed, "emvco": code, "encoded-word": encoded_word, "url-protobuf": banged}
"""What holds text alone, and gives it no name."""
PAPER_FILES: dict[str, Wrap] = {"attached": attached, "mail": mail, "pem": pem}
"""What holds something else, and gives it no name."""
