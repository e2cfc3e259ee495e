"""Entries of maps in XML, as XStream 1.4.21 and the JDK's XMLEncoder write them."""

from collections.abc import Callable

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

XSTREAM = """<kr.example.User>
  <email>kim@example.kr</email>
  <extra class="linked-hash-map">
    <entry>
      <string>phone</string>
      <string>010-9183-2746</string>
    </entry>
    <entry>
      <string>height</string>
      <int>164</int>
    </entry>
    <entry>
      <string>home</string>
      <linked-hash-map>
        <entry>
          <string>city</string>
          <string>Seoul</string>
        </entry>
      </linked-hash-map>
    </entry>
  </extra>
  <tags>
    <string>one</string>
    <string>two</string>
  </tags>
</kr.example.User>"""
ENCODER = """<?xml version="1.0" encoding="UTF-8"?>
<java version="17.0.21" class="java.beans.XMLDecoder">
 <object class="java.util.LinkedHashMap">
  <void method="put">
   <string>phone</string>
   <string>010-9183-2746</string>
  </void>
  <void method="put">
   <string>height</string>
   <int>164</int>
  </void>
  <void method="say">
   <string>mail</string>
   <string>kim@example.kr</string>
  </void>
 </object>
</java>
"""


def keys(decoded: Decoded) -> dict[object, str]:
    return {field.value: field.key for field in decoded.fields if field.layers == ("xml",)}


def test_a_value_is_called_by_the_text_before_it(body: Body) -> None:
    found = keys(body(XSTREAM.encode()))
    assert [found[value] for value in ("kim@example.kr", "010-9183-2746", "164", "Seoul")] == [
        "email", "phone", "height", "city",
    ]  # fmt: skip
    assert (found["one"], found["two"]) == ("string", "string")
    found = keys(body(ENCODER.encode()))
    assert (found["010-9183-2746"], found["164"], found["kim@example.kr"]) == ("phone", "height", "string")


@pytest.mark.parametrize(
    "raw",
    [
        "<a><entry><string>kim@example.kr</string><string>010-9183-2746</string></entry></a>",
        "<a><other><string>phone</string><string>010-9183-2746</string></other></a>",
        "<a><entry><string>phone</string></entry><entry><string>010-9183-2746</string></entry></a>",
    ],
)
def test_what_is_like_it_keeps_its_name(body: Body, raw: str) -> None:
    assert keys(body(raw.encode()))["010-9183-2746"] == "string"
