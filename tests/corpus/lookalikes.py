"""Near misses of the person's own values, and of anybody's, as dense as real traffic has them: nothing to be claimed."""

import json
import random
from typing import Any

from corpus import decoys
from corpus.person import Values, luhn

type Pair = tuple[str, Any]


def body(draw: random.Random, values: Values) -> bytes:
    """Give a JSON document full of them."""
    pairs = [*near(draw, values), *anybody(draw), *decoys.pairs(draw, 4)]
    draw.shuffle(pairs)
    return json.dumps([dict(pairs[:5]), dict(pairs[5:])]).encode()


def near(draw: random.Random, values: Values) -> list[Pair]:
    """Give what nearly is one of the person's values, or is one under the name of something else."""
    latitude, longitude = values["coordinates"].split(",")
    first, middle, last = values["phone_number"].split("-")
    return [
        ("geo", draw.choice((f"-{latitude},{longitude}", f"{latitude},-{longitude}", f"1{latitude},{longitude}"))),
        ("pos", [f"-{latitude}", longitude]),
        ("stores", [_shop(draw, float(latitude), float(longitude)) for _ in range(3)]),
        ("product", {"gender": values["gender"], "title": f"{values['device_model']} 케이스"}),
        ("seller", {"zipcode": values["postal_code"]}),
        ("goods", [{"modelName": values["device_model"], "mfgDate": values["birth_date"]}]),
        (draw.choice(("compatibleModels", "suggestions")), [values["device_model"]]),
        (draw.choice(("delivery", "shipment")), {"carrier": values["carrier"]}),
        (draw.choice(("plan", "usim")), {"telecom": values["carrier"]}),
        (draw.choice(("coupon", "voice", "sizeChart")), {"gender": values["gender"]}),
        ("genderOptions", draw.sample(["F", "M"], 2)),
        ("birthYears", list(range(1960, 2010))),
        ("telecoms", [{"name": name} for name in draw.sample([values["carrier"], "KT", "LGU+"], 3)]),
        ("reviews", [{"gender": sex, "birthYear": draw.randint(1960, 2009)} for sex in "FMFM"]),
        ("supportedDevices", [values["device_model"], "SM-G998N", "SM-A536N"]),
        (draw.choice(("history", "article")), {"date": values["birth_date"]}),
        ("log", f"choose gender=F gender=M; goods.gender={values['gender']} seller.zip={values['postal_code']} ok"),
        ("masked_phone", f"{first}-****-{(int(last) + 1) % 10_000:04}"),
        ("masked_mail", f"q***{values['email'].partition('@')[0][-1]}@{values['email'].partition('@')[2]}"),
        ("card_last4", f"{(int(values['card_number'][-4:]) + 1) % 10_000:04}"),
        ("pet", {"age": draw.randint(1, 80)}),
        ("child", {"birth": {"year": values["birth_date"][:4]}}),
        ("sdk_version", values["ip_address"]),
        ("oid", f"1.{values['ip_address']}.4"),
        ("agent", f"lib-{values['ip_address']}.{draw.randint(1, 9)}"),
        (draw.choice(("release_date", "installed_at")), values["birth_date"]),
        ("blob_id", f"{draw.choice('abcdef')}{first}{middle}{last}{draw.choice('abcdef')}"),
        ("order_no", draw.choice((f"{draw.randint(1, 9)}{first}{middle}{last}", f"{first}{middle}{last}{draw.randint(0, 9)}"))),
        ("ratio", f"0.{first}{middle}{last}"),
        ("mac_like", values["mac_address"][:-1] + draw.choice("qwz")),
        ("tail", values["connecting_information"][:40]),
    ]  # fmt: skip


def _shop(draw: random.Random, latitude: float, longitude: float) -> dict[str, Any]:
    """Give a shop some 50 to 600 metres from the person."""
    up, across = (draw.choice((-1, 1)) * draw.uniform(0.0004, 0.004) for _ in range(2))
    return {"title": f"shop {draw.randint(1, 99)}", "lat": round(latitude + up, 6), "lng": round(longitude + across, 6)}


def anybody(draw: random.Random) -> list[Pair]:
    """Give numbers that look like personal ones under names of something else."""

    def digits(size: int) -> str:
        return "".join(draw.choices("0123456789", k=size))

    coupon = luhn("4" + digits(14))
    return [
        ("coupon_code", "-".join(coupon[at : at + 4] for at in range(0, 16, 4))),
        ("goods_code", f"P{draw.randint(11, 49)}{digits(10)}"),
        ("vendorItemId", int("8" + digits(10))),
        ("ean13", "880" + digits(10)),
        ("package", f"left-pad@{draw.randint(1, 9)}.{draw.randint(0, 9)}.0.tgz"),
        ("elapsed", ":".join(f"{draw.randint(10, 59)}" for _ in range(6))),
        ("pin", draw.choice(("top", "bottom"))),
        ("$ref", f"#/definitions/{digits(3)}"),
        ("contacts", "/help"),
        ("carrier", draw.choice(("아기띠", "CJ대한통운"))),
        ("mac", "ff:ff:ff:ff:ff:ff"),
        ("Volume", int("1" + digits(6))),
        ("tile", f"15/{draw.randint(27000, 28000)}/{draw.randint(12000, 13000)}"),
        ("fbAppId", luhn("35" + digits(12))),
        ("chunk", f"{draw.randint(1, 99)}.{draw.randint(0, 250)}.{draw.randint(0, 250)}.{draw.randint(0, 250)}.js"),
        ("map_url", f"/static?center=37.{digits(6)},127.{digits(6)}&zoom=15"),
        ("price_krw", f"{draw.randint(1, 999)},{digits(3)},{digits(3)}"),
        ("session_timeout", digits(10)),
    ]  # fmt: skip
