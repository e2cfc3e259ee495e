"""Names that stand in attributes: which of them name the value beside them, or the text of their element.

Forms of HTML (``<input name="email" value="...">``), ``<meta name content>``, microdata (``itemprop``), ``data-*``;
Android's preferences (``<string name="email">...``), Java's properties (``<entry key="email">...``), and what is alike.
"""

import re
from collections.abc import Mapping

_NAMING = ("name", "property", "itemprop", "key", "Name", "Key")
_VALUES = frozenset({"value", "content", "val", "Value"})
_NAME = re.compile(r"(?!\d)[\w.$:\[\]-]{1,64}").fullmatch
_CHOSEN = re.compile(rb"\s(?:selected|checked)(?=[\s=/]|\Z)", re.IGNORECASE).search
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
# What pages say of themselves, for search engines and those who link to them.
_OF_THE_PAGE = re.compile(
    r"(?:og|twitter|article|al|fb):.*|(?:apple-mobile-web-app|msapplication)-.*|application-name|author|title|lang(?:uage)?|locale"
).fullmatch
LANGUAGE = "lang"
"""The attribute that says in what language an element is written (HTML, 3.2.6.2), and not what its reader speaks."""
_CHOICES = frozenset({"radio", "checkbox"})
_DATA = "data-"


def name_of(attributes: Mapping[str, str]) -> str:
    """Give what the attributes of an element call the value in it; nothing where they do not, or by no name.

    A choice that says nothing of having been chosen is called nothing.
    """
    if attributes.get("type", "").lower() in _CHOICES and "checked" not in attributes:
        return ""
    for each in _NAMING:
        name = attributes.get(each)
        if name and _NAME(name):
            return name
    return ""


def key(attribute: str, name: str) -> str:
    """Give the key of an attribute's value in an element that calls its value ``name``.

    >>> key("value", "email"), key("data-email", ""), key("href", "email")
    ('email', 'email', 'href')
    """
    if name and attribute in _VALUES:
        return name
    return attribute[len(_DATA) :] if attribute.startswith(_DATA) and len(attribute) > len(_DATA) else attribute


class Controls:
    """The names of one page's form controls: what a tag's value, and the text behind it, are called."""

    __slots__ = ("select", "text")

    def __init__(self) -> None:
        self.select = self.text = ""

    def enter(self, element: str, attributes: Mapping[str, str], tag: bytes) -> str:
        """Take a start tag; give what its value is called. What could be chosen and was not is called nothing."""
        # A title, say, may speak of being checked.
        chosen = _CHOSEN(tag) is not None and _CHOSEN(_QUOTED.sub(b'""', tag)) is not None
        name = name_of({**attributes, "checked": "checked"} if chosen else attributes)
        self.text = ""
        if element == "select":
            self.select = name
        elif element == "option":
            self.text = name = self.select if chosen else ""
        elif element == "meta" and _OF_THE_PAGE(name):
            name = ""
        elif element == "input":
            if "name" not in attributes and "id" in attributes:
                name = name_of({**attributes, "name": attributes["id"]})
        elif element == "textarea" or "itemprop" in attributes:
            self.text = name
        return name

    def leave(self, element: str) -> None:
        """Take an end tag."""
        self.text = ""
        if element == "select":
            self.select = ""
