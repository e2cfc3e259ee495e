from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.textfile import read_text
from trafficaudit.errors import ReadError


def test_reads_tables_in_any_encoding() -> None:
    document = read_text("이전받는 자\t국가\r\n가온\t미국".encode("utf-16"), "p.txt")
    assert document.encoding == "utf-16"
    assert document.grids[0].rows[1][1].text == "미국"


WORDS = st.sampled_from(["이전받는 자", "국가: ", "|", "\t", "\n", "   ", "+--+", "│", "가온", ":", "-", "\f", "　"])


@given(st.one_of(st.binary(max_size=800), st.lists(WORDS, max_size=60).map(lambda words: "".join(words).encode())))
def test_any_bytes_give_a_document_or_our_error(data: bytes) -> None:
    try:
        document = read_text(data, "p.txt")
    except ReadError:
        return
    assert all(len(row) == grid.width for grid in document.grids for row in grid.rows)


def test_a_policy_as_comma_separated_values() -> None:
    (grid,) = read_text('이전받는 자,국가,항목\n"Gaon, Inc.",미국,"이메일, 이름"'.encode("cp949"), "p.csv").grids
    assert [cell.text for cell in grid.rows[1]] == ["Gaon, Inc.", "미국", "이메일, 이름"]
