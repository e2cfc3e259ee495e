"""The outcomes of holding a declaration against the traffic, and the headings of what no traffic shows.

An outcome says what was seen and what was told. Whether a law was broken is for the investigator to say.
"""

from enum import StrEnum


class Outcome(StrEnum):
    """What a row came to."""

    AS_DECLARED = "as_declared"
    """Observed, and a row of the policy names recipient, country and item."""
    UNDECLARED_ITEM = "undeclared_item"
    """Observed; the policy names recipient and country, and not this item for them."""
    UNDECLARED_COUNTRY = "undeclared_country"
    """Observed; the policy names the recipient, and not this country for it."""
    UNDECLARED_RECIPIENT = "undeclared_recipient"
    """Observed; the policy does not name the recipient."""
    IN_LABEL = "in_label"
    """Observed, and the store's label has a type of data for it. A label acquits no recipient and no country."""
    NOT_IN_LABEL = "not_in_label"
    """Observed, and the store's label has none of the types of data that stand for it."""
    OVER_DECLARED = "over_declared"
    """Declared and not observed in this recording, which shows "at least": it may happen where nobody looked."""
    NOT_OBSERVABLE = "not_observable"
    """Traffic cannot show it, or the recording cannot tell: such rows are never counted for or against."""

    def label(self, lang: str) -> str:
        """Give the outcome's name in ``ko`` or ``en``."""
        return _LABELS[self][0 if lang == "ko" else 1]


_LABELS = {
    Outcome.AS_DECLARED: ("일치", "as declared"),
    Outcome.UNDECLARED_ITEM: ("미고지 항목", "undeclared item"),
    Outcome.UNDECLARED_COUNTRY: ("미고지 국가", "undeclared country"),
    Outcome.UNDECLARED_RECIPIENT: ("미고지 수신자", "undeclared recipient"),
    Outcome.IN_LABEL: ("라벨에 있음", "in the label"),
    Outcome.NOT_IN_LABEL: ("라벨에 없음", "not in the label"),
    Outcome.OVER_DECLARED: ("과다고지", "declared, not observed"),
    Outcome.NOT_OBSERVABLE: ("관찰 불가", "cannot be observed"),
}

LABELLED = (Outcome.IN_LABEL, Outcome.NOT_IN_LABEL)
"""What only a store's label comes to."""


def outcomes(*, labelled: bool) -> tuple[Outcome, ...]:
    """Give what rows held against a label, or against a policy, can come to, in the order in which they are shown."""
    both = (Outcome.OVER_DECLARED, Outcome.NOT_OBSERVABLE)
    return (*LABELLED, *both) if labelled else tuple(one for one in Outcome if one not in LABELLED)


UNOBSERVABLE = ("basis", "purpose", "retention", "refusal")
"""Columns of PIPA Article 28-8(2) and its Decree's Article 31(1)2 that traffic cannot show: the words are printed."""
