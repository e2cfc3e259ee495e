import json
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from support.hostile import PAYLOADS

from trafficaudit.redaction import visible
from trafficaudit.report.elements import Markup, data, host_name, join, tag, text

anything = st.one_of(st.text(), st.sampled_from(PAYLOADS))


class Reader(HTMLParser):
    """What a browser would see: elements, attributes, text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.shown = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append(name)
        self.attributes += attributes

    def handle_data(self, shown: str) -> None:
        self.shown += shown


@given(anything)
def test_text_stays_text(given_text: str) -> None:
    seen = Reader(tag("p", given_text))
    assert seen.elements == ["p"]
    assert seen.shown == visible(given_text)


@given(anything)
def test_a_host_goes_on_behind_a_dot_and_stays_text(given_text: str) -> None:
    seen = Reader(tag("p", host_name(f"a.{given_text}.kr")))
    assert set(seen.elements) == {"p", "wbr"}
    assert seen.shown == visible(f"a.{given_text}.kr")


@given(anything)
def test_an_attribute_stays_one_attribute(given_text: str) -> None:
    seen = Reader(tag("a", "x", href=given_text, data_label=given_text))
    assert seen.elements == ["a"]
    assert seen.attributes == [("href", visible(given_text)), ("data-label", visible(given_text))]


@given(
    st.recursive(anything | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(anything, inner))
)
def test_json_stays_in_its_script_and_reads_back(value: object) -> None:
    written = data(value)
    assert not re.search(r"[<>&\u2028\u2029]", written)
    assert written.isascii()
    assert json.loads(written) == value


@given(anything)
def test_no_control_and_no_bidirectional_mark_passes(given_text: str) -> None:
    assert tag("p", given_text, title=given_text).isprintable()


def test_attributes_are_named_left_out_and_rounded() -> None:
    made = tag("td", "x", None, 3, class_="a", data_row=7, hidden=True, title=None, lang=False, x=1.50, y=2.0, z=0.123)
    assert made == '<td class="a" data-row="7" hidden x="1.5" y="2" z="0.12">x3</td>'
    assert tag("br") == "<br>"
    assert join("<", Markup("<b>"), None) == "&lt;<b>"
    assert text("'\"") == "&#x27;&quot;"
