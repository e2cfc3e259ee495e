"""What stands around a value in real traffic and is nobody's: numbers, digests, identifiers, prices, places of a map.

Each looks like personal data in one way and is told apart by what it is called or how it is made.
"""

import base64
import hashlib
import random
import uuid
from collections.abc import Callable
from typing import Any

from corpus.person import ALNUM, luhn

type Pair = tuple[str, Any]

WORDS = [
    "view",
    "click",
    "impression",
    "banner",
    "home",
    "search",
    "list",
    "detail",
    "cart",
    "push",
    "event",
    "page",
    "main",
    "sub",
    "top",
    "best",
    "sale",
    "new",
]
SYLLABLES = "가나다라마바사아자차카타파하주문배송상품할인쿠폰구니무료특가신상인기"


def _digits(draw: random.Random, size: int) -> str:
    return "".join(draw.choices("0123456789", k=size))


def _hex(draw: random.Random, size: int) -> str:
    return "".join(draw.choices("0123456789abcdef", k=size))


def _phone_like(draw: random.Random) -> Pair:
    return draw.choice(("product_id", "itemId", "goodsNo", "sku")), f"010{_digits(draw, 8)}"


def _order(draw: random.Random) -> Pair:
    name = draw.choice(("order_no", "orderId", "ordNo", "invoice_no"))
    return name, luhn(draw.choice(("4", "51", "9", "35")) + _digits(draw, draw.randint(13, 14)))[:16]


def _dated_order(draw: random.Random) -> Pair:
    day = f"2{draw.randint(3, 6)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    return draw.choice(("order_no", "orderNumber", "txn_id")), f"{day}-{draw.randint(0, 9)}{_digits(draw, 6)}"


def _business(draw: random.Random) -> Pair:
    name = draw.choice(("product_code", "item_no", "catalog_id"))
    return name, f"{draw.randint(101, 899)}-{draw.randint(10, 89)}-{_digits(draw, 5)}"


def _time(draw: random.Random) -> Pair:
    name = draw.choice(("ts", "timestamp", "event_time", "created_at", "expires", "client_time"))
    seconds = draw.randint(1_700_000_000, 1_799_999_999)
    return name, draw.choice((seconds, seconds * 1000 + draw.randint(0, 999), f"{seconds}.{_digits(draw, 3)}"))


def an_uuid(draw: random.Random) -> Pair:
    name = draw.choice(("request_id", "trace_id", "event_id", "x_correlation", "impression_id", "nonce"))
    text = str(uuid.UUID(int=draw.getrandbits(128), version=4))
    return name, draw.choice((text, text.upper(), text.replace("-", "")))


def a_hash(draw: random.Random) -> Pair:
    name = draw.choice(("etag", "sig", "checksum", "img_hash", "sign", "cache_key", "build_hash"))
    return name, _hex(draw, draw.choice((16, 32, 40, 64, 96, 128)))


def _hash64(draw: random.Random) -> Pair:
    size = draw.choice((16, 20, 32, 48, 64))
    return draw.choice(("signature", "digest", "integrity")), base64.b64encode(draw.randbytes(size)).decode()


def _price(draw: random.Random) -> Pair:
    name = draw.choice(("price", "amount", "salePrice", "discount", "shipping_fee"))
    return name, draw.choice(
        (draw.randint(10, 9999) * 100, f"{draw.randint(1, 999)},{_digits(draw, 3)}", draw.random() * 100)
    )


def _map(draw: random.Random) -> Pair:
    name = draw.choice(("viewport", "map_center", "bounds", "mapView"))
    latitude, longitude = 33 + draw.random() * 3, 126 + draw.random() * 3
    return name, draw.choice((f"{latitude:.6f},{longitude:.6f}", {"n": round(latitude, 6), "e": round(longitude, 6)}))


def a_version(draw: random.Random) -> Pair:
    name = draw.choice(("version", "sdk_ver", "build", "schema_version"))
    return name, ".".join(str(draw.randint(0, 250)) for _ in range(draw.choice((3, 4))))


