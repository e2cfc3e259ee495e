from urllib.parse import unquote

from support.hostile import PAYLOADS

from trafficaudit.redaction import visible
from trafficaudit.report.marks import filter_address, filter_link, hatching, proof_mark, side_class
from trafficaudit.report.texts import Texts


def test_an_address_carries_any_value() -> None:
    for payload in PAYLOADS:
        address = filter_address("host", payload)
        assert address.startswith("#f.host=")
        assert unquote(address.partition("=")[2]) == visible(payload)
        assert not set(address) & set(" <>\"'")


def test_marks_are_named_for_those_who_do_not_see_them() -> None:
    texts = Texts("en")
    assert 'aria-label="proven by a seeded value"' in proof_mark(True, texts)
    assert "○" in proof_mark(False, texts)
    assert 'aria-label="China: 3"' in filter_link("place", "CN", "China: 3", hatching())


def test_an_unknown_side_counts_as_undetermined() -> None:
    assert side_class("yes") == "side-yes"
    assert side_class('"><script>') == "side-undetermined"
