"""Each form is one of its own, and fits a whole value only; what they take is bounded in ``test_key_values``."""

import re
import time
from collections import Counter

import pytest

from trafficaudit.detectors.key.forms import PATTERNS
from trafficaudit.detectors.key.values import KINDS, LONGEST


def test_every_form_is_a_kind_and_two_are_never_the_same() -> None:
    assert PATTERNS.keys() <= KINDS
    assert [form for form, times in Counter(PATTERNS.values()).items() if times > 1] == []


def test_no_form_fits_nothing() -> None:
    assert [kind for kind, form in PATTERNS.items() if re.compile(form, re.DOTALL).fullmatch("")] == []


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_form_tries_a_text_in_more_ways_than_it_is_long(kind: str) -> None:
    form = re.compile(PATTERNS[kind], re.DOTALL)
    for piece in ("com.a", "1", "v", "A ", "a.", "1-", "&a", "$(", "a_", "* ", "0 ", "1.1,", "/a", "한 ", "X"):
        for end in ("!", "<", "\n"):
            text = piece * min(24, LONGEST // len(piece)) + end
            begun = time.process_time()
            form.fullmatch(text)
            assert time.process_time() - begun < 0.2, (piece, end)
        text = (piece * LONGEST)[: LONGEST - 1] + "<"
        begun = time.process_time()
        form.fullmatch(text)
        assert time.process_time() - begun < 0.03, piece
