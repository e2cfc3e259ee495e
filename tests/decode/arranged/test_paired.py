"""Names beside their values: they name the value; whatever else stands there does not."""

import pytest

from trafficaudit.decode.arranged.paired import rename
from trafficaudit.decode.node import Child


def _keys(*members: tuple[str, str, str | bytes]) -> list[str]:
    children: list[Child] = [(path, key, value, 0, 0, True) for path, key, value in members]
    rename(children)
    return [child[1] for child in children]


@pytest.mark.parametrize(
    ("name", "value"), [("key", "value"), ("name", "value"), ("k", "v"), ("n", "v"), ("Key", "Value")]
)
def test_a_name_in_the_same_object_names_the_value(name: str, value: str) -> None:
    assert _keys((f"a[0].{name}", name, "gender"), (f"a[0].{value}", value, "M")) == [name, "gender"]
    assert _keys((f"a[0].{value}", value, "M"), (f"a[0].{name}", name, "gender")) == ["gender", name]


def test_a_document_may_be_a_name_and_its_value() -> None:
    assert _keys(("name", "name", "gender"), ("value", "value", "M")) == ["name", "gender"]
    assert _keys(("k", "k", "gender"), ("v", "v", "M")) == ["k", "v"]
    assert _keys(("name", "name", "gender"), ("a.value", "value", "M")) == ["name", "a"]


def test_a_name_elsewhere_and_two_names_name_nothing() -> None:
    assert _keys(("a[0].key", "key", "gender"), ("a[1].value", "value", "M")) == ["key", "value"]
    assert _keys(("a.key", "key", "gender"), ("a.name", "name", "Sex"), ("a.value", "value", "M"))[2] == "value"


@pytest.mark.parametrize("name", ["12345", "a b", "x" * 129, "", b"gender"])
def test_what_is_no_name_names_nothing(name: str | bytes) -> None:
    assert _keys(("a.key", "key", name), ("a.value", "value", "M")) == ["key", "value"]


def test_an_entry_of_a_protobuf_map_is_a_message_of_two_fields() -> None:
    assert _keys(("5[0].1", "1", "gender"), ("5[0].2", "2", "M"), ("5[1].1", "1", "x")) == ["1", "gender", "1"]
    assert _keys(("5.1", "1", "gender"), ("5.2", "2", "M"), ("5.3", "3", "x")) == ["1", "2", "3"]
    assert _keys(("1", "1", "gender"), ("2", "2", "M")) == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("attrName", "attrValue"), ("field_name", "field_value"), ("paramNm", "paramVal"), ("columnKey", "value")],
)
def test_names_and_values_of_what_has_both(name: str, value: str) -> None:
    assert _keys((f"a[0].{name}", name, "gender"), (f"a[0].{value}", value, "M")) == [name, "gender"]
    assert (
        _keys(("a[0].optionName", "optionName", "gender"), ("a[0].optionValue", "optionValue", "M"))[1] == "optionValue"
    )


def test_the_first_of_a_pair_in_a_list_of_pairs_names_the_second() -> None:
    assert _keys(("a[0][0]", "", "zip"), ("a[0][1]", "", "06234"), ("a[1][0]", "", "sex"), ("a[1][1]", "", "M")) == [
        "", "zip", "", "sex",
    ]  # fmt: skip
    assert _keys(("[0][0]", "", "zip"), ("[0][1]", "", "06234"), ("[0][2]", "", "x")) == ["", "", ""]
    assert _keys(("a[0]", "", "zip"), ("a[1]", "", "06234")) == ["", ""]
    assert _keys(("accept-language[1][0]", "", "en"), ("accept-language[1][1]", "", "q=0.5")) == ["", ""]
    assert (
        _keys(("a[0][0]", "", "zip"), ("a[0][1]", "", "06234"), ("b[1][0]", "", "sex"), ("b[1][1]", "", "M"))[1] == ""
    )
    assert _keys(("[0][0]", "", "010"), ("[0][1]", "", "1234")) == ["", ""]
    assert _keys(("x", "x", "zip"), ("[0][1]", "", "06234")) == ["x", ""]


@pytest.mark.parametrize("typed", ["stringValue", "doubleValue", "int_value"])
def test_a_value_may_stand_under_its_type(typed: str) -> None:
    path = f"a[0].value.{typed}"
    assert _keys(("a[0].key", "key", "geo.lat"), (path, typed, "37.5")) == ["key", "geo.lat"]
    assert _keys(("a[0].key", "key", "geo.lat"), (f"a[1].value.{typed}", typed, "37.5")) == ["key", typed]
    assert _keys(("a[0].key", "key", "geo.lat"), (f"a[0].other.{typed}", typed, "37.5"))[1] != "geo.lat"


