import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.categories import taxonomy
from trafficaudit.declarations import items
from trafficaudit.declarations.wording import key


def test_the_examples_hold() -> None:
    assert doctest.testmod(items).failed == 0


@pytest.mark.parametrize(
    ("text", "reading", "categories"),
    [
        ("수령인 성명", "named", "name"),
        ("광고식별자(ADID)", "named", "advertising_id"),
        ("광고식별자 등", "named", "advertising_id"),
        ("[필수] 이메일 주소", "named", "email"),
        ("IP address (hashed)", "named", "ip_address"),
        ("기기정보(모델명, OS 버전)", "named", "device_model os_version"),
        ("접속로그", "broad", "ip_address transmission_time user_agent"),
        ("상담 내역", "not_in_traffic", ""),
        ("기기정보(조도 지표)", "unread", ""),
        ("설치 ID", "named", "installation_id"),
        ("기기 고유값", "named", "device_id"),
        ("음성 메시지", "named", "voice"),
        ("피부톤", "named", "health"),
        ("오류 로그", "named", "diagnostics"),
        ("와이파이(SSID, BSSID) 목록", "broad", "wifi_ssid wifi_bssid"),
        ("와이파이 AP 정보", "broad", "wifi_ssid wifi_bssid"),
        *((words, "unread", "") for words in ("연령", "비콘 정보", "추천인 정보", "자녀 생년월일")),
        ("카드 뒤 4자리", "unread", ""),
        ("기기정보(상담내역)", "unread", ""),
        ("상담내역(전화)", "not_in_traffic", ""),
        ("서비스 개선 지표", "unread", ""),
        ("手机号码", "named", "phone_number"),
        ("收货地址等", "named", "postal_address postal_code region"),
        ("통신사 정보", "named", "carrier mcc_mnc"),
        ("구매 금액", "named", "payment_history"),
        ("해시 처리된 이메일", "named", "email"),
        ("암호화된 휴대전화번호", "named", "phone_number"),
        (
            "기기식별자",
            "broad",
            "advertising_id android_id vendor_id installation_id device_id imei serial_number mac_address device_fingerprint",
        ),
        ("해시화된 이메일", "named", "email"),
        ("단방향 암호화된 CI", "named", "connecting_information"),
        ("hashed email addresses", "named", "email"),
        ("비식별 처리된 이메일", "unread", ""),
        ("해시화된 지표", "unread", ""),
        ("이벤트 로그", "named", "behaviour"),
        ("Wi-Fi 정보", "broad", "wifi_ssid wifi_bssid"),
        ("청구지 주소", "named", "postal_address postal_code region"),
        ("쿠키 식별자", "named", "advertising_cookie"),
        ("카드 정보", "broad", "card_number"),  # no account of a bank stands on a card
        ("결제 정보", "broad", "card_number bank_account payment_history"),
        ("통관정보", "broad", "customs_clearance_code"),
        ("조회 기록", "broad", "product_view viewed_page"),
        ("국적", "named", "nationality"),
        ("차량번호", "named", "vehicle_number"),
        ("상용고객번호", "named", "user_id"),
        ("얼굴사진", "broad", "face photo"),
        ("유전정보", "named", "genetic_data"),
        ("범죄경력자료", "named", "criminal_record"),
        ("노동조합 가입 여부", "named", "union_or_party"),
        ("신분증 사본", "named", "identity_document"),
        ("직업", "named", "occupation"),
        ("신용정보", "named", "credit_information"),
        ("차량정보", "broad", "vehicle_number vehicle vehicle_identification_number"),
        ("크래시 로그", "named", "diagnostics"),
        ("피부 타입", "named", "health"),
        ("몸무게", "named", "body_measurements"),
        (
            "민감정보",
            "broad",
            "health biometrics genetic_data criminal_record ethnicity beliefs union_or_party sexual_life",
        ),
        ("민감정보(건강정보, 인종)", "named", "health ethnicity"),
        ("여권정보", "broad", "passport_number nationality"),
    ],
)
def test_words_become_categories_or_stay_unread(text: str, reading: str, categories: str) -> None:
    (item,) = items.read(text)
    assert (item.reading, " ".join(item.categories)) == (reading, categories)
    assert item.words in text


def test_words_that_have_their_last_one_in_common() -> None:
    told = [(item.words, item.reading) for item in items.read("기기 및 OS 정보, 구매 및 결제 기록")]
    assert told == [("기기", "broad"), ("OS 정보", "named"), ("구매", "named"), ("결제 기록", "named")]
    assert [(item.words, item.reading) for item in items.read("기기 및 상담내역")] == [
        ("기기", "unread"),
        ("상담내역", "not_in_traffic"),
    ]
    assert [(item.words, item.reading) for item in items.read("품질 및 기기 정보")] == [
        ("품질", "unread"),
        ("기기 정보", "broad"),
    ]


