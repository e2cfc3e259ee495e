"""The three standard streams of the program, also where whoever started it has closed some of them.

A stream that is closed (``2>&-`` of a shell, a service without a terminal) leaves its number free: the next file that
is opened takes it, and whatever is said to that number stands in the file. Python has no object for it, either, and
libraries take for granted that there is one.
"""

import codecs
import locale
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Final

_MODES: Final = ((os.O_RDONLY, "r"), (os.O_WRONLY, "w"), (os.O_WRONLY, "w"))
_NAMES: Final = ("stdin", "stdout", "stderr")
_UTF8 = "PYTHONUTF8"


def in_utf8() -> None:
    """Start the program anew in Python's UTF-8 mode where the locale has another encoding; before anything else.

    Names of files, arguments and what is printed into a pipe would otherwise depend on it: the same file would be
    called otherwise in a result, and JSON would be in EUC-KR. Python 3.15 has this mode by itself (PEP 686).
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get(_UTF8) == "1":
        return
    os.environ[_UTF8] = "1"
    # As bytes: what C made text of by such a locale, Python's codec of that name may not give back.
    with suppress(OSError, UnicodeError), open("/proc/self/cmdline", "rb") as line:
        os.execv(os.fsencode(sys.executable), line.read().split(b"\0")[:-1])  # noqa: S606 - this very program


def ready() -> None:
    """Open the null device in the place of each standard stream that is closed; before any other file is opened.

    A terminal is written to in its locale's encoding, with escapes for letters that this has not; all else in UTF-8.
    """
    for number, (flags, mode) in enumerate(_MODES):
        if not _closed(number):
            continue
        # The lowest free number is given, and those below are taken. A program that is started has it as well.
        os.set_inheritable(os.open(os.devnull, flags), True)
        stream = open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, _NAMES[number], stream)
    for output in (sys.stdout, sys.stderr):
        if isinstance(output, TextIOWrapper):
            _write_in(output)


def _write_in(output: TextIOWrapper) -> None:
    named = "utf-8"
    if output.isatty():
        with suppress(LookupError):  # Python does not know every encoding that a locale may have
            named = codecs.lookup(locale.getencoding()).name
    if named not in ("utf-8", "ascii"):  # the locale C says nothing of its terminal
        output.reconfigure(encoding=named, errors="backslashreplace")
    elif output.encoding.lower() != "utf-8":
        output.reconfigure(encoding="utf-8", errors=output.errors)


def _closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
