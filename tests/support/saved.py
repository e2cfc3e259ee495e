"""Saved sessions of other proxies in their own form: Fiddler's archives and Burp Suite's items."""

import base64
import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

BEGUN, DONE = "2026-11-24T09:00:00.0000000+09:00", "2026-11-24T09:00:01.5000000+09:00"
ASKED = b"POST /login?sid=7 HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 11\r\n\r\nphone=01012"
ANSWERED = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def notes(flags: int = 0x1, timers: Mapping[str, str] | None = None, **named: str) -> bytes:
    """Make the notes of a session; ``X_HostIP`` stands for the flag ``X-HostIP``."""
    timed = {"ClientBeginRequest": BEGUN, "ClientDoneRequest": BEGUN, "FiddlerBeginRequest": BEGUN, **(timers or {})}
    given = " ".join(f"{name}={quoteattr(value)}" for name, value in timed.items())
    said = "".join(f"<SessionFlag N={quoteattr(n.replace('_', '-'))} V={quoteattr(v)} />" for n, v in named.items())
    return f'<?xml version="1.0"?><Session SID="1" BitFlags="{flags:x}"><SessionTimers {given} /><SessionFlags>{said}</SessionFlags></Session>'.encode()


def archive(members: Mapping[str, bytes]) -> bytes:
    """Make an archive of such members, as ``1_c.txt``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name, data in members.items():
            packed.writestr(f"raw/{name}", data)
    return made.getvalue()


def session(number: int, request: bytes = ASKED, response: bytes = ANSWERED, noted: bytes = b"") -> dict[str, bytes]:
    """Make the members of one session."""
    return {f"{number}_c.txt": request, f"{number}_m.xml": noted or notes(), f"{number}_s.txt": response}


def frame(data: bytes, *, sent: bool = True, flags: int = 0, first: int = 0x81, at: str = BEGUN) -> bytes:
    """Make a frame of a WebSocket with the lines before it; what is sent is masked (RFC 6455, 5.3)."""
    size = bytes((len(data),)) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2)
    key = b"\x01\x02\x03\x04"
    masked = bytes(byte ^ key[place % 4] for place, byte in enumerate(data))
    head = bytes((first, size[0] | 0x80)) + size[1:] + key + masked if sent else bytes((first,)) + size + data
    side, when = b"Request" if sent else b"Response", f"DoneRead: {at}\r\n".encode() if at else b""
    return side + b"-Length: %d\r\nID: 1\r\nBitFlags: %d\r\n%s\r\n%s\r\n" % (len(head), flags, when, head)


def item(request: bytes = ASKED, response: bytes = ANSWERED, *, coded: bool = True, **told: str) -> bytes:
    """Make an item of Burp Suite; what is told takes the place of the usual."""
    usual = {"time": "Tue Nov 24 09:00:00 KST 2026", "url": "https://shop.example/login?sid=7"}
    usual |= {"host": "shop.example", "port": "443", "protocol": "https", **told}
    ip = usual.pop("ip", "203.0.113.7")
    out = "".join(
        f"<host ip={quoteattr(ip)}>{value}</host>" if name == "host" else f"<{name}><![CDATA[{value}]]></{name}>"
        for name, value in usual.items()
    ).encode()
    for name, data in (("request", request), ("response", response)):
        text = base64.b64encode(data) if coded else data
        out += b'<%s base64="%s"><![CDATA[%s]]></%s>\n' % (
            name.encode(),
            str(coded).lower().encode(),
            text,
            name.encode(),
        )
    return b"  <item>\n" + out + b"  </item>\n"


def items(*made: bytes) -> bytes:
    """Make an export of such items."""
    head = b'<?xml version="1.0"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n]>\n'
    said = b'<items burpVersion="2026.9" exportTime="Tue Nov 24 10:00:00 KST 2026">\n'
    return head + said + b"".join(made) + b"</items>\n"
