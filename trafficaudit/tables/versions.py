"""What two versions of a policy declare differently, as a table."""

import pandas as pd

from trafficaudit.declarations.labels import changes
from trafficaudit.declarations.model import Declaration
from trafficaudit.declarations.versions import Change, versions
from trafficaudit.errors import DeclarationError
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.comparison import settled

CHANGES = {"added": ("추가", "added"), "removed": ("삭제", "removed"), "changed": ("표현 변경", "changed")}
KINDS = {
    "recipient": ("이전받는 자", "recipient"),
    "country": ("이전되는 국가", "country"),
    "item": ("이전되는 개인정보 항목", "item"),
    "unread": ("알 수 없는 표현", "words not read"),
    "not_in_traffic": ("통신에 나타나지 않는 항목", "item that no traffic shows"),
    "contact": ("연락처", "contact"),
    "purpose": ("이용목적", "purpose"),
    "retention": ("보유·이용기간", "retention"),
    "when_how": ("이전 시기·방법", "time and method"),
    "refusal": ("거부 방법·절차·효과", "refusal"),
    "basis": ("국외 이전의 근거", "basis"),
    "type": ("데이터 유형", "type of data"),
    "tracking_domain": ("추적용 호스트", "host for tracking"),
    "encrypted": ("전송 중 암호화 표시", "claim of encryption"),
    "empty": ("아무것도 없다고 한 구분", "section said to hold nothing"),
}
"""Names of changes and of what they are about, in Korean and English."""


def changed(earlier: Declaration, later: Declaration, *, lang: str = "en", draft: bool = False) -> pd.DataFrame:
    """Give the table of what differs.

    Args:
        earlier: the version that held before.
        later: the version that holds after it.
        lang: language of what is said, ``ko`` or ``en``.
        draft: whether declarations that are not confirmed are taken.

    Raises:
        DeclarationError: one of them is not confirmed and ``draft`` was not given.
        DeclarationError: they are not of one kind: both of a policy, or both of one store's label.
    """
    for one in (earlier, later):
        settled(one, draft=draft)
    return formats.frame("versions", [_row(each, lang) for each in _changes(earlier, later, lang)])


def _changes(earlier: Declaration, later: Declaration, lang: str) -> list[Change]:
    old, new = earlier.label, later.label
    if old and new and old.store == new.store:
        return changes(old, new, lang)
    if old or new:
        where = later.where or later.policy.file
        raise DeclarationError("is not of the same kind as the earlier one", where, "compare two of one store's label")
    return versions(earlier, later, lang)


def _row(each: Change, lang: str) -> dict[str, str]:
    place = 0 if lang == "ko" else 1
    return {
        "change": CHANGES[each.change][place],
        "what": KINDS[each.kind][place],
        "recipient": visible(each.recipient),
        "country": each.country,
        "category": each.category,
        "before": visible(each.before),
        "after": visible(each.after),
        "place_before": each.places[0],
        "place_after": each.places[1],
    }
