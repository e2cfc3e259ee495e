"""Datasets of Nexacro as text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.messages import ssv
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def written(*records: str) -> bytes:
    """Write records, with | for US and @@ for an empty record's end."""
    return "".join(f"{record}\x1e" for record in records).replace("|", "\x1f").encode()


SAVE = written(
    "SSV:utf-8",
    "JSESSIONID=A1B2C3D4",
    "count:int(4)=2",
    "Dataset:ds_cust",
    "_Const_|BRANCH:STRING(4)=0417",
    "_RowType_|CUST_NM:STRING(256)|MBL_TELNO:STRING(256)|MEMO:STRING(9):TEXT:sum",
    "N|김하늘|01004178263|\x03",
    "O|박마루||비고=없음",
    "",
    "after=1",
)


def test_cells_are_named_by_their_columns(body: Body) -> None:
    fields = {f.path: f for f in body(SAVE).fields if f.layers == ("ssv",)}
    assert {path: (f.key, f.value) for path, f in fields.items()} == {
        "JSESSIONID": ("JSESSIONID", "A1B2C3D4"),
        "count": ("count", "2"),
        "ds_cust.BRANCH": ("BRANCH", "0417"),
        "ds_cust[0].CUST_NM": ("CUST_NM", "김하늘"),
        "ds_cust[0].MBL_TELNO": ("MBL_TELNO", "01004178263"),
        "ds_cust[1].CUST_NM": ("CUST_NM", "박마루"),
        "ds_cust[1].MEMO": ("MEMO", "비고=없음"),
        "after": ("after", "1"),
    }
    for field in fields.values():
        assert SAVE[slice(*field.span)].decode() == field.value


def test_a_second_dataset_and_more_cells_than_columns(body: Body) -> None:
    raw = written("ssv", "Dataset:a", "_RowType_|x:INT", "I|1|2", "", "Dataset:a", "_RowType_|y", "D|3")
    found = {f.path: f.value for f in body(raw[:-1]).fields if f.layers == ("ssv",)}
    assert found == {"a[0].x": "1", "a[0][1]": "2", "a[1][0].y": "3"}


@pytest.mark.parametrize("label", ["text/plain; charset=euc-kr", "text/plain", ""])
def test_another_character_set_is_read(body: Body, label: str) -> None:
    raw = SAVE.decode().replace("utf-8", "euc-kr").encode("euc-kr")
    decoded = body(raw, label)
    assert {"김하늘", "박마루"} == {f.value for f in decoded.fields if f.key == "CUST_NM" and isinstance(f.value, str)}


def test_more_columns_than_the_bound_are_told(body: Body) -> None:
    wide = "|".join(f"c{number}" for number in range(ssv.MOST + 2))
    decoded = body(written("SSV:utf-8", "Dataset:a", f"_RowType_|{wide}", f"N|{wide}"))
    assert {gap.reason for gap in decoded.opaque} == {f"a table of more than {ssv.MOST} columns"}
    assert {gap.cut for gap in decoded.opaque} == {"bound"}


@pytest.mark.parametrize("raw", [b"SSV:utf-8\nname=kim\n", b"SSVX:utf-8\x1ename=kim\x1e", b"xSSV\x1ename=kim\x1e"])
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "ssv" in f.layers]


@given(
    st.lists(
        st.sampled_from(
            (b"SSV", b"\x1e", b"\x1f", b"\x03", b"Dataset:", b"_RowType_", b"N", b"a:b(1)", b"=", b"\xff", b"x")
        )
    )
)
def test_any_bytes(body: Body, pieces: list[bytes]) -> None:
    raw = b"SSV\x1e" + b"".join(pieces)
    for field in body(raw).fields:
        if field.layers == ("ssv",) and isinstance(field.value, str):
            assert raw[slice(*field.span)] == field.value.encode()