def test_what_a_form_asks_names_the_answer() -> None:
    assert _keys(("a[0].q", "q", "생년월일"), ("a[0].a", "a", "1990-01-15")) == ["q", "생년월일"]
    assert _keys(("a[0].question", "question", "phone"), ("a[0].answer", "answer", "x")) == ["question", "phone"]
    assert _keys(("a[0].label", "label", "phone"), ("a[0].value", "value", "x")) == ["label", "phone"]
    assert _keys(("a.name", "name", "tel"), ("a.label", "label", "Your number"), ("a.value", "value", "x"))[2] == "tel"
    assert _keys(("a.q", "q", "what is it?"), ("a.a", "a", "x")) == ["q", "what is it"]
    assert _keys(("a.q", "q", "1) what?"), ("a.a", "a", "x")) == ["q", "a"]
    assert _keys(("a.name", "name", "tel"), ("a.a", "a", "x")) == ["name", "a"]


def test_a_value_in_a_message_of_its_type_goes_by_the_name_of_its_entry() -> None:
    rows = (
        ("4[0].1", "1", "os.version"),
        ("4[0].2.1", "1", "26.1"),
        ("4[1].1", "1", "geo.lat"),
        ("4[1].2", "2", "\n\x0437.5"),
        ("4[1].2.1", "1", "37.5"),
    )
    assert _keys(*rows) == ["1", "os.version", "1", "2", "geo.lat"]
    read_twice = (("4[0].1", "1", "zip"), ("4[0].2", "2", b"\n\x011"), ("4[0].2[0]", "2", "10"), ("4[0].2.1", "1", "1"))
    assert _keys(*read_twice)[3] == "zip"
    assert _keys(("4[0].1", "1", "a.b"), ("4[0].2.1", "1", "x"), ("4[0].2.2", "2", "y"))[1:] == ["1", "2"]
    assert _keys(("4[0].1", "1", "a.b"), ("4[0].2.1", "1", "x"), ("4[0].3", "3", "y"))[1:] == ["1", "3"]
    assert _keys(("4[0].1", "1", "두 말"), ("4[0].2.1", "1", "x"))[1] == "1"
    assert _keys(("4[0].1", "1", "kr.example.app"), ("4[0].2.1", "1", "x"))[1] == "kr.example.app"


def test_the_only_entry_of_a_map_has_its_name() -> None:
    assert _keys(("4.1", "1", "zipCode"), ("4.2.1", "1", "06234")) == ["1", "zipCode"]
    assert _keys(("2.1.1", "1", "zip"), ("2.1.2.3", "3", "06234"), ("3.1", "1", "x")) == ["1", "zip", "1"]
    assert _keys(("4.1", "1", "zip"), ("4.2.1", "1", "06234"), ("4.3", "3", "y")) == ["1", "1", "3"]
    assert _keys(("4.1", "1", "zip"), ("4.2.1", "1", "06234"), ("4.2.2", "2", "y")) == ["1", "1", "2"]
    assert _keys(("4.1", "1", "kr.example.app"), ("4.2.1", "1", "06234"))[1] == "1"
    assert _keys(("4.1", "1", "두 말"), ("4.2.1", "1", "06234"))[1] == "1"
    assert _keys(("4.1", "1", "zip"), ("5.2.1", "1", "06234"))[1] == "1"


def test_an_element_of_a_credential() -> None:
    assert (
        _keys(("a.elementIdentifier", "elementIdentifier", "family_name"), ("a.elementValue", "elementValue", "Kim"))[1]
        == "family_name"
    )


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [("type", "value", "GAID"), ("idType", "idValue", "android_id"), ("system", "value", "phone"), ("type", "id", "imei"), ("identity_type", "identity", "email"),
     ("documentType", "document", "cpf"), ("document_type", "document_number", "PASSPORT"), ("type", "number", "SSN")],
)  # fmt: skip
def test_the_type_of_an_identity_is_its_name(kind: str, value: str, said: str) -> None:
    assert _keys((f"a[0].{kind}", kind, said), (f"a[0].{value}", value, "x")) == [kind, said]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [("type", "value", "text"), ("type", "id", "product"), ("type", "name", "email"), ("type", "id", b"imei"), ("type", "value", "e" * 60),
     ("documentType", "document", "invoice"), ("type", "number", "home")],
)  # fmt: skip
def test_another_type_names_nothing(kind: str, value: str, said: str | bytes) -> None:
    assert _keys((f"a[0].{kind}", kind, said), (f"a[0].{value}", value, "x")) == [kind, value]


