from dataclasses import replace

from support.fields import field

from trafficaudit.detectors.persona import hit as module
from trafficaudit.detectors.persona.hit import Hit, reason, run_of, select, span_of
from trafficaudit.model import Span


def hit(start: int, end: int, category: str = "email", match: str = "normalised", value: str = "v") -> Hit:
    return Hit(category, value, match, (), start, end, 99, b"x" * (end - start), 1.0, "r")


def kept(*hits: Hit) -> list[tuple[str, int, int, str]]:
    return [(one.category, one.start, one.end, one.match) for one in select(hits) if not one.covered]


def test_the_longest_of_overlapping_hits_of_a_category_is_kept() -> None:
    assert kept(hit(0, 5), hit(2, 9), hit(9, 11)) == [("email", 2, 9, "normalised"), ("email", 9, 11, "normalised")]


def test_verbatim_beats_another_spelling_of_the_same_run() -> None:
    assert kept(hit(0, 5), hit(0, 5, match="verbatim", value="w")) == [("email", 0, 5, "verbatim")]


def test_two_categories_on_one_run_are_two_hits() -> None:
    assert kept(hit(0, 5), hit(0, 5, "user_id")) == [("email", 0, 5, "normalised"), ("user_id", 0, 5, "normalised")]


def test_a_hit_inside_a_longer_one_of_another_category_is_covered_but_told() -> None:
    hits = select([hit(0, 9), hit(0, 5, "user_name")])
    assert [(one.category, one.covered) for one in hits] == [("user_name", True), ("email", False)]


def test_repetitions_are_bounded() -> None:
    assert len(kept(*(hit(10 * number, 10 * number + 5) for number in range(module.MOST + 50)))) == module.MOST


def test_the_reasoning_says_what_and_why() -> None:
    assert (
        reason("email", "found so")
        == "Seeded e-mail address found so; the persona file gives it to the test person or phone, and to nobody else."
    )
    assert "nobody else" not in reason("timezone", "found so")
    assert reason("ip_address", "found so", shared=True).endswith("test person or phone, and others share it.")
    assert reason("birth_date", "found so").endswith("gives it to the test person or phone, and others share it.")


def test_a_hit_stands_in_its_part_where_the_bytes_are_the_same() -> None:
    seen = replace(hit(2, 5), size=9)
    exact = field("body", "aaKIMaaaa", span=Span(10, 19))
    assert span_of(exact, seen) == Span(12, 15)
    assert span_of(replace(exact, exact=False), seen) == exact.span
    wider = replace(exact, span=Span(10, 28))
    assert span_of(wider, seen) == wider.span


def test_a_run_is_text_where_its_field_is() -> None:
    seen = replace(hit(0, 3), run=b"KIM")
    assert run_of(field("body", "KIM"), seen) == "KIM"
    assert run_of(field("body", b"KIM"), seen) == b"KIM"
    assert run_of(field("body", "한"), replace(seen, run="한".encode()[:2])) == "한".encode()[:2]