def test_an_open_list_in_brackets_leaves_the_collective_term_open() -> None:
    (item,) = items.read("기기정보(모델명, OS 버전 등)")
    assert item.reading == "broad"
    assert {"device_model", "screen"} <= set(item.categories)


def test_what_a_list_includes_counts_beside_the_collective_term() -> None:
    (item,) = items.read("device information (including advertising ID, device model, OS)")
    assert item.reading == "broad"
    assert {"advertising_id", "device_model", "screen"} <= set(item.categories)
    (item,) = items.read("device information (including some things of ours)")
    assert item.reading == "unread"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[필수] 이름, 이메일 [선택] 생년월일", "이름 이메일 생년월일"),
        ("(필수) ADID (선택) 이메일", "ADID 이메일"),
        ("[필수] 이름\n[선택] 성별", "이름 성별"),
        ("이메일\n(해시), 성별", "이메일 (해시) 성별"),
        ("이름(선택), 성별", "이름(선택) 성별"),
        ("이메일 (선택) 및 성별", "이메일 (선택) 성별"),
        ("姓名、手机号及收货地址", "姓名 手机号 收货地址"),
    ],
)
def test_labels_of_what_is_required_part_a_list(text: str, expected: str) -> None:
    found = items.read(text)
    assert " ".join(item.words for item in found) == expected
    assert {item.reading for item in found} == {"named"}


def test_what_stands_behind_the_last_comma_is_an_item_too() -> None:
    found = items.read("Name, phone number (optional), and shipping address, 이름, 및 성별")
    assert [item.words for item in found] == ["Name", "phone number (optional)", "shipping address", "이름", "성별"]
    assert {item.reading for item in found} == {"named"}


def test_what_is_named_before_a_list_goes_on_counts() -> None:
    assert [(item.words, item.reading) for item in items.read("이름, 휴대폰번호 등 주문에 필요한 정보")] == [
        ("이름", "named"),
        ("휴대폰번호 등", "named"),
        ("주문에 필요한 정보", "unread"),
    ]
    assert [item.reading for item in items.read("신호등 정보")] == ["unread"]


@pytest.mark.parametrize("text", ["없음", "해당 없음", "-", "N/A", ""])
def test_that_there_is_none_is_no_item(text: str) -> None:
    assert items.read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "카드번호(앞 6자리)",
        "생년월일(연도만)",
        "주소(구까지)",
        "이름(일부)",
        "card number (last four digits)",
        "주소(우편번호 제외)",
        "휴대전화번호(수집하지 않음)",
        "이메일(미수집)",
        "address (except the postcode)",
        "email (not collected)",
    ],
)
def test_brackets_that_take_something_out_leave_open_what_is_named(text: str) -> None:
    (item,) = items.read(text)
    assert (item.words, item.reading, item.categories) == (text, "unread", ())


def test_a_long_list_takes_as_long_as_it_is() -> None:
    text = ", ".join(f"항목{number}" for number in range(20_000))
    begun = time.monotonic()
    assert len(items.read(text)) == 20_000
    assert time.monotonic() - begun < 30


def test_identifiers_are_no_device_information() -> None:
    (item,) = items.read("단말기정보")
    assert not {"advertising_id", "android_id", "imei"} & set(item.categories)


def test_the_same_words_count_once_and_keep_their_order() -> None:
    assert [item.words for item in items.read("이메일, 성명 및 주소, 이메일")] == ["이메일", "성명", "주소"]


def test_every_word_is_in_its_comparable_form_and_every_category_known() -> None:
    known = items.entries()
    assert not [word for word in known if key(word) != word]
    assert {slug for entry in known.values() for slug in entry.categories} <= set(taxonomy())
    assert all(entry.why for entry in known.values() if entry.reading == "broad")


def test_names_of_the_taxonomy_are_known_in_both_languages() -> None:
    for slug, category in taxonomy().items():
        if slug != "contacts":  # 연락처 is a telephone number in a policy, the address book in the taxonomy
            assert slug in items.entries()[key(category.ko)].categories
        assert slug in items.entries()[key(category.en)].categories


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for item in items.read(text):
        assert bool(item.categories) == (item.reading in ("named", "broad"))


