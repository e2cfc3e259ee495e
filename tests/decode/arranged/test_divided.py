"""Values divided over several fields: put together where they are one value, left alone where they are not."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits, decode
from trafficaudit.decode.arranged.divided import CUT, MOST_CUT, MOST_PIECES, NAME, wholes
from trafficaudit.model import Decoded, Exchange, Field

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def _whole(decoded: Decoded) -> list[Field]:
    return [field for field in decoded.fields if field.layers[-1:] == (NAME,)]


@pytest.mark.parametrize(
    ("fields", "path", "key", "value"),
    [
        ({"hp1": "010", "hp2": "0313", "hp3": "6439"}, "hp1+hp2+hp3", "hp", "010-0313-6439"),
        ({"receiverTel_1": "02", "receiverTel_2": "313", "receiverTel_3": "6439"}, None, "receiverTel", "02-313-6439"),
        ({"phoneList": ["010", "0313", "6439"]}, "phoneList+phoneList+phoneList", "phoneList", "010-0313-6439"),
        ({"tel": ["010", "0313", "6439"]}, "tel+tel+tel", "tel", "010-0313-6439"),
        ({"rphone2_1": "010", "rphone2_2": "0313", "rphone2_3": "6439"}, None, "rphone2", "010-0313-6439"),
        (
            {"rphone2_[]": ["010", "0313", "6439"]},
            '["rphone2_[]+rphone2_[]+rphone2_[]"]',
            "rphone2_",
            "010-0313-6439",
        ),
        ({"hp[0]": "010", "hp[1]": "0313", "hp[2]": "6439"}, '["hp[0]+hp[1]+hp[2]"]', "hp", "010-0313-6439"),
        ({"휴대폰1": "010", "휴대폰2": "0313", "휴대폰3": "6439"}, None, "휴대폰", "010-0313-6439"),
        ({"phone": {"first": "010", "middle": "0313", "last": "6439"}}, "phone.first+middle+last", "phone", None),
        ({"phone": {"n1": 10, "n2": 3130, "n3": 6439}}, "phone.n1+n2+n3", "n", "10-3130-6439"),
        ({"hp2": "0313", "other": "x", "hp3": "6439", "hp1": "010"}, "hp1+hp2+hp3", "hp", "010-0313-6439"),
        ({"cardNo1": "4000", "cardNo2": "0000", "cardNo3": "1111", "cardNo4": "2222"}, None, "cardNo", None),
        ({"juminFront": "900101", "juminBack": "1234568"}, "juminFront+juminBack", "jumin", "900101-1234568"),
        ({"user": [{"tel1": "02", "tel2": "3130", "tel3": "6439"}]}, "user[0].tel1+tel2+tel3", "tel", "02-3130-6439"),
        ({"emailId": "a.b", "emailDomain": "example.com"}, "emailId+emailDomain", "email", "a.b@example.com"),
        ({"email1": "a.b", "email2": "example.com"}, "email1+email2", "email", "a.b@example.com"),
        ({"email": ["a.b", "example.com"]}, "email+email", "email", "a.b@example.com"),
        ({"xing": "명", "ming": "마롬"}, "xing+ming", "name", "명마롬"),
        ({"engLastNm": "Myeong", "engFirstNm": "Marom"}, "engLastNm+engFirstNm", "name", "Myeong Marom"),
        ({"lnm": "명", "fnm": "마롬"}, "lnm+fnm", "name", "명마롬"),
        ({"email_id": "a.b", "email_host": "@example.com"}, "email_id+email_host", "email", "a.b@example.com"),
        ({"이메일아이디": "a.b", "이메일도메인": "example.com"}, None, "이메일", "a.b@example.com"),
        ({"birthYear": "1969", "birthMonth": "1", "birthDay": "4"}, None, "birth", "1969-01-04"),
        ({"birth": {"day": 24, "month": 10, "year": 1969}}, "birth.year+month+day", "birth", "1969-10-24"),
        ({"birthMonth": "1", "birthDay": "4"}, "birthMonth+birthDay", "birthday", "01-04"),
        ({"birth": {"day": 24, "month": 10}}, "birth.month+day", "birthday", "10-24"),
        ({"phone_a": "010", "phone_b": "0313", "phone_c": "6439"}, "phone_a+phone_b+phone_c", "phone", "010-0313-6439"),
        ({"birY": "1969", "birM": "10", "birD": "24"}, None, "birth", "1969-10-24"),
        ({"생년": "1969", "생월": "10", "생일": "24"}, None, "birth", "1969-10-24"),
        ({"birth_yy": "69", "birth_mm": "10", "birth_dd": "24"}, None, "birth", "69-10-24"),
        ({"lastName": "명", "firstName": "마롬"}, "lastName+firstName", "name", "명마롬"),
        ({"given_name": "Marom", "family_name": "Myeong"}, "family_name+given_name", "name", "Myeong Marom"),
        ({"zip1": "123", "zip2": "456"}, "zip1+zip2", "zip", "123-456"),
        ({"a1": "010", "a2": "0313", "a3": "6439"}, "a1+a2+a3", "a", "010-0313-6439"),
        (
            {"user.tel1": "02", "user.tel2": "3130", "user.tel3": "6439"},
            '["user.tel1+user.tel2+user.tel3"]',
            None,
            None,
        ),
    ],
)
def test_put_together(body: Body, fields: dict[str, Any], path: str | None, key: str | None, value: str | None) -> None:
    decoded = body(json.dumps(fields).encode())
    (found,) = _whole(decoded)
    assert found.path == (path or "+".join(fields))
    assert key is None or found.key == key
    assert value is None or found.value == value
    assert found.leaf
    assert not found.exact
    assert decoded.fields[found.parent].path == "$"


@pytest.mark.parametrize(
    "fields",
    [
        {"hp1": "010-0313-6439", "hp2": "010-0314-6439"},
        {"hp1": "010"},
        {"hp1": "", "hp2": ""},
        {"hp1": "010", "hp2": "call me"},
        {"page1": 1, "page2": 2},
        {"item1": "12", "item2": "34"},
        {"item1": "1234", "item2": "5678"},
        {"sizes": [640, 1136, 2048]},
        {"tel": ["010"] * (MOST_PIECES + 1)},
        {"list": [{"tel1": "010"}, {"tel2": "0313"}, {"tel3": "6439"}]},
        {"email1": "a@example.com", "email2": "b@example.com"},
        {"emailId": "a.b", "emailDomain": "localhost"},
        {"email": ["a@example.com", "example.com"]},
        {"email": ["a.b", "c.d", "example.com"]},
        {"list": ["a.b", "example.com"]},
        {"streaming": "a", "boxing": "b"},
        {"emailId": "a.b", "mailDomain": "example.com"},
        {"year": 1969, "month": 13, "day": 24},
        {"year": 1969, "month": 10},
        {"birthYear": "1969", "deathMonth": "10", "birthDay": "24"},
        {"month": "10", "day": "24"},
        {"birthMonth": "13", "birthDay": "24"},
        {"birthYear": "1969", "birthMonth": "10"},
        {"rebirthOfMonth": "10", "rebirthOfDay": "24"},
        {"plan_a": "010", "plan_b": "0313", "plan_c": "6439"},
        {"lastName": "명", "nickName": "마롬"},
        {"lastName": "", "firstName": "마롬"},
        {"1": "010", "2": "0313", "3": "6439"},
        {"hp1": "０１０", "hp2": "０３１３", "hp3": "６４３９"},
        {"AREA_NO": "11", "MIDDLE_TELNO": "9183", "END_TELNO": "2746"},
        {"AREA_NO": "010", "END_TELNO": "2746"},
        {"areaNo": "010", "firstNo": "9183", "lastNo": "2746"},
        {"mbrEmlAddr": "kim", "rcvrEmlAddr": "lee", "dmnEmlAddr": "example.kr"},
        {"ip1": "121", "ip2": "134", "ip3": "22", "ip4": "256"},
        {"ip1": "121", "ip2": "134", "ip3": "22"},
        {"zip1": "1", "zip2": "3"},
    ],
)
def test_left_alone(body: Body, fields: dict[str, Any]) -> None:
    assert not _whole(body(json.dumps(fields).encode()))


_BOXES = {"hp1": "010", "hp2": "0313", "hp3": "6439"}
_FORM = urlencode({"a": "b", **_BOXES, "z": "1"})
_PARTS = "".join(f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in _BOXES.items())


@pytest.mark.parametrize(
    ("made", "run"),
    [
        ((_FORM.encode(), "application/x-www-form-urlencoded"), b"010&hp2=0313&hp3=6439"),
        (((_PARTS + "--x--").encode(), "multipart/form-data; boundary=x"), None),
        ((b"tel[]=010&tel[]=0313&tel[]=6439", "application/x-www-form-urlencoded"), b"010&tel[]=0313&tel[]=6439"),
        ((b"u%5Btel1%5D=010&u%5Btel2%5D=0313&u%5Btel3%5D=6439", "application/x-www-form-urlencoded"), None),
        (
            (b"<a><tel1>010</tel1><tel2>0313</tel2><tel3>6439</tel3></a>", "text/xml"),
            b"010</tel1><tel2>0313</tel2><tel3>6439",
        ),
    ],
)
def test_every_form_and_its_span(exchange: Build, check: Check, made: tuple[bytes, str], run: bytes | None) -> None:
    sent = exchange(*made)
    decoded = decode(sent)
    check(sent, decoded)
    (found,) = _whole(decoded)
    assert found.value == "010-0313-6439"
    shown = made[0][found.span.start : found.span.end]
    assert shown == run if run else shown.startswith(b"010") and shown.endswith(b"6439")


def test_in_an_address_and_a_cookie(exchange: Build, check: Check) -> None:
    url = f"https://h.example/x?{urlencode(_BOXES)}"
    sent = exchange(url=url, headers=((b"Cookie", b"email_id=a.b; email_domain=example.com"),))
    decoded = decode(sent)
    check(sent, decoded)
    assert [(field.part, field.value) for field in _whole(decoded)] == [
        ("url", "010-0313-6439"),
        ("cookie", "a.b@example.com"),
    ]


def test_bound_on_fields(body: Body) -> None:
    raw = json.dumps(_BOXES).encode()
    assert len(body(raw).fields) == 5
    bounded = body(raw, limits=Limits(fields=4))
    assert not _whole(bounded)
    assert [gap.reason for gap in bounded.opaque] == ["node bound of 4 fields: not all was looked into"]


_KEYS = st.sampled_from(
    ["hp1", "hp2", "tel", "tel[]", "email1", "email2", "emailId", "emailDomain", "year", "month", "day"]
)
_PATHS = st.sampled_from(["hp1", "a.hp1", "tel[0]", "tel[1]", '["a.b"]', '["a.b"][2]', "$", "", "a[0].b"])
_VALUES = st.one_of(st.text(max_size=9), st.binary(max_size=9), st.from_regex(r"\d{1,8}", fullmatch=True))
_CHILDREN = st.lists(st.tuples(_PATHS, _KEYS | st.text(max_size=9), _VALUES, st.integers(0, 9), st.integers(9, 99)))


@given(_CHILDREN)
def test_any_children(children: list[tuple[str, str, str | bytes, int, int]]) -> None:
    for path, _, value, start, end, how in wholes([(*child, True) for child in children])[0]:
        assert path
        assert isinstance(value, str)
        assert value
        assert start in {child[3] for child in children}
        assert end in {child[4] for child in children}
        assert how is False


def _cut(decoded: Decoded) -> list[Field]:
    return [field for field in decoded.fields if field.layers[-1:] == (CUT,)]


ADDRESS, MAIL = "충청북도 제천시 리새로 245", "kim.haram@example.kr"


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"k0": MAIL[:7], "k1": MAIL[7:14], "k2": MAIL[14:]}, MAIL),
        ({"k2": MAIL[14:], "x": 1, "k0": MAIL[:7], "k1": MAIL[7:14]}, MAIL),
        ({"em_head": MAIL[:10], "em_tail": MAIL[10:]}, MAIL),
        ({f"c{at}": sign for at, sign in enumerate(MAIL)}, MAIL),
        ({"c": list(MAIL)}, MAIL),
        ({"a": {"b": [*"067cbbe8-0c46"]}}, "067cbbe8-0c46"),
        ({"addr1": ADDRESS[:9], "addr2": ADDRESS[9:]}, ADDRESS),
        ({"nm1": "김하", "nm2": "람"}, "김하람"),
        ({"d1": "35217232", "d2": "1668486"}, "352172321668486"),
    ],
)
def test_pieces_of_one_length_are_put_together_without_a_name(body: Body, fields: dict[str, Any], value: str) -> None:
    (found,) = _cut(body(json.dumps(fields, ensure_ascii=False).encode()))
    assert (found.value, found.key, found.leaf, found.exact) == (value, "", True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"k0": "kim.har", "k2": "am@exam", "k3": "ple.kr"},  # one is missing
        {"k2": "kim.har", "k3": "am@exam", "k4": "ple.kr"},  # or the first ones
        {"k0": "kim", "k1": "haram@", "k2": "example.kr"},  # of several lengths
        {"k0": "kim.h", "k1": "aram@example.kr"},
        {"color1": "red", "color2": "tan"},
        {"item1": "1234", "item2": "5678"},
        {"tel1": "0101", "tel2": "2345", "tel3": "6789"},
        {"stars": [5, 4, 3, 5, 5, 4, 2, 1, 5]},
        {"answers": ["a", "b", "c", "d", "a"]},
        {"c": ["x"] * (MOST_CUT + 1)},
        {"a": [{"c1": "kim.haram@"}, {"c2": "example.kr"}]},
        {"k1": "kim.haram@", "K": "example.kr"},
    ],
)
def test_what_is_no_row_of_pieces_is_left_alone(body: Body, fields: dict[str, Any]) -> None:
    assert not _cut(body(json.dumps(fields).encode()))


def test_what_was_cut_stands_where_its_pieces_do(exchange: Build, check: Check) -> None:
    made = b"a=b&k1=kim.haram%40&k2=example.kr&z=1"
    sent = exchange(made, "application/x-www-form-urlencoded")
    decoded = decode(sent)
    check(sent, decoded)
    (found,) = _cut(decoded)
    assert found.value == MAIL
    assert made[found.span.start : found.span.end] == b"kim.haram%40&k2=example.kr"


def test_what_a_form_asks_for_twice_under_the_same_names_is_two_values(body: Body) -> None:
    raw = b"hp1=010&hp2=9183&hp3=2746&memo=x&hp1=010&hp2=5527&hp3=8401"
    assert [f.value for f in _whole(body(raw))] == ["010-9183-2746", "010-5527-8401"]
    mails = b"emailId=kim&emailDomain=example.kr&emailId=lee&emailDomain=hanbit.example"
    assert [f.value for f in _whole(body(mails))] == ["kim@example.kr", "lee@hanbit.example"]
    assert not _whole(body(b"zip1=061&zip2=234&zip1=045&zip1=244"))


@pytest.mark.parametrize(
    ("form", "value", "key"),
    [
        ("email[id]=kim&email[domain]=example.kr", "kim@example.kr", "email."),
        ("user[phone][first]=010&user[phone][middle]=9183&user[phone][last]=2746", "010-9183-2746", "user.phone"),
        ("mobileHead=010&mobileBody=9183&mobileTail=2746", "010-9183-2746", "mobile"),
        ("tel_area=02&tel_exchange=918&tel_line=2746", "02-918-2746", "tel"),
        ("byear=1990&bmonth=03&bday=07", "1990-03-07", "birth"),
        ("birthYmd1=1990&birthYmd2=03&birthYmd3=07", "1990-03-07", "birthYmd"),
        ("year_of_birth=1990&month_of_birth=3&day_of_birth=7", "1990-03-07", "birth"),
        ("birth[year]=1990&birth[month]=3&birth[day]=7", "1990-03-07", "birth"),
        ("u[birth_date(1i)]=1990&u[birth_date(2i)]=3&u[birth_date(3i)]=7", "1990-03-07", "u.birth_date"),
        ("bir_yy=1990&bir_mm=03&bir_dd=07", "1990-03-07", "birth"),
        ("AREA_NO=010&MIDDLE_TELNO=9183&END_TELNO=2746", "010-9183-2746", "telno"),
        ("areaNo=02&houseMiddleTelno=918&houseEndTelno=2746", "02-918-2746", "telno"),
        ("rcvrCralLocaraTno=010&rcvrMexno=9183&rcvrCralIdvTno=2746", "010-9183-2746", "rcvr_telno"),
        ("firstPhoneNo=010&middlePhoneNo=9183&lastPhoneNo=2746", "010-9183-2746", "telno"),
        ("rmitTelRgnNo=02&rmitTelTxnoNo=918&rmitTelEndNo=2746", "02-918-2746", "rmitTel_telno"),
        ("rmitCellSctNo=010&rmitCellTxnoNo=9183&rmitCellEndNo=2746", "010-9183-2746", "rmitCell_telno"),
        ("emlId=kim&emlDomain=example.kr", "kim@example.kr", "eml"),
        ("aplcntEml1=kim&aplcntEml2=example.kr", "kim@example.kr", "aplcntEml"),
        ("emailAdres1=kim&emailAdres2=example.kr", "kim@example.kr", "emailAdres"),
        ("mbrEmlAddr=kim&dmnEmlAddr=example.kr", "kim@example.kr", "email"),
        ("mail_front=kim&mail_end=example.kr", "kim@example.kr", "mail"),
        ("post1=135&post2=080", "135-080", "postcode"),
        ("od_b_zip1=062&od_b_zip2=36", "06236", "od_b_zip"),
        ("ip1=121&ip2=134&ip3=22&ip4=31", "121.134.22.31", "ip"),
        ("clientIp[]=121&clientIp[]=134&clientIp[]=22&clientIp[]=31", "121.134.22.31", "clientIp"),
    ],
)
def test_names_of_pieces_as_forms_write_them(body: Body, form: str, value: str, key: str) -> None:
    assert (value, key.rstrip(".")) in [(f.value, f.key.rstrip(".")) for f in _whole(body(form.encode()))]
    assert len(_whole(body(form.encode()))) == 1


@pytest.mark.parametrize(
    "form",
    [
        "email1=kim&email2=example.kr&email3=example.kr", "email1=kim&email2=example.kr&email3=direct",
        "email1=kim&email2=&email3=example.kr", "email1=kim&email2=example.kr&email3=Example.KR",
        "emailId=kim&emailDomain=example.kr&emailDomain=example.kr", "mail_id=kim&mail_domain=&mail_select=example.kr",
        "email_id=kim&email_addr=example.kr", "mailFirst=kim&mailLast=example.kr", "email_id=kim&email_site=&email_etc=example.kr",
        "emailId=kim&emailDomain=direct&emailDomain=example.kr", "email=kim&email=example.kr&email=example.kr",
    ],
)  # fmt: skip
def test_a_provider_that_was_chosen_from_a_list_and_written_out(body: Body, form: str) -> None:
    assert [f.value for f in _whole(body(form.encode()))] == ["kim@example.kr"]


@pytest.mark.parametrize(
    "form",
    [
        "email1=kim&email2=example.kr&email3=hanbit.example", "email1=kim&email2=direct&email3=other",
        "email1=kim&email2=a.kr&email3=a.kr&email4=a.kr", "email1=a.kr&email2=kim&email3=kim", "email_id=kim&email_addr=kim@example.kr",
    ],
)  # fmt: skip
def test_two_providers_or_none_are_no_address(body: Body, form: str) -> None:
    assert not _whole(body(form.encode()))


def test_what_is_asked_for_again_and_not_filled_in_hides_nothing(body: Body) -> None:
    raw = b"tel1=010&tel2=9183&tel3=2746&tel1=02&tel2=&tel3="
    assert [f.value for f in _whole(body(raw))] == ["010-9183-2746"]
    assert [f.value for f in _whole(body(b"tel1=02&tel2=&tel3=&tel1=010&tel2=9183&tel3=2746"))] == ["010-9183-2746"]
    assert not _whole(body(b"tel1=010&tel1=02&tel2=9183&tel2=345&tel3=2746&tel3=6789"))


def test_two_of_two_boxes_are_no_number_of_four(body: Body) -> None:
    assert [f.value for f in _whole(body(b"tel1=1588&tel2=0001&tel1=1599&tel2=0002"))] == ["1588-0001", "1599-0002"]
