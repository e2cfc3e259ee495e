"""Traffic that says nothing about anybody: pictures, product lists, and decoys that only look like personal data."""

from collections.abc import Mapping

from hosts import IMAGES, SHOP
from pieces import Piece, gzip, json_text
from recording import Answer, Recording, place

OKHTTP = {"user-agent": "okhttp/4.12.0", "x-app-version": "5.2.1"}
GOODS = ("캠핑 컵", "접이식 테이블", "면 이불", "머그잔", "무선 선풍기", "등산 양말", "책상 조명", "수납 상자")


def pictures(recording: Recording, count: int) -> None:
    """Fetch product pictures from the edge; their bytes are random behind the mark of the format."""
    for _ in range(count):
        number = recording.random.randrange(20000, 99999)
        data = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + recording.random.randbytes(
            recording.random.randrange(1500, 9000)
        )
        edge = {
            "cf-ray": f"{recording.random.getrandbits(64):016x}-ICN",
            "cf-cache-status": "HIT",
            "server": "cloudflare",
        }
        where = place(f"https://{IMAGES}/p/{number}_480.jpg", w=480)
        recording.ask("GET", where, headers=OKHTTP, answer=Answer(Piece(data), "image/jpeg", headers=edge))


def _product(recording: Recording) -> dict[str, object]:
    pick = recording.random
    return {
        "id": pick.randrange(1_000_000_000, 1_099_999_999),
        "sku": f"HB-{pick.randrange(20000, 99999)}",
        "title": pick.choice(GOODS),
        "won": pick.randrange(39, 990) * 100,
        "stock": pick.randrange(400),
        "rating": pick.randrange(30, 50) / 10,
        "updated": recording.millis() - pick.randrange(10**9),
    }


def products(recording: Recording, count: int, cookies: Mapping[str, Piece | str]) -> None:
    """Fetch lists of products."""
    for page in range(count):
        listed = json_text({"page": page, "items": [_product(recording) for _ in range(12)]})
        where = place(f"https://{SHOP}/api/v5/products", category=recording.random.randrange(10, 60), page=page)
        recording.ask("GET", where, headers=OKHTTP, cookies=cookies, answer=Answer(gzip(listed), encoding="gzip"))


def decoys(recording: Recording, cookies: Mapping[str, Piece | str]) -> None:
    """Show things that look like a phone, a card, a place, a person's identifier or an address, and are none."""
    lookalikes = {
        "productId": 1029384756,
        "variantId": "20104829384756",
        "createdAt": 1795482005123,
        "orderNo": "2026112417394029",
        "etag": "f1d2c3b4a5968778695a4b3c2d1e0f1029384756afbecdd0e1f2031425364758",
        "requestId": recording.token(),
        "won": 1042900,
        "view": {"lat": 35.179554, "lng": 129.075642, "zoom": 11},
        "contact": "help@hanbit-help.example",
        "model": "SM-S931",
    }
    where = place(f"https://{SHOP}/api/v5/orders/summary", trace=recording.token())
    recording.ask("GET", where, headers=OKHTTP, cookies=cookies, answer=Answer(json_text(lookalikes)))


def housekeeping(recording: Recording, count: int) -> None:
    """Ask for flags and fonts, as apps do all day."""
    for _ in range(count):
        name = recording.random.choice(("flags", "banners", "strings", "fonts", "notices"))
        where = place(f"https://{SHOP}/static/{name}.json", v=recording.random.randrange(100, 999))
        recording.ask(
            "GET",
            where,
            headers=OKHTTP,
            answer=Answer(json_text({"name": name, "rev": recording.random.randrange(900)})),
        )