def _tracking(draw: random.Random) -> Pair:
    return draw.choice(("tracking_no", "waybill", "barcode", "ean")), _digits(draw, draw.choice((10, 12, 13, 14)))


def _snowflake(draw: random.Random) -> Pair:
    name = draw.choice(("post_id", "ad_id_num", "creative_id", "campaign_id", "fb_app_ref"))
    return name, draw.choice(("89", "35", "45", "17")) + _digits(draw, draw.choice((13, 16, 17)))


def _product(draw: random.Random) -> Pair:
    return draw.choice(
        ("model_code", "product_no", "styleCode")
    ), f"{draw.choice('PMSR')}{_digits(draw, draw.choice((8, 12)))}"


def _mailbox(draw: random.Random) -> Pair:
    return "image", f"https://img.shop.example/{draw.choice(WORDS)}/{_hex(draw, 6)}@{draw.randint(2, 3)}x.png"


def _seller(draw: random.Random) -> Pair:
    number = f"{draw.choice(('02', '031', '1588'))}-{_digits(draw, 4)}-{_digits(draw, 4)}"
    return draw.choice(("seller_tel", "cs_center", "storePhone")), number[-14:]


def _server(draw: random.Random) -> Pair:
    return draw.choice(
        ("server_ip", "edge_host", "dns_server")
    ), f"203.{draw.randint(1, 250)}.{draw.randint(1, 250)}.{draw.randint(1, 250)}"


def _config(draw: random.Random) -> Pair:
    text = f'{{"ab":{draw.randint(1, 99)},"{draw.choice(WORDS)}":"{draw.choice(WORDS)}"}}'
    return draw.choice(("cfg", "experiment", "state")), base64.b64encode(text.encode()).decode().rstrip("=")


def _words(draw: random.Random) -> Pair:
    return draw.choice(("event", "section", "layout", "tab")), "_".join(draw.sample(WORDS, draw.randint(1, 3)))


def _title(draw: random.Random) -> Pair:
    name = draw.choice(("title", "label", "goods_title"))
    return name, " ".join("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(draw.randint(1, 4)))


def _flag(draw: random.Random) -> Pair:
    return draw.choice(("enabled", "is_new", "cnt", "pos", "rank")), draw.choice(
        (True, False, 0, 1, draw.randint(2, 500))
    )


def _given_out(draw: random.Random) -> Pair:
    """What systems give to everybody in place of an identifier, and digests of it and of nothing."""
    plain = draw.choice(("", "02:00:00:00:00:00", "00000000-0000-0000-0000-000000000000", "null"))
    name = draw.choice(("device_id", "mac_address", "bssid", "idfa_md5", "installation_id"))
    return name, draw.choice(
        ("02:00:00:00:00:00", *(hashlib.new(kind, plain.encode()).hexdigest() for kind in ("md5", "sha1")))
    )


def _site(draw: random.Random) -> Pair:
    return draw.choice(("sid", "site_sid")), draw.choice("19") + _digits(draw, 18)


FORM_TEXTS: tuple[Pair, ...] = (
    ("nickname", "닉네임"), ("loginPw", "암호"), ("realName", "이름을 입력해 주세요"), ("receiverName", "받는분"), ("password", "too_weak"),
    ("memberId", "required"), ("userId", "Long"), ("contacts", "denied"), ("clipboard", "prompt"), ("address1", "상세주소"), ("fullName", "姓名"),
    ("userName", "请输入用户名"), ("user_name", "[nickname]"), ("member_id", "#{id}"), ("mac_addr", "__MAC1__"), ("passwd", "••••••••"),
)  # fmt: skip
OTHERS: tuple[Pair, ...] = (
    ("uid", "item-33"), ("did", "deal_12"), ("iid", "icon_4"), ("sid", "sort_price"), ("callCenter_tel", "1588-1234"), ("tel_no", "+8215771234"),
    ("giftCardNo", "5317974054293827"), ("lang", "sql"), ("carrier_name", "equals"), ("referrer", "same-origin"), ("min_app_version", "3.0.0"),
    ("session", "Session@1a2b3c4d"), ("serialNumber", "0A:1B:2C:3D:4E"), ("pwd", "/usr/src/app"), ("mfgCountry", "베트남"),
    ("frame", "this@MainActivity.onCreate"), ("build_fingerprint", "0a6230c1e23130afba20d46385bd830df851c5e5"),
)  # fmt: skip


def _form_text(draw: random.Random) -> Pair:
    """What forms, schemas and permissions say under the names of personal data."""
    return draw.choice(FORM_TEXTS)


def _other(draw: random.Random) -> Pair:
    """What shares a name with personal data and is told apart by its value."""
    return draw.choice(OTHERS)


def _opaque(draw: random.Random) -> Pair:
    return draw.choice(("blob", "enc", "ctx")), "".join(draw.choices(ALNUM, k=draw.randint(12, 120)))


def _placed_order(draw: random.Random) -> Pair:
    """A number of a shop, a branch, a day and a count: 18 digits with a date in the middle."""
    day = f"{draw.randint(2015, 2026)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    return draw.choice(("pay_seq", "receipt_key", "slip_num")), f"{draw.randint(110000, 659999)}{day}{_digits(draw, 4)}"


def _coded(draw: random.Random) -> Pair:
    """What is as long as an account, a chassis or a chip, with capitals and digits."""
    code = "".join(draw.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=draw.choice((17, 20, 22))))
    other = f"{draw.choice(('NL', 'GB', 'KR', 'US'))}{_digits(draw, 20)}"
    return draw.choice(("voucher", "lot_code", "pickup_code")), draw.choice((code, other, "89" + _digits(draw, 30)))


