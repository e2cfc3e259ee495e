"""Encoders of what people and programs write in sentences and lines: what is filled in behind Korean labels, who an error
report is about, short names and values between tabs.
"""

import random
import re
from collections.abc import Callable

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, held
from corpus.textual import Wrap

_LABELS: tuple[tuple[Callable[[str], object], tuple[str, ...]], ...] = (
    (re.compile(r"[^@\s]+@[^@\s]+").fullmatch, ("이메일", "이메일 주소")),
    (re.compile(r"01\d-\d{3,4}-\d{4}").fullmatch, ("연락처", "휴대폰 번호", "전화번호")),
    (re.compile(r"[가-힣]{3,4}").fullmatch, ("성함", "받는 분", "수령인", "예금주")),
    (re.compile(r"[가-힣]+[시도] .*\d.*").fullmatch, ("주소", "배송지 주소")),
)
_BESIDE = ("계좌: 3회차에 보낸 곳", "생년월일: 1층에서 확인", "우편번호: 2동과 같음")
"""What is a person's label and holds nothing of anybody."""


def labelled(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An inquiry with a label and what somebody filled in behind it, beside another label."""
    labels = next((labels for form, labels in _LABELS if not inner.layers and form(inner.string)), None)
    if labels is None:
        raise Unfit
    parts = [f"{draw.choice(labels)}: {MARK}", draw.choice(_BESIDE)]
    draw.shuffle(parts)
    head = draw.choice(("", "문의드립니다.\n", "교환 부탁드려요\n"))
    return held(inner, head + draw.choice(("\n", "\r\n", " / ")).join(parts), bytes, "labelled", keyed=True)


_SENTENCES: tuple[tuple[Callable[[str], object], tuple[str, ...]], ...] = (
    (re.compile(r"[0-9a-f]{16}").fullmatch, (f"android_id {MARK} changed", f"cannot store android id: {MARK}")),
    (re.compile(r"u[a-z]{2}_\d{8}").fullmatch, (f"userId {MARK} not found", f"no address, user id: {MARK}", f"member no. {MARK} left")),
    (re.compile(r"[\w-]{10,40}:APA91b[\w-]{60,200}").fullmatch, (f"new push token: {MARK}",)),
)  # fmt: skip


def worded(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A sentence of a log or error report that says what the value is."""
    said = next((said for form, said in _SENTENCES if not inner.layers and form(inner.string)), None)
    if said is None:
        raise Unfit
    head = draw.choice(("", "IllegalStateException: ", f"{draw.choice(decoys.WORDS)}: "))
    return held(inner, head + draw.choice(said), bytes, "worded", keyed=True)


def tabbed(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Lines of a name, a tab and a value, most names short, as an agent of monitoring sends them."""
    text = inner.string
    if re.fullmatch(r"[a-z]\w{0,63}", name) is None or not text.strip() or re.search(r"[\x00-\x1f]", text):
        raise Unfit
    others = draw.sample(("ty", "sv", "bt", "cnt", "rs", "st", "d", "agv"), draw.randint(4, 7))
    lines = [f"{each}\t{draw.randint(1, 10**4)}" for each in others if each != name]
    lines.insert(draw.randint(0, len(lines)), f"{name}\t{MARK}")
    return held(inner, "\n".join([*lines, ""]), bytes, "tabbed", keyed=True)


SPOKEN: dict[str, Wrap] = {"tabbed": tabbed}
"""What holds text alone, and names it."""
SAID: dict[str, Wrap] = {"labelled": labelled, "worded": worded}
"""What holds the values of some categories as they were typed in, and nothing else."""
OF: dict[str, tuple[str, ...]] = {
    "email": ("labelled",), "phone_number": ("labelled",), "name": ("labelled",), "postal_address": ("labelled",),
    "android_id": ("worded",), "user_id": ("worded",), "push_token": ("worded",),
}  # fmt: skip
