"""What one number format says about one run of characters, and what each module of this package offers.

The scale of confidence, of formats only. A seeded value that is found is certain; a format never is:

====  ==================================================================================================
0.9   the key names it, and a check digit or a structure that chance seldom gives holds
0.8   the key names it and the format holds; or no key, and a structure that nothing else has
0.7   the key names it, but the format is loose or one of its checks fails
0.6   no key; check digit and separators hold
0.5   no key; a scheme's or an issuer's range and a check digit hold; or the key names a loose format
0.4   no key; the format holds and is seldom used for anything else
0.3   something speaks against it: a failed check digit, a private address, a shared mailbox
0     says nothing: never reported
====  ==================================================================================================
"""

import re
from dataclasses import dataclass
from typing import Protocol

from trafficaudit.detectors.names.table import parents_in

# The edges of a number that stands by itself in a text: not in a longer number, word, decimal or UUID.
BEFORE = r"(?<![0-9A-Za-z_\-])(?<![0-9]\.)"
AFTER = r"(?![0-9A-Za-z_\-])(?!\.[0-9])"

# The same edges as a search over bytes sees them (`BARE`), a NUL at the ends of every value; they let more pass.
BYTE_BEFORE = r"(?:^|[^0-9A-Za-z_\-])"
BYTE_AFTER = r"[^0-9A-Za-z_\-]"

# The edges of a value that is the whole field, or a word of its own in it.
ALONE = r"(?<![^\s,;])"
APART = r"(?![^\s,;])"

NO_KEY, KEY = "no key names it", "the key names it"
"""How a reasoning ends: whether the field's name says what the run is."""

# The names of those who are not the user: a seller's telephone number is published, not collected.
BUSINESS = parents_in("organisations")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run of characters is.

    Args:
        named: confidence where the field's key names it.
        bare: confidence where no key does; 0 where the format alone says nothing.
        reasoning: what was seen to hold, as a clause.
    """

    named: float
    bare: float
    reasoning: str


class Identifier(Protocol):
    """One number format: a module of this package."""

    @property
    def NAME(self) -> str: ...  # noqa: N802, D102

    @property
    def CATEGORY(self) -> str: ...  # noqa: N802, D102

    @property
    def KEYS(self) -> tuple[str, ...]:  # noqa: N802
        """Names of fields that hold it; a longer name that ends with one counts too."""

    @property
    def AVOID(self) -> frozenset[str]:  # noqa: N802
        """Words in the field's name, or right above it, under which nothing is said."""

    @property
    def TRIGGER(self) -> str:  # noqa: N802
        """Name of what must be in a text before it is searched without a key (``TRIGGERS``); empty: key only."""

    @property
    def BARE(self) -> str:  # noqa: N802
        """What is in every value with a run that counts without a key, and in few others; empty: key only.

        An expression over UTF-8 with a NUL at either end, which means the same to Hyperscan and to ``re``.
        """

    @property
    def SELF_EVIDENT(self) -> bool:  # noqa: N802
        """Whether the structure stands even against a key that names something else."""

    @property
    def CANDIDATE(self) -> re.Pattern[str]:  # noqa: N802
        """The shape, with its edges; takes time linear in the text."""

    def check(self, text: str) -> Verdict | None:
        """Say what a match of ``CANDIDATE`` is; ``None`` where it is not the thing."""
