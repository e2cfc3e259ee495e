"""Strings in which consent is written, number by number."""
