"""Arrangements in which a value's name, or its pieces, stand elsewhere in its document."""
