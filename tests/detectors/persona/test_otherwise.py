"""Values that are the person's letter by letter and something else where they stand."""

import pytest
from support.fields import field, leaves
from support.personas import detect, leaf

VALUES = {
    "gender": "M", "postal_code": "97004", "birth_date": "1973-09-27", "carrier": "SKTelecom",
    "device_model": "SM-S936N", "phone_number": "010-1328-9525",
}  # fmt: skip


def _found(document: object) -> list[tuple[str, str]]:
    return [(found.field.path, found.category) for found in detect(*leaves(document), **VALUES)]


@pytest.mark.parametrize(
    "document",
    [
        {"product": {"gender": "M"}},
        {"goods": {"gender": "남성"}},
        {"item": {"sex": "M"}},
        {"products": [{"detail": {"gender": "M"}}]},
        {"target_gender": "M"},
        {"seller": {"zipcode": "97004"}},
        {"store": {"address": {"zipcode": "97004"}}},
        {"child": {"birth": {"year": "1973"}}},
        {"child": {"gender": "M"}},
        {"network": {"plans": ["SKTelecom", "KT"]}},
        {"options": ["SKTelecom"]},
        {"phones": ["SM-S936N 케이스"]},
        {"q": "clear case for SM-S936N"},
        {"product": {"title": "Galaxy S25 SM-S936N 256GB"}},
        {"hash_id": "a01013289525b"},
        {"installed_at": "1973-09-27"},
        {"img": "https://img.example/730927/19730927_1.jpg"},
        {"thumb": "/p/19730927.webp?w=2"},
        {"product": {"mfgDate": "1973-09-27", "expDate": "19730927", "bestBefore": "1973.09.27"}},
        {"u": "https://news.example/1973/09/27/a"},
        {"path": "/a/1973/9/27/x"},
        {"book": {"pubDate": "1973-09-27"}},
        {"history": [{"date": "1973-09-27", "text": "founded"}]},
        {"article": {"date": "1973-09-27T00:00:00"}},
        {"goods": [{"modelName": "SM-S936N", "modelNo": "SM-S936N"}]},
        {"products": [{"spec": {"model": "SM-S936N"}}]},
        {"compatibleModels": ["SM-S936N"]},
        {"suggestions": ["SM-S936N case", "SM-S936N"]},
        {"filters": {"device": ["SM-S936N"]}},
        {"delivery": {"carrier": "SKTelecom"}},
        {"shipment": {"carrierName": "SKTelecom"}},
        {"plan": {"telecom": "SKTelecom"}},
        {"usim": {"carrier": "SKTelecom"}},
        {"coupon": {"condition": {"gender": "M"}}},
        {"sizeChart": {"gender": "M"}},
        {"voice": {"gender": "M"}},
        {"ranking": {"gender": "M"}},
        {"facets": [{"name": "gender", "value": "M"}]},
        {"hub": {"postalCode": "97004"}},
        {"post": {"id": "97004"}},
        {"posts": [{"post_id": "97004", "title": "words"}]},
    ],
)
def test_what_is_somebody_elses_or_something_else_is_nothing(document: object) -> None:
    assert _found(document) == []


@pytest.mark.parametrize(
    ("document", "path", "category"),
    [
        ({"user": {"gender": "M"}}, "user.gender", "gender"),
        ({"store": {"user": {"gender": "M"}}}, "store.user.gender", "gender"),
        ({"items": [{"buyer": {"sex": "M"}}]}, "items[0].buyer.sex", "gender"),
        ({"target": {"gender": "M"}}, "target.gender", "gender"),
        ({"items": [{"gender": "M"}]}, "items[0].gender", "gender"),
        ({"shipping": {"zipcode": "97004"}}, "shipping.zipcode", "postal_code"),
        ({"order": {"return": {"zipcode": "97004"}}}, "order.return.zipcode", "postal_code"),
        ({"birth": {"year": "1973"}}, "birth.year", "birth_date"),
        ({"child": {"birth": "1973-09-27"}}, "child.birth", "birth_date"),
        ({"d": "1973/09/27"}, "d", "birth_date"),
        ({"p": "/u/1973-09-27"}, "p", "birth_date"),
        ({"birth_at": "1973-09-27"}, "birth_at", "birth_date"),
        ({"network": {"carrier": "SKTelecom"}}, "network.carrier", "carrier"),
        ({"options": {"carrier": "SKTelecom"}}, "options.carrier", "carrier"),
        ({"ua": "Mozilla/5.0 (Linux; Android 15; SM-S936N Build/A)"}, "ua", "device_model"),
        ({"device": "model=SM-S936N;case=open"}, "device", "device_model"),
        ({"product": "SM-S936N"}, "product", "device_model"),
        ({"items": ["Samsung SM-S936N"]}, "items[0]", "device_model"),
        ({"t": "KRM01013289525F"}, "t", "phone_number"),
        ({"t": "a01013289525"}, "t", "phone_number"),
        ({"events": [{"date": "1973-09-27"}]}, "events[0].date", "birth_date"),
        ({"product": {"buyer": {"date": "1973-09-27"}}}, "product.buyer.date", "birth_date"),
        ({"coupon": {"db": "19730927"}}, "coupon.db", "birth_date"),
        ({"goods": {"birthday": "1973-09-27"}}, "goods.birthday", "birth_date"),
        ({"items": [{"model": "SM-S936N"}]}, "items[0].model", "device_model"),
        ({"product": {"model": "SM-S936N"}}, "product.model", "device_model"),
        ({"products": [{"device": {"model": "SM-S936N"}}]}, "products[0].device.model", "device_model"),
        ({"delivery": {"mobileCarrier": "SKTelecom"}}, "delivery.mobileCarrier", "carrier"),
        ({"delivery": {"device": {"carrier": "SKTelecom"}}}, "delivery.device.carrier", "carrier"),
        ({"coupon": {"user": {"gender": "M"}}}, "coupon.user.gender", "gender"),
    ],
)
def test_what_is_the_persons_stays(document: object, path: str, category: str) -> None:
    assert (path, category) in _found(document)


@pytest.mark.parametrize(
    ("path", "key", "told"),
    [
        ("map.item[4].@value", "gender", True),
        ("map.item[4].@value.gender", "gender", True),
        ("goods.item[4].@value.gender", "gender", False),
        ("item.@price.gender", "gender", False),
        ("item[1].value", "sex", True),
        ("goods.item[1].value", "sex", False),
        ("item.attributes[1].value", "sex", False),
        ("filters[1].value", "sex", False),
        ("item.value", "value", False),
        ("item.sex", "sex", False),
    ],
)
def test_an_item_that_is_a_pair_has_no_sex_of_its_own(path: str, key: str, told: bool) -> None:
    found = detect(field(path, "M", key=key), **VALUES)
    assert [each.category for each in found] == ["gender"] * told


@pytest.mark.parametrize("layer", ["exif", "iptc", "xmp"])
def test_the_keywords_of_a_picture_list_no_goods(layer: str) -> None:
    found = detect(leaf("SM-S936N", "m", path="Keywords[2].m", layers=("multipart", layer, "jwt")), **VALUES)
    assert [one.category for one in found] == ["device_model"]
    assert _found({"Keywords": [{}, {}, {"m": "SM-S936N"}]}) == []
