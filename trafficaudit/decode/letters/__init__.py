"""Bytes written in letters and digits: Base64 and its kin, hexadecimal, numbers."""
