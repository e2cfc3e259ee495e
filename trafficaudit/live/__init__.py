"""Findings while recording: the growing capture folder is followed and examined as replay does it.

Decoding and detecting cost milliseconds an exchange, which a proxy must not pay. So a process of its own (``worker``)
follows the flow files that the recorder appends to, reads them with the readers of replay, and tells the proxy what it
found. What it finds equals what a later replay finds, because it is the same code over the same bytes, but for what
only a look at the whole recording shows: pieces that were kept apart, edges, numbers that are named elsewhere.
"""