@pytest.mark.parametrize(
    "words", ["이메일1)", "이메일 주2)", "이메일²", "이메일*", "성명(국문·영문)", "성명 (한글/영문)"]
)
def test_marks_of_footnotes_and_scripts_leave_an_item_what_it_is(words: str) -> None:
    (item,) = items.read(words)
    assert (item.categories, item.reading) == (("email",) if "이메일" in words else ("name",), "named")


def test_a_number_before_a_bracket_that_was_opened_is_no_mark() -> None:
    assert items.read("카드번호(앞 6)")[0].reading == "named"
    assert items.read("주소 (도로명 2)")[0].words == "주소 (도로명 2)"


@pytest.mark.parametrize("words", ["나이", "연령대", "신분증", "모든 개인정보", "프로필", "식별자"])
def test_words_that_may_be_less_or_more_than_one_category_cover_nothing(words: str) -> None:
    assert [(item.categories, item.reading) for item in items.read(words)] == [((), "unread")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("이메일, 전화번호를 제외한 회원정보", ""),
        ("이메일, 전화번호는 수집하지 않습니다.", ""),
        ("이름/이메일을 제외", ""),
        ("Account data excluding name, email and phone", ""),
        ("We do not transfer name, email", ""),
        ("no name, email", ""),
        ("이름, 이메일, 단 주소는 제외", "이름 이메일"),
        ("이름, 이메일(주소 제외)", "이름"),
        ("name, email, but not address, birthday", "name email"),
        ("IP 주소, 개인을 식별하지 않는 통계", "IP 주소"),
        ("성명\n이메일, 전화번호는 수집하지 않음", "성명"),
        ("성명 (이메일\n전화번호), 주소를 제외한 정보", ""),
        ("phone no, email", "phone no email"),
    ],
)
def test_a_list_of_what_is_left_out_covers_nothing(text: str, read: str) -> None:
    assert " ".join(item.words for item in items.read(text) if item.reading == "named") == read


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("회원의 이메일", "email"),
        ("이용자 IP", "ip_address"),
        ("정보주체의 성명", "name"),
        ("성명 정보", "name"),
        ("your email address", "email"),
        ("user's name", "name"),
        ("email data", "email"),
        ("암호화된 회원의 이메일 정보", "email"),
    ],
)
def test_whose_an_item_is_leaves_it_what_it_is(words: str, category: str) -> None:
    assert [(item.categories, item.reading) for item in items.read(words)] == [((category,), "named")]


@pytest.mark.parametrize(
    "words", ["고객 정보", "user data", "법정대리인의 이름", "회원 등급", "정보", "이용자 문의", "배송 정보 정보"]
)
def test_what_is_left_without_its_owner_has_to_be_known(words: str) -> None:
    assert [item.reading for item in items.read(words)] == ["unread"]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("기기 OS 버전", ("os_version",)),
        ("단말기의 언어", ("locale",)),
        ("모바일 광고 ID", ("advertising_id",)),
        ("휴대폰 번호", ("phone_number",)),
        ("기기 이름", ("device_name",)),
        ("받는 분 주소", ("postal_address", "postal_code", "region")),
        ("SHA-256으로 해시된 이메일", ("email",)),
        ("전화번호 해시", ("phone_number",)),
        ("OS 종류 및 버전", ("os_name", "os_version")),
        ("氏名", ("name",)),
        ("電子郵件", ("email",)),
        ("정밀 위치정보, 위도·경도", ("coordinates",)),
    ],
)
def test_more_words_of_policies(text: str, slugs: tuple[str, ...]) -> None:
    found = items.read(text)
    assert tuple(dict.fromkeys(slug for item in found for slug in item.categories)) == slugs


@pytest.mark.parametrize(
    "text",
    [
        *("이름(가명)", "IP 주소(익명화)", "IP address (truncated)", "익명화된 IP 주소", "나이", "출생연도", "연령대"),
        *("법정대리인 이름", "보호자 연락처", "비상연락처", "담당자 이메일", "자녀 생년월일"),
        *("기기 비밀번호", "기기 위치", "단말기 메모", "해시", "상품명"),
    ],
)
def test_what_is_another_s_or_less_than_it_says_covers_nothing(text: str) -> None:
    assert [item.categories for item in items.read(text)] == [()]


def test_a_sentence_on_how_to_reach_somebody_names_no_item() -> None:
    found = items.read("성명, 주소\n이메일, 전화번호 등으로 문의하실 수 있습니다.")
    named = [item.words for item in found if item.reading == "named"]
    assert named == ["성명", "주소"]
    assert [item.reading for item in items.read("이메일, 문의 내용")] == ["named", "named"]
