"""Finds what a request itself says of consent."""

from trafficaudit.detectors.consent.search import NAME, build

__all__ = ["NAME", "build"]
