"""Field names of back ends in Korea and China, by the lists that they come from, and the names of shops beside them.

Sources: Korea's common standard words for public data (공공데이터 공통표준용어) and eGovFrame; the manuals of payment
windows, identity checks, malls and parcel services of Korea; open platforms of China; WHATWG autocomplete tokens.
"""

import json
from datetime import UTC, datetime

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import build_all
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECTORS = build_all(Context())
PHONE, HOME, CALLED, BORN = "010-7391-8254", "서울특별시 마포구 월드컵로 212", "정하린", "1992-03-17"
NAMED, RESIDENT = "王小明", "920317-2******"
DIGEST = "96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a"
PERSON = {"userNm": CALLED, "userTel": PHONE}


def told(body: object) -> set[tuple[str, str]]:
    """Give the paths with the categories that anything but a seeded value tells of a body."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    message = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw))
    now = datetime(2026, 11, 28, tzinfo=UTC)
    url = "https://api.some-app.example/v1/x"
    sent = Exchange("1", "c", 0, now, "", "", "http/2", "POST", url, "api.some-app.example", 443, message, None)
    decoded = decode(sent)
    return {(one.field.path, one.category) for detect in DETECTORS for one in detect(sent, decoded)}


@pytest.mark.parametrize(
    ("body", "category"),
    [
        # the common standard words, and what public bodies wrote before them
        ({"FLNM": CALLED, "KORN_FLNM": CALLED, "mbrFlnm": CALLED, "APLCNT_NM": CALLED, "ADDRSE_NM": CALLED}, "name"),
        ({"ADDRSE_TELNO": PHONE, "recptrMblTelno": PHONE, "APLCNT_MBTELNO": PHONE, "hdphnNo": PHONE}, "phone_number"),
        ({"MBR_DADDR": "103동 1204호", "bscAddr": HOME, "HOUSE_ADRES": HOME, "DETAIL_ADRES": "302호"}, "postal_address"),
        ({"brthdyDe": BORN, "birYMD": BORN}, "birth_date"),
        ({"sexdstnCode": "F", "GNDR_NM": "여", "sexFl": "w"}, "gender"),
        ({"NTNLTY_CD": "KR", "ntnltyNm": "대한민국"}, "nationality"),
        ({"CUST_PRIDTF_NO": RESIDENT, "certNo": RESIDENT, "sfzh": RESIDENT, "id_card_num": RESIDENT}, "resident_registration_number"),
        ({"ACTNO": "110-234-567890", "refundActno": "110-234-567890"}, "bank_account"),
        ({"actno": "3333012345678", "dpstrFlnm": CALLED}, "bank_account"),
        ({"SSN_NO": RESIDENT, "iden_no": RESIDENT, "PERSONAL_ID": RESIDENT, "pridtf_no": RESIDENT}, "resident_registration_number"),
        ({"DRV_LIC_NO": "11-19-123456-20", "drvrLcnsNo": "11-19-123456-20", "DL_NUM": "11-19-123456-20"}, "driver_license_number"),
        ({"PASS_NO": "M12345678", "PPORT_NO": "M123A4567"}, "passport_number"),
        ({"RECV_ACCT": "110-234-567890", "출금계좌번호": "110-234-567890", "ownerAccount": "110-234-567890"}, "bank_account"),
        ({"BORN_DATE": BORN, "출생일": BORN, "CUST_AGE": "33", "연령": "33"}, "birth_date"),
        ({"소유자명": CALLED, "피보험자명": CALLED, "한글명": CALLED, "nameInKorean": CALLED, "receiverNameKr": CALLED, "tel": PHONE}, "name"),
        # payment windows and identity checks
        ({"ordr_idxx": "202611280041", "P_OID": "202611280041", "Moid": "202611280041"}, "order"),
        ({"LGD_AMOUNT": "39000", "P_AMT": "39000"}, "payment_history"),
        ({"LGD_PAYER": CALLED, "sndOrdername": CALLED, "sndMobile": PHONE}, "name"),
        ({"LGD_DELIVERYINFO": HOME}, "postal_address"),
        ({"reg_num": "01073918254", "cash_id_info": "01073918254", "ReceiptTypeNo": "01073918254"}, "phone_number"),
        ({"IDNo": "920317", "CardNo": "4532015112830366"}, "birth_date"),
        ({"user_info": "19920317", "account_holder_info": "920317", "user_seq_no": "1100712345"}, "birth_date"),
        ({"cardPassword": "12"}, "password"),
        ({"card_mask_no": "4532-12**-****-1234"}, "card_number"),
        ({"foreigner": "1", "userNation": "0", "unique_key": "ab"}, "nationality"),
        ({"user_name": CALLED, "user_cell_no": PHONE}, "name"),
        # malls, parcels and the customs
        ({"rcptpeNm": CALLED, "ordpeNm": CALLED, "acperNm": CALLED, "odrNm": CALLED}, "name"),
        ({"recNm": CALLED, "recTel": PHONE}, "name"),
        ({"ordTlphnNo": PHONE, "dvpMphnNo": PHONE, "orderer": {"ordererNumber": PHONE, "safeNumber": "0508-1234-5678"}}, "phone_number"),
        ({"psnCscUniqNo": "P123456789012", "clearance_information": "P123456789012"}, "customs_clearance_code"),
        ({"dlvMsgCont": "문 앞에 놓아 주세요", "DelMemo": "문 앞에 놓아 주세요", "shipping_message": "문 앞에"}, "message"),
        ({"mb_id": "harin92", "mbrSn": "10023871"}, "user_id"),
        ({"custPsno": "04123"}, "postal_code"),
        # China, in characters, in pinyin and by initials
        ({"shoujianren": NAMED, "zhenshixingming": NAMED, "开户人": NAMED, "收件人姓名": NAMED}, "name"),
        ({"xm": NAMED, "lxr": NAMED, "sjh": PHONE}, "name"),
        ({"linkMan": NAMED, "linkPhone": PHONE}, "name"),
        ({"收件人电话": PHONE, "lxdh": PHONE, "mask_post_tel": "010-****-8254"}, "phone_number"),
        ({"收件地址": HOME, "jiatingzhuzhi": HOME, "detailInfo": HOME}, "postal_address"),
        # whose it is and what it is, in one word
        ({"수취인전화번호": PHONE, "주문자연락처": PHONE, "수취인연락처1": PHONE}, "phone_number"),
        ({"받는분주소": HOME, "받는분상세주소": "103동 1204호", "자택주소": HOME}, "postal_address"),
        ({"수취인우편번호": "04123"}, "postal_code"),
        ({"보내는분성명": CALLED, "수하인": CALLED, "예금주명": CALLED}, "name"),
        # standards of the web
        ({"additional-name": "Harin", "cc-name": "LEE HARIN", "cc-number": "4532015112830366", "tel": PHONE}, "name"),
        ({"user_data": {"fn": DIGEST, "ln": DIGEST}}, "name"),
        ({"user_data": {"ph": DIGEST}}, "phone_number"),
        ({"user_data": {"zp": DIGEST}}, "postal_code"),
        ({"address": {"formatted": "212, World Cup-ro, Mapo-gu, Seoul"}}, "postal_address"),
        ({"smsList": [{"body": "택배가 도착했습니다"}]}, "message"),
    ],
)  # fmt: skip
def test_documented_names(body: dict[str, object], category: str) -> None:
    found = told(body)
    beside = {"dpstrFlnm", "sndMobile", "CardNo", "user_seq_no", "unique_key", "user_cell_no", "recTel", "sjh", "linkPhone", "cc-number", "tel"}  # fmt: skip
    missed = [name for name in paths(body) if name not in beside and (name, category) not in found]
    assert not missed


def paths(body: object, over: str = "") -> list[str]:
    if isinstance(body, dict):
        return [
            path for name, value in body.items() for path in paths(value, f"{over}.{name}" if over else written(name))
        ]
    if isinstance(body, list):
        return [path for at, value in enumerate(body) for path in paths(value, f"{over}[{at}]")]
    return [over]


def written(name: str) -> str:
    return name


SHOP = ("02-3412-5678", "010-2345-6789")


@pytest.mark.parametrize("beside", [{}, PERSON])
@pytest.mark.parametrize("value", SHOP)
@pytest.mark.parametrize(
    "name",
    [
        *("empTelno", "bizTel", "bsns_telno", "compTel", "INST_TELNO", "rprsTelno", "bzentyTelno", "bplcTelno", "brnshpTelNo", "frcsTelno"),
        *("mngrTelno", "managerTel", "mertTel", "LGD_CUSTOM_MERTPHONE", "sellertel", "helpDeskTel", "customerServicePhone", "supportTel"),
        *("riderPhone", "staffTel", "servicePhone", "afterSalesPhone", "라이더연락처", "문의전화", "售后电话"),
        *("매장전화번호", "매장연락처", "대표번호", "고객센터전화번호", "판매자연락처", "담당자연락처", "택배기사연락처", "업체전화번호"),
        *("商家电话", "客服电话", "店铺电话", "公司电话", "dianpudianhua", "kefudianhua"),
    ],
)  # fmt: skip
def test_a_shops_telephone_is_nobodys(name: str, value: str, beside: dict[str, str]) -> None:
    assert (name, "phone_number") not in told({**beside, name: value})


@pytest.mark.parametrize(
    "name",
    ["bizAddr", "comp_addr1", "instAddr", "bzentyAddr", "brnshpAddr", "outboundAddr", "매장주소", "출고지주소", "반품지주소", "店铺地址", "公司地址"],
)  # fmt: skip
def test_where_a_shop_is_nobody_lives(name: str) -> None:
    assert (name, "postal_address") not in told({**PERSON, name: HOME})


@pytest.mark.parametrize("name", ["bizEmail", "compEmail", "rprsEml", "instEmlAddr", "supportEmail", "판매자이메일"])
def test_a_shops_mailbox_is_nobodys(name: str) -> None:
    assert (name, "email") not in told({**PERSON, name: "seller77@naver.com"})


@pytest.mark.parametrize("name", ["bizZipCode", "compZip", "instZip", "bplcZip", "매장우편번호"])
def test_a_shops_postcode_is_nobodys(name: str) -> None:
    assert (name, "postal_code") not in told({**PERSON, name: "06236"})


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        # a wrapper is called a business as well, and members of a business are people
        ({"biz_content": {"buyerTel": "02-3412-5678"}}, None),
        ({"bizMemberTel": "02-3412-5678"}, None),
        # whose card it is, and which company's
        ({"cardNm": "현대", "cardNo": "4532015112830366"}, ("cardNm", "name")),
        ({"card_name": "비씨"}, ("card_name", "name")),
        ({"cardCd": "01"}, ("cardCd", "card_number")),
        ({"cardCode": "361"}, ("cardCode", "card_number")),
        # the box of a form before the at sign, and what a computer is called
        ({**PERSON, "APLCNT_EML_ADDR": "harin.lee92"}, ("APLCNT_EML_ADDR", "postal_address")),
        ({**PERSON, "webAddr": "shop main 2"}, ("webAddr", "postal_address")),
        # two halves of a name of which there is neither
        ({"first_name": "null", "last_name": "null", "phone": "1"}, ("last_name+first_name", "name")),
        # a company's number has the form of a resident's, and what is called in Korean and English is no person
        ({"법인등록번호": "110111-1234567"}, ("법인등록번호", "resident_registration_number")),
        ({"crno": "110111-1234567"}, ("crno", "resident_registration_number")),
        ({"countryNameEn": "South Korea"}, ("countryNameEn", "name")),
        ({"menuNmKor": "오늘의추천"}, ("menuNmKor", "name")),
        ({"한글명": "오늘의추천"}, ("한글명", "name")),
        ({"passNo": "20261128"}, ("passNo", "passport_number")),
        # short forms beside nobody, and in another form
        ({"fn": "Main Banner"}, ("fn", "name")),
        ({"xm": "小米"}, ("xm", "name")),
        ({"sender": "배송팀"}, ("sender", "name")),
        ({"accountName": "Prod Main", "accountNumber": "123456789012"}, ("accountName", "name")),
        ({"idName": "Main Menu"}, ("idName", "name")),
        ({"flnm": "report_2026.pdf"}, ("flnm", "name")),
        ({"user_data": {"fn": "init"}}, ("user_data.fn", "name")),
        ({"safeNo": "20261128001"}, ("safeNo", "phone_number")),
        ({"reg_num": "2148187654"}, ("reg_num", "phone_number")),
        ({"ordererNumber": "10392847"}, ("ordererNumber", "phone_number")),
        ({"odrNo": "2026112800041"}, ("odrNo", "user_id")),
        ({"certNo": "483920"}, ("certNo", "resident_registration_number")),
        ({"iden": "1234567"}, ("iden", "resident_registration_number")),
        ({"user_info": "20261128"}, ("user_info", "birth_date")),
        ({"IDNo": "261128"}, ("IDNo", "birth_date")),
        ({"foreigner": "1"}, ("foreigner", "nationality")),
        ({"actno": "2026112800012"}, ("actno", "bank_account")),
        ({"body": "택배가 도착했습니다"}, ("body", "message")),
    ],
)  # fmt: skip
def test_near_misses(body: dict[str, object], wrong: tuple[str, str] | None) -> None:
    found = told(body)
    if wrong is None:
        assert any(category == "phone_number" for _, category in found)
    else:
        assert wrong not in found
