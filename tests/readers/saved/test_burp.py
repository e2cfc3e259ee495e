"""Items that Burp Suite saved: what was sent, what was never asked for, and what without Base64 is not exact."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import saved

from trafficaudit.errors import ReadError
from trafficaudit.model import UNDATED, Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.readers.saved import burp
from trafficaudit.readers.saved.burp import AS_TEXT, FOUND_ONLY

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def read(path: Path, *made: bytes) -> tuple[list[Exchange], list[str]]:
    file = path / "items.xml"
    file.write_bytes(saved.items(*made))
    found = list(open_capture(file).items())
    return (
        [each for each in found if isinstance(each, Exchange)],
        [each.reason for each in found if isinstance(each, Gap)],
    )


def test_an_item_is_an_exchange(tmp_path: Path) -> None:
    (found,), gaps = read(tmp_path, saved.item())
    assert (found.method, found.url, found.server_address) == (
        "POST",
        "https://shop.example/login?sid=7",
        "203.0.113.7",
    )
    assert (found.started_at.isoformat(), found.tls, found.sent) == ("2026-11-24T00:00:00+00:00", True, True)
    assert found.request is not None
    assert (found.request.body, found.request.body_form) == (b"phone=01012", "wire")
    assert not gaps
    capture = open_capture(tmp_path / "items.xml").capture
    assert (capture.format, capture.metadata["creator"]) == (burp.NAME, "Burp Suite 2026.9")


def test_the_parts_tell_the_url_where_it_is_not_told(tmp_path: Path) -> None:
    (found,), _ = read(tmp_path, saved.item(url="", port="8443", path="/a?b"))
    assert (found.url, found.port) == ("https://shop.example:8443/a?b", 8443)


def test_what_was_only_found_was_sent_to_nobody(tmp_path: Path) -> None:
    (found,), gaps = read(
        tmp_path, saved.item(b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n", b"", time="Thu Jan 01 09:00:00 KST 1970")
    )
    assert (found.sent, found.started_at) == (False, UNDATED)
    assert f"entry 0: {FOUND_ONLY}" in gaps
    (late,), gaps = read(tmp_path, saved.item(response=b"", time="Tue Nov 24 09:00:00 CST 2026"))
    assert (late.sent, late.started_at) == (True, UNDATED)
    assert len(gaps) == 1


def test_without_base64_bytes_are_not_called_exact(tmp_path: Path) -> None:
    body = "이름=김서윤".encode()
    request = b"POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    (found,), gaps = read(tmp_path, saved.item(request, coded=False))
    assert found.request is not None
    assert (found.request.body, found.request.body_form) == (body, "text")
    assert gaps == [AS_TEXT]


@pytest.mark.parametrize(
    ("made", "said", "there"),
    [
        (saved.item().replace(b"[CDATA[UE9T", b"[CDATA[*", 1), "request is no base64", False),
        (saved.item(ip="?"), "serverIPAddress is no IP address", True),
        (saved.item(url="javascript:x"), "not a network request", False),
        (b"<item><a>", "the file ends inside this item", False),
        (saved.item().replace(b"<item>", b"<item><port>1</port>"), "two elements of one name", True),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, made: bytes, said: str, *, there: bool) -> None:
    found, gaps = read(tmp_path, made)
    assert bool(found) == there
    assert said in "".join(gaps)


def test_a_long_message_is_cut_and_told(tmp_path: Path) -> None:
    file = tmp_path / "long.xml"
    file.write_bytes(saved.items(saved.item(b"POST / HTTP/1.1\r\nHost: a.example\r\n\r\n" + b"x" * 2_000_000)))
    found = list(burp.open_source(file, body_limit=1000).items())
    assert isinstance(found[0], Exchange)
    assert found[0].request is not None
    assert len(found[0].request.body or b"") == 1000
    assert len([each for each in found if isinstance(each, Gap)]) == 2


def test_a_replay_finds_what_the_app_sent(tmp_path: Path) -> None:
    request = (
        b"POST /join HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 35\r\n\r\nemail=seoyun.kim%40hanbit.example&a=1"
    )
    (tmp_path / "items.xml").write_bytes(saved.items(saved.item(request)))
    (tmp_path / "shop.saz").write_bytes(saved.archive(saved.session(1, request)))
    for name in ("items.xml", "shop.saz"):
        out = tmp_path / f"{name}.result"
        command = [sys.executable, "-m", "trafficaudit", "replay", str(tmp_path / name), "-o", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        findings = pd.read_parquet(out / "findings.parquet")
        assert "email" in set(findings["category"])


def test_other_xml_is_none(tmp_path: Path) -> None:
    for data in (b'<?xml version="1.0"?><items count="2"></items>', b"<?charles x?>", b'{"a": "<items burpVersion="}'):
        assert not burp.sniff(data, tmp_path)
    assert burp.sniff(b"\xef\xbb\xbf" + saved.items(), tmp_path)


@pytest.mark.assertion("REA-1")
@shared
@given(data=st.binary(max_size=60), at=st.integers(0, 900), end=st.integers(0, 900))
def test_any_bytes_give_exchanges_gaps_or_a_read_error(tmp_path: Path, data: bytes, at: int, end: int) -> None:
    whole = saved.items(saved.item())
    file = tmp_path / "any.xml"
    file.write_bytes(whole[:at] + data + whole[end:] or b"<")
    try:
        found = list(burp.open_source(file).items())
    except ReadError:
        return
    assert found or b"<item>" not in file.read_bytes()
