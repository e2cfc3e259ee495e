from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.markup.attributes import Controls, key, name_of
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def keys(decoded: Decoded, value: str) -> list[str]:
    return [f.key for f in decoded.fields if f.value == value and f.layers]


@pytest.mark.parametrize(
    "tag",
    [
        '<input type=hidden name="email" value="kim@example.kr">',
        "<INPUT value='kim@example.kr' NAME=email>",
        '<input id="email" value="kim@example.kr">',
        '<input type="radio" name="email" checked value="kim@example.kr">',
        "<textarea name=email rows=3>kim@example.kr</textarea>",
        '<select name="email"><option selected>kim@example.kr</option></select>',
        '<select name="email"><option value="kim@example.kr" selected="selected">x</option></select>',
        '<meta name="email" content="kim@example.kr">',
        '<meta content="kim@example.kr" property="email"/>',
        '<div class="a" data-email="kim@example.kr">',
        '<span itemprop="email">kim@example.kr</span>',
        '<param name="email" value="kim@example.kr">',
    ],
)
def test_of_a_page_the_name_is_the_key(body: Body, tag: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>x</p>{tag}</body></html>"
    decoded = body(page.encode(), "text/html")
    assert "email" in keys(decoded, "kim@example.kr")
    field = next(f for f in decoded.fields if f.value == "kim@example.kr")
    assert page.encode()[slice(*field.span)] == b"kim@example.kr"


def test_what_language_a_page_is_written_in_goes_by_no_name(body: Body) -> None:
    page = b'<!DOCTYPE html><html LANG="ko"><body><p lang=ko>x</p><input name="lang" value="ko"><a data-lang="ko">'
    decoded = body(page, "text/html")
    assert sorted(keys(decoded, "ko")) == ["", "", "lang", "lang"]
    assert keys(body(b'<device lang="ko"/>', "application/xml"), "ko") == ["lang"]


@pytest.mark.parametrize(
    ("tag", "key"),
    [
        ('<input type="radio" name="gender" value="female">', "value"),
        ('<select name="gender"><option value="female">x</option></select>', "value"),
        ('<input type="radio" name="gender" value="female" title="not checked yet">', "value"),
        ("<select name='gender'><option value='female' title='was selected once'>x</option></select>", "value"),
        ('<select name="gender"><option selected>m</option></select><option value="female" selected>', "value"),
        ('<select name="gender"><option>female</option></select>', "option"),
        ('<textarea name="gender">m</textarea><b>female</b>', "b"),
        ('<a name="gender">female</a>', "a"),
        ('<input name="what is your gender?" value="female">', "value"),
        ('<a name="gender" href="female">', "href"),
        ('<meta property="og:gender" content="female">', "content"),
    ],
)
def test_what_was_not_chosen_or_stands_elsewhere_is_not_named(body: Body, tag: str, key: str) -> None:
    assert keys(body(f"<html>{tag}</html>".encode(), "text/html"), "female") == [key]


@pytest.mark.parametrize(
    "row",
    [
        '<string name="email">kim@example.kr</string>',
        '<entry key="email">kim@example.kr</entry>',
        '<property name="email" value="kim@example.kr"/>',
        '<Attribute Name="email"><AttributeValue>kim@example.kr</AttributeValue></Attribute>',
        "<email>kim@example.kr</email>",
        "<member><name>email</name><value><string>kim@example.kr</string></value></member>",
        "<member><name>email</name><value>kim@example.kr</value></member>",
    ],
)
def test_of_xml_too(body: Body, row: str) -> None:
    decoded = body(f"<?xml version='1.0'?><map><int name='a' value='1'/>{row}</map>".encode())
    assert keys(decoded, "kim@example.kr") == ["email"]


def test_an_attribute_of_an_outer_element_names_nothing_inside(body: Body) -> None:
    assert keys(body(b"<r><set name='email'><to>kim@example.kr</to></set></r>"), "kim@example.kr") == ["to"]


def test_a_member_of_xml_rpc_without_its_own_name_takes_no_other_ones(body: Body) -> None:
    rows = "<member><name>gender</name><value><int>1</int></value></member><member><value><string>F1</string></value></member>"
    assert keys(body(f"<struct>{rows}</struct>".encode()), "F1") == ["string"]


def test_of_xml_what_was_not_chosen_is_not_named(body: Body) -> None:
    page = "<form><input type='radio' name='gender' value='female'/><input type='radio' name='gender' value='male' checked='checked'/></form>"
    decoded = body(page.encode())
    assert (keys(decoded, "female"), keys(decoded, "male")) == (["value"], ["gender"])


def test_parts() -> None:
    assert (key("data-", ""), name_of({"name": "12"}), name_of({"id": "a"})) == ("data-", "", "")
    controls = Controls()
    assert controls.enter("select", {"name": "sex"}, b' name="sex"') == "sex"
    controls.leave("select")
    assert controls.enter("option", {}, b" selected") == ""


@given(st.text("<>/ inputoselc=\"'namevd-&;x", max_size=80))
def test_any_text(body: Body, text: str) -> None:
    body(b"<html>" + text.encode() + b">", "text/html")
    body(b"<input name=a value=" + text.encode() + b">", "text/html")
