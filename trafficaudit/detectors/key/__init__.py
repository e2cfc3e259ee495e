"""Finds what fields are by the names they have."""

from trafficaudit.detectors.key.search import NAME, build

__all__ = ["NAME", "build"]
