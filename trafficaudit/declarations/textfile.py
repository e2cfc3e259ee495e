"""Policies as plain text."""

from trafficaudit.declarations import csvlines
from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.encoding import text_of
from trafficaudit.declarations.grid import Budget, Document
from trafficaudit.declarations.line import lines_of
from trafficaudit.declarations.prose import spoken_of
from trafficaudit.declarations.textlines import grids_of, prose_of
from trafficaudit.declarations.unfolding import unfolded


def read_text(data: bytes, where: str) -> Document:
    """Read a policy as plain text.

    Raises:
        ReadError: the encoding is unknown, or the tables are larger than is read.
    """
    text, encoding = text_of(data, where, markup=False)
    budget = Budget(where)
    if listed := csvlines.tables(text, budget):
        return Document(listed, encoding)
    lines = spelled_out(unfolded(lines_of(text)))
    return Document(tuple(grids_of(lines, budget)), encoding, tuple(spoken_of(prose_of(lines))))
