"""Each form is one of its own, and fits a whole value only; what they take is bounded in ``test_key_values``."""

import re
from collections import Counter

from trafficaudit.detectors.key_forms import PATTERNS
from trafficaudit.detectors.key_values import KINDS


def test_every_form_is_a_kind_and_two_are_never_the_same() -> None:
    assert PATTERNS.keys() <= KINDS
    assert [form for form, times in Counter(PATTERNS.values()).items() if times > 1] == []


def test_no_form_fits_nothing() -> None:
    assert [kind for kind, form in PATTERNS.items() if re.compile(form, re.DOTALL).fullmatch("")] == []
