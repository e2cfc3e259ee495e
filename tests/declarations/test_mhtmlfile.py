from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.mhtmlfile import MAX_PAGES, is_mhtml, read_mhtml
from trafficaudit.errors import ReadError

TABLE = "<table><tr><th>이전받는 자<th>국가<th>항목<tr><td>가온<td>미국<td>이메일</table>"


def saved(*pages: str) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    for page in pages:
        message.add_related(page.encode(), "text", "html", cte="quoted-printable")
    message.add_related(b"p { }", "text", "css")
    return message.as_bytes()


def test_every_page_of_it_is_read() -> None:
    data = saved("<p>국외 이전", f"<h1>국외 이전</h1>{TABLE}")
    assert is_mhtml(data, ".mhtml")
    document = read_mhtml(data, "p.mhtml")
    assert [cell.text for cell in document.grids[0].rows[1]] == ["가온", "미국", "이메일"]
    assert document.encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "ending"),
    [(b"<html>MIME-Version: 1.0 multipart/related", ".html"), ("이전받는 자: 가온".encode(), ".mht"), (b"", ".mht")],
)
def test_others_are_none(data: bytes, ending: str) -> None:
    assert not is_mhtml(data, ending)


def test_one_without_a_page_says_so() -> None:
    with pytest.raises(ReadError, match="holds no page"):
        read_mhtml(saved(), "p.mhtml")


def test_more_pages_than_are_read_are_our_error() -> None:
    assert read_mhtml(saved(*["<p>x"] * MAX_PAGES), "p.mhtml").grids == ()
    with pytest.raises(ReadError, match="holds more than 50 pages"):
        read_mhtml(saved(*["<p>x"] * (MAX_PAGES + 1)), "p.mhtml")


def test_parts_nested_without_end_are_our_error() -> None:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000))
    with pytest.raises(ReadError, match=r"nested too deeply|holds no page"):
        read_mhtml(("MIME-Version: 1.0\n" + head).encode(), "p.mhtml")


PARTS = st.sampled_from([b"--b\n", b"--b--", b"Content-Type: text/html\n\n", b"=E3", b"<td>", b"\n", b"\xff"])


@given(st.one_of(st.binary(max_size=300), st.lists(PARTS, max_size=30).map(b"".join)))
def test_any_bytes_give_a_document_or_our_error(data: bytes) -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    try:
        read_mhtml(head + data, "p.mhtml")
    except ReadError:
        return
