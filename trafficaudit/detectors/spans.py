"""From a run of characters in a field's value to the bytes that it is in the captured part."""

from collections.abc import Sequence

from trafficaudit.model import Field, Span


def narrow(field: Field, start: int, end: int) -> Span:
    """Give the byte span of ``field.value[start:end]``.

    Offsets are in characters for text and in bytes for bytes. Where the value does not stand byte for byte in the
    part (an encoded run), or does so in another charset than UTF-8, the field's own span is the narrowest that holds.
    """
    if not field.exact:
        return field.span
    value = field.value
    if isinstance(value, str) and not value.isascii():
        encoded = value.encode("utf-8", "surrogatepass")
        start, end = (len(value[:at].encode("utf-8", "surrogatepass")) for at in (start, end))
        size = len(encoded)
    else:
        size = len(value)
    if size != field.span.end - field.span.start:
        return field.span
    return Span(field.span.start + start, field.span.start + end)


def narrow_each(field: Field, runs: Sequence[tuple[int, int]]) -> list[Span]:
    """Give what ``narrow`` gives for each of some runs, in one pass over the value: a text may hold thousands."""
    value = field.value
    if len(runs) < 2 or not field.exact or isinstance(value, bytes) or value.isascii():
        return [narrow(field, *run) for run in runs]
    places, done, size = dict[int, int](), 0, 0
    for at in sorted({len(value), *(at for run in runs for at in run)}):
        size += len(value[done:at].encode("utf-8", "surrogatepass"))
        places[at], done = size, at
    if size != field.span.end - field.span.start:
        return [field.span] * len(runs)
    return [Span(field.span.start + places[start], field.span.start + places[end]) for start, end in runs]
