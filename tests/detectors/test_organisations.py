import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Message
from trafficaudit.persona import Persona

SHOP = {"name": "김하늘", "telephone": "+821047261538", "email": "kim@example.kr", "address": {"postalCode": "06234"}}


WORDS = "https://schema.org"


def claimed(document: object, person: Persona | None = None, *, sent: bool = False) -> set[tuple[str, str]]:
    body = json.dumps(document).encode()
    message = Message(((b"content-type", b"application/ld+json"),), body, body_size=len(body))
    made = exchange(request=message) if sent else exchange(response=message)
    decoded = decode(made)
    return {(f.field.path, f.category) for detect in build_all(Context(person)) for f in detect(made, decoded)}


@pytest.mark.parametrize("kind", ["Organization", "Store", "Corporation", "LocalBusiness", "Hotel"])
def test_what_is_published_of_a_shop_is_nobodys(kind: str) -> None:
    assert claimed({"@context": WORDS, "@type": kind} | SHOP) == set()
    assert (
        claimed(
            {"@context": {"@vocab": f"{WORDS}/"}, "@graph": [{"@type": kind, "founder": {"name": "김하늘"}} | SHOP]}
        )
        == set()
    )


def test_words_of_another_vocabulary_say_nothing_of_an_organisation() -> None:
    assert ("email", "email") in claimed({"@context": "https://w3id.org/security/v1", "@type": "Store"} | SHOP)


@pytest.mark.parametrize("kind", ["Person", "Order", "PostalAddress", "", "store of mine"])
def test_of_anything_else_it_is_claimed(kind: str) -> None:
    assert {("telephone", "phone_number"), ("email", "email")} <= claimed({"@context": WORDS, "@type": kind} | SHOP)


@pytest.mark.parametrize("context", [{}, {"@context": "https://shop.example/words"}])
def test_a_kind_of_another_vocabulary_is_no_organisation(context: dict[str, str]) -> None:
    assert {("telephone", "phone_number"), ("email", "email")} <= claimed(context | {"@type": "Event"} | SHOP)


def test_only_within_the_description() -> None:
    order = {"@context": WORDS, "@type": "Order", "customer": SHOP, "seller": {"@type": "Organization"} | SHOP}
    found = claimed(order)
    assert ("customer.telephone", "phone_number") in found
    assert not [path for path, _ in found if path.startswith("seller")]


def test_who_writes_what_an_app_sends_is_somebody() -> None:
    review = {"@context": WORDS, "@type": "Review", "email": "cs@example.kr", "author": {"@type": "Person"} | SHOP}
    assert claimed(review) == set()
    found = claimed(review, sent=True)
    assert ("author.telephone", "phone_number") in found
    assert ("email", "email") not in found


def test_a_context_holds_within_its_own_object() -> None:
    beside = {"page": {"@context": WORDS, "@type": "WebPage"}, "sent": {"@type": "Event"} | SHOP}
    assert ("sent.telephone", "phone_number") in claimed(beside)
    assert claimed({"@context": [WORDS, "https://w3id.org/x"], "@type": "Store"} | SHOP) == set()
    assert claimed({"page": {"@context": WORDS, "inner": {"@type": "Event"} | SHOP}}) == set()


def test_a_seeded_value_stays_one() -> None:
    person = Persona("p", {"phone_number": ("010-4726-1538",)}, "")
    assert claimed({"@context": WORDS, "@type": "Store"} | SHOP, person) == {("telephone", "phone_number")}


@given(
    st.recursive(st.text(max_size=6), lambda inner: st.dictionaries(st.sampled_from(["@type", "a", "email"]), inner))
)
def test_any_document(document: object) -> None:
    claimed(document)