@pytest.mark.parametrize(
    ("name", "value"), [("attribute_code", "value"), ("attributeCode", "value"), ("fieldCode", "fieldValue")]
)
def test_an_attribute_is_called_by_its_code(name: str, value: str) -> None:
    assert _keys((f"a[0].{name}", name, "gender"), (f"a[0].{value}", value, "M")) == [name, "gender"]


def test_what_has_no_form_of_its_own_under_a_plain_id_is_long() -> None:
    assert _keys(("a.type", "type", "user_id"), ("a.id", "id", "sort")) == ["type", "id"]
    assert _keys(("a.type", "type", "user_id"), ("a.id", "id", "u83920174xx99")) == ["type", "user_id"]
    assert _keys(("a.type", "type", "user_id"), ("a.identity", "identity", "kim")) == ["type", "user_id"]


def test_a_name_stands_above_a_type_and_a_type_names_its_own_object() -> None:
    assert _keys(("a.key", "key", "zip"), ("a.type", "type", "email"), ("a.value", "value", "06234"))[2] == "zip"
    assert _keys(("a.type", "type", "email"), ("b.value", "value", "x")) == ["type", "b"]
    assert _keys(("a.name", "name", "gender"), ("a.id", "id", "x")) == ["name", "id"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("fields.email.stringValue", "email"),
        ("fields.os.mapValue.fields.name.stringValue", "name"),
        ("fields.macs.arrayValue.values[1].stringValue", "macs"),
        ("Item.email.S", "email"),
        ("Item.macs.L[1].S", "macs"),
        ("email.S", "email"),
        ("stringValue", "stringValue"),
        ("a[0].stringValue", "a"),
    ],
)
def test_a_value_that_databases_wrap_in_its_type_is_called_by_what_holds_it(path: str, name: str) -> None:
    key = path.rpartition(".")[2]
    assert _keys((path, key, "x")) == [name]


def test_what_stands_beside_others_is_no_type() -> None:
    assert _keys(("sizes.S", "S", "10"), ("sizes.M", "M", "20"), ("sizes.N", "N", "5")) == ["S", "M", "N"]
    assert _keys(("x.stringValue", "stringValue", "a"), ("x.unit", "unit", "b")) == ["stringValue", "unit"]


def test_the_members_of_a_structure_in_xml_rpc() -> None:
    place = "params.param.value.struct.member[2]"
    assert _keys((f"{place}.name", "name", "email"), (f"{place}.value.string", "string", "x"))[1] == "email"


@pytest.mark.parametrize(
    ("before", "after"), [("before", "after"), ("old", "new"), ("from", "to"), ("oldValue", "newValue")]
)
def test_both_sides_of_a_change_are_called_by_what_was_changed(before: str, after: str) -> None:
    of = ("a[0].field", "field", "zip")
    assert _keys(of, (f"a[0].{before}", before, "06234"), (f"a[0].{after}", after, "06235")) == ["field", "zip", "zip"]
    assert _keys(("a[0].name", "name", "zip"), (f"a[0].{after}", after, "06235")) == ["name", after]


def test_a_step_of_a_patch_is_called_by_its_path() -> None:
    path, value = ("[0].path", "path", "/user/zip"), ("[0].value", "value", "06234")
    assert _keys(("[0].op", "op", "replace"), path, value)[2] == "user.zip"
    assert _keys(("[0].op", "op", "copy"), path, value)[2] == "value"
    assert _keys(path, value)[1] == "value"


@pytest.mark.parametrize("word", ["id", "code", "slug", "ref"])
def test_a_word_that_singles_out_one_of_a_list_names_it_where_nothing_else_does(word: str) -> None:
    assert _keys((f"a[0].{word}", word, "zip"), ("a[0].value", "value", "06234")) == [word, "zip"]
    assert _keys((f"a[0].{word}", word, "zip"), ("a[0].name", "name", "sex"), ("a[0].value", "value", "F"))[2] == "sex"
    assert _keys((f"a[0].{word}", word, "8f31a"), ("a[0].value", "value", "06234")) == [word, "value"]
    assert _keys((f"a[0].{word}", word, "17731"), ("a[0].value", "value", "06234")) == [word, "value"]
    assert _keys((f"a.{word}", word, "zip"), ("a.value", "value", "06234"))[1] == "value"


def test_an_extension_is_called_by_the_end_of_its_address() -> None:
    url = ("e[0].url", "url", "http://hl7.example/StructureDefinition/birthPlace")
    assert _keys(url, ("e[0].valueString", "valueString", "Seoul")) == ["url", "birthPlace"]


def test_one_letter_names_nothing_in_a_message_and_no_label() -> None:
    assert _keys(("a.label", "label", "x"), ("a.value", "value", "M"))[1] == "a"
    assert _keys(("5[0].1", "1", "x"), ("5[0].2", "2", "M")) == ["1", "2"]
