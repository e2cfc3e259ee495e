"""What forms, schemas and complaints say under the names of personal data, beside what people enter there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import CONTEXT, field, find, identified, leaves

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.described import is_label, tells_of_field
from trafficaudit.detectors.key import search as key

DETECT = key.build(CONTEXT)
FORMS = [
    {"labels": {"name": "이름", "nickname": "닉네임", "password": "비밀번호", "loginPw": "암호", "address1": "기본주소", "city": "도시"}},
    {"texts": {"firstName": "First name", "password": "Your password", "address1": "Street address", "nickname": "Nickname"}},
    {"texts": {"fullName": "姓名", "nickname": "昵称", "user_name": "请输入用户名", "地址": "请输入地址", "수령인": "받는 분을 입력해 주세요"}},
    {"types": {"userId": "Long", "password": "CharSequence", "deviceId": "UUID", "imei": "varchar(15)", "fullName": "string | null", "address1": "Address[]"}},
    {"errors": {"password": "too_weak", "user_id": "DUPLICATED", "nickname": "TOO_LONG", "realName": "required", "memberId": "INVALID_FORMAT"}},
    {"permissions": {"contacts": "denied", "clipboard": "prompt", "callLog": "notDetermined"}},
    {"i18n": {"carrier": "SKTelecom", "email": "a.kim@mail.example.kr"}},
    {"user": {"name": "비회원", "nickname": "게스트", "memberNo": "미정", "realName": "匿名用户", "city": "all", "password": "********"}},
    {"user": {"name": "[name]", "nickname": "<%= nick %>", "mac": "__MAC1__", "memberId": "#{id}", "fullName": "%NAME%"}},
]  # fmt: skip
ENTERED = [
    ("realName", "이나래", "name"), ("nickname", "닉네임왕", "user_name"), ("passwd", "too_weak_9!", "password"), ("userId", "Long1990", "user_id"),
    ("city", "도시락시", "region"), ("address1", "주소로 12", "postal_address"), ("contacts", "이나래,010-2345-6789", "contacts"),
    ("delivery_memo", "문 앞에 놓아 주세요", "message"), ("network_type", "wifi", "network_type"), ("location_permission", "denied", "device_state"),
    ("searchKeyword", "이름", "search_query"), ("deviceId", "uuid-4f1e2d", "device_id"), ("name_on_card", "Long Lee", "name"),
    ("firstName", "Nick", "name"), ("lastName", "Long", "name"), ("surname", "Street", "name"),
]  # fmt: skip


@pytest.mark.parametrize("document", FORMS, ids=[next(iter(document)) for document in FORMS])
def test_texts_of_forms_are_nobodys(document: object) -> None:
    assert [(one.field.path, one.category) for one in find(DETECT, *leaves(document))] == []


@pytest.mark.parametrize(("path", "value", "category"), ENTERED)
def test_what_somebody_entered_is_found_beside_them(path: str, value: str, category: str) -> None:
    assert [one.category for one in find(DETECT, field(path, value))] == [category]


def test_a_placeholder_has_no_number_of_anybody() -> None:
    assert identified("placeholder", "hong@mail.kr") == identified("placeholder", "010-2345-6789") == {}
    assert identified("hint", "010-2345-6789") == {}
    assert identified("place", "010-2345-6789") == {"phone_number": 0.6}


@given(st.sampled_from(sorted(taxonomy())), st.text(max_size=20), st.text() | st.binary())
def test_any_value_is_a_text_of_a_form_or_none(category: str, name: str, value: str | bytes) -> None:
    assert tells_of_field(category, name, value) in {True, False}


@pytest.mark.parametrize(
    ("label", "value", "name", "told"),
    [
        ("item.name", "orderNo", "orderNo", []),
        ("item.name", "brandLine", "brandLine", []),
        ("user.name", "Kim", "Kim", ["name"]),
        ("item.name", "Red Shoes", "value", ["product_view"]),
        ("item.name", "orderNo", "value", ["product_view"]),
    ],
)
def test_what_the_value_beside_it_goes_by_is_a_label(label: str, value: str, name: str, told: list[str]) -> None:
    beside = field(f"{label.partition('.')[0]}.value", "-", key=name)
    assert [one.category for one in find(DETECT, field(label, value), beside)] == told
    elsewhere = field("other.value", "-", key=name)
    assert len(find(DETECT, field(label, value), elsewhere)) == 1


def test_members_of_xml_rpc_are_nobodys_names() -> None:
    place = "methodCall.params.param.value.struct.member"
    fields = Fields.of(
        (field(f"{place}.name", "addresses"), field(f"{place}[1].name", "탁보람"), field("member.name", "탁보람"))
    )
    assert [is_label(fields, index, "name") for index in range(3)] == [True, True, False]
