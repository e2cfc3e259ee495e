"""Numbers with the word for what they count, in English: "1 gap", "2 gaps"."""


def several(number: int, one: str, many: str = "") -> str:
    """Give a number with the word for what it counts.

    Args:
        number: how many there are.
        one: what one of them is called.
        many: what several are called, or do; default: the same with an "s".

    >>> several(1, "file"), several(0, "file"), several(1200, "entry", "entries")
    ('1 file', '0 files', '1200 entries')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"
