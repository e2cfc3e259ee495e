"""What objects say that they are, and of which fields it holds."""

from collections.abc import Sequence

import pytest
from support.fields import CONTEXT, field, find

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key import search as key
from trafficaudit.detectors.key.kinds import BOOK, Place, kind_at, kinds
from trafficaudit.model import Field

DETECT = key.build(CONTEXT)


def said(*fields: Field) -> dict[Place, str]:
    return dict(kinds(Fields.of(fields)))


def named(*fields: Field) -> Sequence[tuple[str, str]]:
    return [(found.field.direction, found.category) for found in find(DETECT, *fields)]


def test_members_of_json_api_stand_in_its_attributes() -> None:
    assert said(field("data.type", "users")) == {("request", "body", "data.attributes."): "users"}


def test_members_of_graphql_and_json_ld_stand_beside_it() -> None:
    assert said(field("a.__typename", "User"), field("@type", "Store")) == {
        ("request", "body", "a."): "User",
        ("request", "body", ""): "Store",
    }


def test_a_sentence_a_number_and_an_element_of_a_list_are_no_kind() -> None:
    assert said(field("type", "two words"), field("type", "7"), field("@type[0]", "Store"), field("x", "User")) == {}


def test_what_an_answer_says_that_it_is_holds_of_the_answer_alone() -> None:
    found = kinds(Fields.of((field("@type", "Store", direction="response"),)))
    assert kind_at(found, "response", "body", "phone") == "Store"
    assert kind_at(found, "request", "body", "phone") == ""
    assert kind_at(found, "response", "header", "phone") == ""


def test_a_shop_that_answers_hides_nothing_of_the_person_who_asks() -> None:
    phone = field("phone", "010-2345-6789")
    assert named(phone) == [("request", "phone_number")]
    assert named(phone, field("@type", "Store", direction="response")) == [("request", "phone_number")]
    assert named(phone, field("@type", "Store")) == []


def test_a_user_in_an_answer_makes_no_name_in_the_request_a_persons() -> None:
    name, user = field("name", "봄 가디건"), field("__typename", "User", direction="response")
    assert named(name, user) == []
    assert named(field("name", "봄가디", part="header"), field("__typename", "User")) == []


def test_the_object_that_is_the_value_of_a_pair_is_what_the_pair_names() -> None:
    assert said(field("props[0].key", "os"), field("props[0].value.version", "16")) == {
        ("request", "body", "props[0].value."): "os"
    }
    assert said(field("a.v.version", "16"), field("a.k", "os")) == {("request", "body", "a.v."): "os"}
    assert said(field("a.name", "os"), field("a.version", "16"), field("a.value.x", "16")) == {}


def test_what_a_user_says_is_told_from_what_an_assistant_says() -> None:
    assert said(field("messages[0].role", "user")) == {("request", "body", "messages[0]."): "utterance"}
    assert said(field("messages[0].role", "system"), field("messages[1].role", "assistant")) == {}
    spoken = field("contents[0].role", "user"), field("contents[0].parts[1].text", "이 약을 먹어도 되나요")
    assert named(*spoken) == [("request", "message")]
    assert named(field("contents[0].role", "model"), spoken[1]) == []


def test_a_list_sent_to_where_contacts_are_handed_over_is_of_contacts() -> None:
    """The address says it where the body calls it a list."""
    told = field("list[0].name", "김과장"), field("list[0].phone", "010-7712-0044")
    sync = field("path[2]", "contacts", part="url"), field("path[3]", "sync", part="url")
    assert {category for _, category in named(*sync, *told)} == {"contacts"}
    assert {category for _, category in named(field("path[1]", "uploadAddressBook", part="url"), *told)} == {"contacts"}
    assert "contacts" not in {category for _, category in named(sync[0], *told)}
    assert "contacts" not in {category for _, category in named(*sync, field("owner.phone", "010-7712-0044"))}


def step(number: int, text: str) -> Field:
    return field(f"path[{number}]", text, part="url", key="", layers=("url",))


WRITTEN = field("content", "김밥이 아직 따뜻해요")


@pytest.mark.parametrize("steps", [("reviews",), ("room", "chat"), ("comment", "publish"), ("qna",)])
def test_an_address_says_that_it_takes_what_somebody_writes(steps: tuple[str, ...]) -> None:
    address = [step(number, text) for number, text in enumerate(steps)]
    assert ("request", "message") in named(*address, WRITTEN)
    assert ("request", "message") not in named(*address, field("content", "A12"))
    assert ("request", "message") not in named(*address, field("banner.content", "김밥이 아직 따뜻해요"))


@pytest.mark.parametrize("steps", [("banners",), ("reviews", "search"), ("chat", "completions"), ("reviews", "list")])
def test_an_address_that_asks_for_texts_or_for_something_else(steps: tuple[str, ...]) -> None:
    address = [step(number, text) for number, text in enumerate(steps)]
    assert ("request", "message") not in named(*address, WRITTEN)


