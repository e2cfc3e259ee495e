"""Policies as plain text."""

from trafficaudit.declarations.encoding import text_of
from trafficaudit.declarations.grid import Budget, Document
from trafficaudit.declarations.textlines import grids_of, lines_of


def read_text(data: bytes, where: str) -> Document:
    """Read a policy as plain text.

    Raises:
        ReadError: the encoding is unknown, or the tables are larger than is read.
    """
    text, encoding = text_of(data, where, markup=False)
    return Document(tuple(grids_of(lines_of(text), Budget(where))), encoding)
