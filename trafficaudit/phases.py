"""Phases of use that are asked about apart, by the names of their marks.

What left before the consent screen was answered is the first thing that is asked (PIPA Articles 15(2), 17(2) and 22 tie
it to consent); what leaves after consent was taken back is the second. A recording without such a mark cannot tell.
"""

BEFORE_CONSENT = ("install", "first_launch", "before_consent")
"""Everything in them went out before the person had said yes or no."""

AFTER_WITHDRAWAL = ("withdrawal", "after_withdrawal")
"""Everything in them went out when the person had taken consent back."""
