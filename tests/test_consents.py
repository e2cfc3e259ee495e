import doctest

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit import consents
from trafficaudit.consents import ABOUT, STATES, About, State, heard, jointly, naming, saying, vendors, without


def test_the_examples_hold() -> None:
    assert doctest.testmod(consents).failed == 0


@given(st.dictionaries(st.sampled_from(ABOUT), st.sampled_from(STATES), min_size=1))
def test_what_is_said_is_heard(states: dict[About, State]) -> None:
    assert heard(f"TC string; {saying(states)}; the key names it") == states
    assert heard(saying(states)) == states


def test_nothing_is_heard_where_nothing_is_said() -> None:
    for text in ("", "obvious property name", "he says of consent: advertising granted", "says of consent: x granted"):
        assert heard(text) == {}


def test_several_things_have_one_state_or_are_partly_so() -> None:
    assert jointly(["granted", "granted"]) == "granted"
    assert jointly(["granted", "refused"]) == "partly"
    assert jointly([]) is None


@given(st.sets(st.sampled_from([each.number for each in vendors()])))
def test_vendors_that_are_named_are_found_again(consented: set[int]) -> None:
    reasoning = "; ".join(["vendors with consent: 5", *naming(sum(1 << each for each in consented))])
    assert {each.number for each in without(reasoning)} == {each.number for each in vendors()} - consented


def test_a_string_for_all_or_none_of_the_known_vendors_names_no_empty_list() -> None:
    everybody = sum(1 << each.number for each in vendors())
    for consented, told in ((0, "without consent"), (everybody, "with consent")):
        (sentence,) = naming(consented)
        assert sentence.startswith(f"{told} of those known here: ")
        assert all(each.name in sentence for each in vendors())


def test_each_vendor_stands_once() -> None:
    listed = vendors()
    domains = [domain for each in listed for domain in each.domains]
    assert len({each.number for each in listed}) == len({each.name for each in listed}) == len(listed) >= 15
    assert len(domains) == len(set(domains))
    assert not any(set(each.name) & set(",;()") for each in listed)