WORDED: tuple[Pair, ...] = (
    ("job", "sync-daily"), ("jobName", "cleanup"), ("family", "Roboto"), ("party", "4"), ("thirdParty", "Y"), ("race", "10km"), ("raceName", "서울마라톤"), ("union", "outer"), ("major", "3"),
    ("degree", "30"), ("grade", "A+"), ("disabled", True), ("exception", "none"), ("errorCode", "E1023"), ("eid", "1fa3c8de"), ("genotype", "default"), ("conviction", "strong"),
    ("creditCard", "hyundai"), ("interestRate", "3.5"), ("loanProduct", "전세"), ("education", 7), ("children", [1, 2]), ("parentName", "여성의류"), ("embedding", [0.1234, -0.2345]),
    ("fontFace", "Pretendard"), ("vaccine", "default"), ("faithful", "Y"), ("housing", "titanium case"), ("staff_pick", "Y"), ("issueDate", "2026-11-01"), ("unionPay", "62"), ("idType", "banner"),
)  # fmt: skip


def _worded(draw: random.Random) -> Pair:
    """What programs and shops call by words that are a person's elsewhere."""
    return draw.choice(WORDED)


KINDS: tuple[Callable[[random.Random], Pair], ...] = (
    _phone_like, _order, _dated_order, _business, _time, an_uuid, a_hash, _hash64, _price, _map, a_version, _tracking, _snowflake,
    _product, _mailbox, _seller, _server, _config, _words, _title, _flag, _given_out, _site, _opaque, _form_text, _other, _placed_order, _coded, _worded,
)  # fmt: skip


_NAMES_ALONE = frozenset(
    {_phone_like, _dated_order, _business, _map, _product, _seller, _site, _form_text, _other, _worded}
)
"""Decoys that have the very form of something personal, so that only their names tell."""
NAMELESS = tuple(kind for kind in KINDS if kind not in _NAMES_ALONE)


def pairs(draw: random.Random, count: int) -> list[Pair]:
    """Draw named decoys, no name twice."""
    made = dict(draw.choice(KINDS)(draw) for _ in range(count))
    return list(made.items())


def nameless(draw: random.Random, count: int) -> list[str]:
    """Draw decoys for places without names."""
    drawn = [draw.choice(NAMELESS)(draw)[1] for _ in range(count)]
    return [str(value) for value in drawn if not isinstance(value, dict)]


def flat(draw: random.Random, count: int) -> list[tuple[str, str]]:
    """Draw decoys for places that hold text alone."""
    return [(name, str(value)) for name, value in pairs(draw, count) if not isinstance(value, dict)]