@pytest.mark.parametrize(
    "path",
    [
        ("order", "line_items", "seller", "customer"),
        ("orderItems", "sellerInfo", "contact"),
        ("products", "shop", "owner"),
        ("lineItems", "vendor"),
    ],
)
def test_who_sells_a_line_of_an_order_is_not_who_ordered(path: tuple[str, ...]) -> None:
    person = {"first_name": "Haneul", "email": "kim@market.kr", "phone": "010-4726-1538"}
    document: object = person
    for name in reversed(path):
        document = {name: [document] if name.lower().endswith(("items", "products")) else document}
    assert claimed(document, sent=True) == set()


def test_what_is_seen_of_a_seller_stays_an_article_that_was_seen() -> None:
    assert claimed({"lineItems": [{"vendor": {"id": "S-1234"}}]}, sent=True) == {
        ("lineItems[0].vendor.id", "product_view")
    }


@pytest.mark.parametrize(
    "document",
    [
        {"line_items": [{"seller": {"id": 7}}], "customer": {"email": "kim@market.kr"}},
        {"line_items": [{"recipient": {"email": "kim@market.kr"}}]},
        {"orders": [{"store": {"customer": {"email": "kim@market.kr"}}}]},
        {"shop": {"line_items": [{"customer": {"email": "kim@market.kr"}}]}},
    ],
)
def test_who_orders_is_claimed_beside_a_seller(document: object) -> None:
    assert "email" in {category for _, category in claimed(document, sent=True)}


GROUP = {"name": "Initech", "email": "hr@initech.kr", "phone": "02-4726-1538", "address": {"street": "27 Gaonnuri-ro"}}


@pytest.mark.parametrize("wrap", [lambda call: call, lambda call: {"batch": [call]}])
def test_the_traits_of_a_group_are_nobodys(wrap: Callable[[object], object]) -> None:
    call = {"type": "group", "userId": "mem-8841-xyz", "groupId": "g-77", "traits": GROUP}
    assert {category for _, category in claimed(wrap(call), sent=True)} == {"user_id"}


@pytest.mark.parametrize("context", [{}, {"groupId": "g-77"}])
def test_the_traits_of_who_is_in_a_group_are_a_persons(context: dict[str, str]) -> None:
    call = {"type": "identify", "context": {"app": "x", **context}, "traits": GROUP}
    assert ("traits.email", "email") in claimed(call, sent=True)


OWNER = {
    "login": "shop-tools",
    "avatar_url": "https://a.example/u/4652001",
    "name": "김하늘",
    "email": "kim@example.kr",
}


@pytest.mark.parametrize("kind", ["Organization", "Bot"])
def test_an_account_that_is_an_organisations_is_nobodys(kind: str) -> None:
    assert claimed({"name": "tools", "owner": OWNER | {"type": kind}}) == set()


@pytest.mark.parametrize("kind", ["User", "organization", ""])
def test_that_of_a_user_is_somebodys(kind: str) -> None:
    assert ("owner.avatar_url", "photo") in claimed({"owner": OWNER | {"type": kind}})


def test_what_an_app_sends_and_the_members_of_an_organisation_stay() -> None:
    assert ("owner.email", "email") in claimed({"owner": OWNER | {"type": "Organization"}}, sent=True)
    found = claimed({"type": "Organization", "members": [OWNER | {"type": "User"}]})
    assert ("members[0].email", "email") in found


@pytest.mark.parametrize("company", ["아이맘코리아 물류팀", "(주)한빛", "Hanbit Store"])
def test_a_company_that_sends_a_parcel_is_nobody(company: str) -> None:
    told = {"phone": "010-4726-1538", "address": "경기도 광주시 초월읍 산수로 554-1", "email": "kim@example.kr"}
    receiver = {"receiver": {"name": "김하늘", "address": "서울특별시 강남구 테헤란로 152"}}
    found = claimed({"sender": {"name": company} | told} | receiver, sent=True)
    assert found == {("receiver.name", "name"), ("receiver.address", "postal_address")}
    found = claimed({"sender": {"name": "김하늘"} | told} | receiver, sent=True)
    assert {("sender.name", "name"), ("sender.address", "postal_address"), ("sender.phone", "phone_number")} <= found
