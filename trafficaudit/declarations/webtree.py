"""A web page -> the tree of its elements, whole or not at all."""

from typing import Any

from lxml import etree, html

from trafficaudit.errors import ReadError

_TOO_DEEP = "elements that stand deeper in each other than is read (some 2,000 levels)"


def tree_of(text: str, where: str) -> Any | None:
    """Read a page without network, comments and instructions; ``None`` where nothing in it is a document.

    A parser that reaches a bound of its own gives the tree up to there and goes on as if the page ended: what stands
    behind would be missing without a word.

    Raises:
        ReadError: the page is not read to its end.
    """
    clean = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    # Without `huge_tree` libxml2 ends at 256 levels, which tags that nobody closed reach, and at pictures of 10 MB.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(clean, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
        raise ReadError(f"has {_TOO_DEEP}", where, "cut what is wanted out of it, into a page of its own")
    return root
