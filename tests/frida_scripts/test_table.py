"""docs/hooks.md tells of each hook what is so."""

import ssl

import pytest
from support import hooktable


def test_the_page_is_that_of_the_agents() -> None:
    if ssl.OPENSSL_VERSION_INFO < (3, 3):
        pytest.skip("the page was written beside OpenSSL 3.5, which has functions that this one has not")
    assert hooktable.PAGE.read_text(encoding="utf-8") == hooktable.page(hooktable.collected()), (
        "write it anew: python -m support.hooktable, in tests/"
    )
