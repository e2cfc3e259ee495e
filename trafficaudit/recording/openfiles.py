"""How many files the proxy may have open: each connection of the phone takes one, and the one to the server another."""

import resource
from contextlib import suppress

WANTED = 1 << 16
"""Files that may be open; ten thousand connections at once need twenty thousand."""

FEW = 4096
"""Files below which an app that opens many connections may come to the end of them."""


def raise_limit(wanted: int = WANTED) -> int:
    """Have as many files allowed as are wanted or the system lets a process ask for; give how many are.

    Of the two limits of getrlimit(2) the one that holds is often 1,024, as old programs cannot cope with more, and any
    process may raise it to the other.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    aim = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(OSError, ValueError):  # some systems keep a bound of their own
        resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