@pytest.mark.parametrize("steps", [("mtop.shop.review.submit",), ("friend", "invite"), ("feedback",), ("gift", "send")])
@pytest.mark.parametrize("wrapper", ["", "data.", "variables.input."])
def test_what_a_gateway_puts_it_in_changes_nothing(steps: tuple[str, ...], wrapper: str) -> None:
    address = [step(number, text) for number, text in enumerate(steps)]
    assert ("request", "message") in named(*address, field(f"{wrapper}content", "김밥이 아직 따뜻해요"))
    assert ("request", "message") not in named(*address, field(f"{wrapper}card.content", "김밥이 아직 따뜻해요"))


@pytest.mark.parametrize("path", ["overseas", "items.overseas", "a.b.personalInfo"])
def test_each_thing_that_is_agreed_to_at_an_address_for_consents(path: str) -> None:
    assert named(step(0, "consent"), field(path, "N")) == [("request", "consent_state")]
    assert named(step(0, "consent"), field(path, "매우 좋음")) == []
    assert named(step(0, "settings"), field(path, "N")) == []


def test_whom_an_address_follows_is_somebody_else() -> None:
    follow, whom = step(0, "follow"), field("user_id", "6990112040")
    assert named(step(0, "users"), whom) == [("request", "user_id")]
    assert named(follow, whom) == []
    assert named(follow, whom, field("target_id", "6990112041")) == [("request", "user_id")]


@pytest.mark.parametrize(
    ("steps", "is_one"),
    [
        (("contacts", "sync"), True), (("upload", "hashcontacts"), True), (("contact", "v3", "upload_e164"), True), (("contact", "add"), False),
        (("contact",), False), (("contact", "register"), False),
    ],
)  # fmt: skip
def test_addresses_that_hand_an_address_book_over(steps: tuple[str, ...], is_one: bool) -> None:
    found = said(*(step(number, text) for number, text in enumerate(steps)))
    assert (BOOK in found) is is_one


def test_several_cards_are_a_book_and_one_may_be_the_senders() -> None:
    first, second = (field(f"[{number}].FN", "정해린", layers=("vcard",)) for number in (0, 1))
    assert named(first) == []
    assert named(first, second) == [("request", "contacts")] * 2


def test_what_stands_beside_who_says_it_and_to_whom_is_a_message() -> None:
    text = field("message.content", "다리가 휘어서 왔어요")
    assert ("request", "message") in named(field("message.to.role", "seller"), field("message.from.id", "7"), text)
    assert named(field("to.role", "seller"), text) == []  # beside another object
    assert named(text, *(field(f"message.x{n}", "1") for n in range(20)), field("message.to.id", "7")) == []
    assert (
        named(
            field("message.from.id", "7", direction="response"),
            field("message.content", "다리가 휘어서 왔어요", direction="response"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("operation", "document", "wanted"),
    [
        ("WriteReview", "mutation WriteReview($input: R!) { writeReview(input: $input) { ok } }", True),
        ("SubmitInquiry", "", True),
        ("Reviews", "query Reviews($input: R!) { reviews(input: $input) { id } }", False),
        ("Comments", "{ comments { id } }", False),
        ("getReview", "", False),
        ("SearchReviews", "", False),
        ("UpdateCart", "mutation UpdateCart { a }", False),
    ],
)
def test_the_name_of_an_operation_says_what_an_address_says(operation: str, document: str, wanted: bool) -> None:
    called = field("operationName", operation), field("query", document)
    written = field("variables.input.content", "김밥이 아직 따뜻해요")
    assert (("request", "message") in named(step(0, "graphql"), *called, written)) is wanted
    assert ("request", "message") not in named(step(0, "graphql"), field("x.operationName", operation), written)


def test_the_method_of_a_remote_call_says_what_an_address_says() -> None:
    called, written = field("method", "review.write"), field("params.content", "김밥이 아직 따뜻해요")
    assert ("request", "message") in named(field("jsonrpc", "2.0"), called, written)
    assert ("request", "message") not in named(called, written)
    assert ("request", "message") not in named(field("jsonrpc", "2.0"), field("method", "review.list"), written)


def test_a_text_may_stand_in_the_address_of_a_page_s_call() -> None:
    address = step(0, "mtop.shop.review.submit")
    assert ("request", "message") in named(address, field("query.data.content", "김밥이 아직 따뜻해요", part="url"))
    assert ("request", "message") not in named(address, field("query.content", "김밥이 아직 따뜻해요", part="url"))
    assert ("request", "message") not in named(
        step(0, "mtop.shop.review.list"), field("query.data.content", "김밥이 아직 따뜻해요", part="url")
    )


@pytest.mark.parametrize("turn", ["role", "speaker", "senderType"])
def test_what_a_customer_says_is_told_from_what_who_serves_him_says(turn: str) -> None:
    text = field("lines[0].text", "환불은 언제 되나요")
    assert ("request", "message") in named(field(f"lines[0].{turn}", "CUSTOMER"), text)
    assert ("request", "message") not in named(field(f"lines[0].{turn}", "agent"), text)
