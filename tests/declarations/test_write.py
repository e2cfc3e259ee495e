from hypothesis import given
from hypothesis import strategies as st
from support.declared import declaration, item, recipient

from trafficaudit.declarations.load import read
from trafficaudit.declarations.model import Country, Declaration, Policy, Source
from trafficaudit.declarations.write import to_yaml

TEXT = st.text(max_size=40)
TROUBLE = st.sampled_from(
    ["\x85", "\u2028", "\ufeff", "\0", "\x7f", "\U000e0001", '"', "\\", "# a", "- b", "\ud800", "{{", "\t\n"]
)


def test_the_comments_say_what_has_to_be_done_in_both_languages() -> None:
    one = declaration(recipient(items=(item("모름"),), unread_countries=("전 세계",), confirmed=False), confirmed=False)
    assert "Set `confirm: true` in each row and at the top" in to_yaml(one)
    assert '- words: "모름"  # not understood' in to_yaml(one)
    assert "이해하지 못함" in to_yaml(one, "ko")
    assert to_yaml(one).count("confirm: false") == 2


def test_notes_stand_above() -> None:
    one = Declaration(declaration().policy, (), notes=("two\ntables",))
    assert "# - two tables\n" in to_yaml(one)
    assert read(to_yaml(one).encode(), "d.yaml").recipients == ()


@given(st.lists(st.one_of(TEXT, TROUBLE), min_size=9, max_size=9), st.booleans(), st.integers(0, 10**6))
def test_what_is_written_is_read_back(texts: list[str], confirmed: bool, line: int) -> None:
    plain = [
        text.encode("utf-8", "replace").decode() if text.isascii() else text.replace("\ud800", "\ufffd")
        for text in texts
    ]
    a, b, c, d, e, f, g, h, i = plain
    one = recipient(
        a, "", known_as=b, contact=c, purpose=d, retention=e, when_how=f, refusal=g, basis=h,
        items=(item(i), item(a, "email", "name"), item(b, "screen", reading="broad"), item(c, reading="not_in_traffic")),
        domains=("lion.example",), source=Source((line, line + 1), 2, 3, 4), confirmed=confirmed,
    )  # fmt: skip
    whole = Declaration(Policy(a, "0" * 64, line, b, c), (one, recipient(countries="SG")), confirmed)
    assert read(to_yaml(whole).encode(), "d.yaml") == whole


def test_the_country_s_name_stands_beside_its_code() -> None:
    text = to_yaml(declaration(recipient(countries="SG")), "ko")
    assert '- {code: "SG", words: "SG"}  # 싱가포르' in text
    assert read(text.encode(), "d").recipients[0].countries == (Country("SG", "SG"),)
