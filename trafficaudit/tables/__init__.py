"""Findings and destinations -> the transfer table, the coverage ledger and their files."""
