"""The phone at the other end of adb, and the checks before a recording.

Text is parsed in one place (``devicelist``, ``getprop``, ``pm``, ``dumpsys``) and asked for in another (``adb``,
``phone``); ``apk`` reads who signed an app, ``clock`` compares the clocks, ``trust`` and ``proxy`` change the phone and
say how to undo it, ``description`` is what a capture folder keeps of the phone, ``doctor`` checks all of it beforehand.
"""
