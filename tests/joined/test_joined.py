"""What wholes tell is added to what an exchange gave by itself: what was opened in them, and what is a piece of them."""

import pytest

from trafficaudit.joined import _explained, _fresh, _is_piece, _settled
from trafficaudit.joined.runs import Placed
from trafficaudit.joined.whole import Share, Told
from trafficaudit.model import Decoded, Direction, Field, Finding, Opaque, Span

REASON = "no known structure"
MAIL, PHONE = "seoyun.kim8241@hanbit.example", "010-9183-2746"


def closed(start: int, end: int, direction: Direction = "request", part: str = "body") -> Opaque:
    return Opaque(direction, part, "$", Span(start, end), REASON)  # type: ignore[arg-type]


def found(
    value: str, span: tuple[int, int], category: str = "email", detector: str = "persona", part: str = "body"
) -> Finding:
    place = Span(*span)
    field = Field("request", part, "$.a", "a", value, ("json",), place, True, 0, True)  # type: ignore[arg-type]
    return Finding(field, category, "verbatim", ("json",), place, value, detector, 1.0, "seeded")


def share(value: str, span: tuple[int, int], category: str = "email", detector: str = "persona", **more: bool) -> Share:
    others = more.pop("others", True)
    return Share("request", Span(*span), category, detector, value.encode(), others, "7", **more)


@pytest.mark.parametrize(
    ("run", "read", "left"),
    [
        ((0, 300), [(0, 300)], False),
        ((0, 300), [], True),
        ((0, 300), [(64, 300)], False),  # the head of a record, its topic and its length
        ((0, 300), [(65, 300)], True),
        ((0, 300), [(0, 236)], False),
        ((0, 300), [(0, 235)], True),
        ((0, 300), [(164, 300), (0, 100)], False),
        ((0, 300), [(0, 100), (165, 300)], True),
        ((0, 300), [(0, 300), (20, 40)], False),
        ((300, 400), [(0, 300)], True),  # what follows what was read was not
        ((100, 300), [(0, 120), (130, 320)], False),
        ((5, 5), [(0, 5)], False),
        ((6, 6), [(0, 5)], True),
    ],
)
def test_what_was_closed_by_itself_and_read_in_a_whole_is_told_no_more(
    run: tuple[int, int], read: list[tuple[int, int]], left: bool
) -> None:
    decoded = Decoded((), (closed(*run), closed(*run, "response"), closed(*run, part="header")))
    told = [Told("request", read=[Span(*each)]) for each in read]
    others = (closed(*run, "response"), closed(*run, part="header"))
    assert _explained(decoded, told).opaque == ((closed(*run), *others) if left else others)


def test_what_a_whole_hides_is_added_and_nothing_else_changes() -> None:
    decoded = Decoded((), (closed(0, 9),))
    assert _explained(decoded, [Told("request")]) is decoded
    hidden = closed(3, 4)
    assert _explained(decoded, [Told("request", opaque=[hidden])]).opaque == (closed(0, 9), hidden)


@pytest.mark.parametrize(
    ("finding", "crossing", "piece"),
    [
        (found("seoyun.kim8241", (10, 24), "name"), share(MAIL, (10, 30), packed=False), True),
        (found("other", (10, 24), "name"), share(MAIL, (10, 30)), False),
        (found("x@y.example", (10, 24)), share(MAIL, (10, 30)), True),  # of one category, whatever it is
        (found("x@y.example", (10, 24)), share(MAIL, (10, 30), packed=True), False),
        (found("seoyun.kim8241", (10, 24)), share(MAIL, (10, 30), packed=True), True),
        (found("seoyun.kim8241", (30, 44)), share(MAIL, (10, 30)), False),
        (found("seoyun.kim8241", (10, 24)), share(MAIL, (10, 30), detector="identifier:email"), False),  # proof stays
        (found("seoyun.kim8241", (10, 24), detector="key"), share(MAIL, (10, 30), detector="identifier:email"), True),
        (found("seoyun.kim8241", (10, 24), part="url"), share(MAIL, (10, 30)), False),
    ],
)
def test_a_piece_of_a_value_is_none_by_itself(finding: Finding, crossing: Share, piece: bool) -> None:
    beside = share("nothing of it", (0, 500), "imei")
    placed = Placed((each.span, each) for each in (beside, crossing))
    assert _is_piece(finding, placed) is piece


@pytest.mark.parametrize(
    ("one", "finding", "settled"),
    [
        (share(MAIL, (10, 60), within=True), found(MAIL, (12, 40)), True),
        (share(MAIL, (10, 60)), found(MAIL, (12, 40)), False),  # it is the run itself
        (share(MAIL, (10, 60), within=True, others=False), found(MAIL, (12, 40)), False),
        (share(MAIL, (10, 60), within=True), found(MAIL, (70, 90)), False),
        (share(MAIL, (10, 60), within=True), found(MAIL, (12, 40), detector="key"), False),
        (share(MAIL, (10, 60), within=True), found(PHONE, (12, 40)), False),
        (
            share("37.5665, 126.97801", (10, 60), "coordinates"),
            found("37.5665, 126.978", (12, 40), "coordinates"),
            True,
        ),
    ],
)
def test_what_one_piece_holds_all_of_is_its_own(one: Share, finding: Finding, settled: bool) -> None:
    assert _settled([finding], [one], "7") == ({one} if settled else set())
    assert _settled([finding], [one], "8") == set()


def test_what_several_wholes_tell_is_told_once() -> None:
    mail, phone = found(MAIL, (10, 40)), found(PHONE, (50, 63), "phone_number")
    once = Told("request", findings=[mail, phone])
    again = Told("request", findings=[found(MAIL, (12, 44)), found(MAIL, (80, 110))])
    assert _fresh([], [once, again], []) == [mail, phone, again.findings[1]]
    assert _fresh([mail], [once], []) == [phone]
    assert _fresh([found(MAIL, (10, 40), part="url")], [once], []) == [mail, phone]
    assert _fresh([], [once], [share(MAIL, (10, 40))]) == [phone]
    single = Told("request", findings=[mail, phone], single={0})
    assert _fresh([found("other", (20, 30))], [single], []) == [phone]
    assert _fresh([found("other", (41, 45))], [single], []) == [mail, phone]
    packed = Told("request", findings=[mail], packed={Span(10, 40)})
    assert _fresh([found("other", (10, 40))], [packed], []) == [mail]
    assert _fresh([found("other", (10, 40))], [once], []) == [phone]
