"""Names that are written as one word: whose it is and what it is (``buyeraddr``, ``수취인전화번호``, ``收件人电话``).

Korean and Chinese put no space between the two, and payment windows of Korea write English without one; the words stand
in ``compounds.toml``. A shop's are parted as well, so that a name says that it is nobody's (``매장전화번호``).

>>> parted("recvpostnum"), parted("username"), parted("buyeraddress1")
(('recv', 'postnum'), ('username',), ('buyeraddress1',))
>>> parted("받는분상세주소"), parted("매장전화번호"), parted("이메일주소")
(('받는분', '상세주소'), ('매장', '전화번호'), ('이메일주소',))
"""

import tomllib
from importlib import resources


def _pairs() -> dict[str, tuple[str, str]]:
    text = resources.files(__package__).joinpath("compounds.toml").read_text(encoding="utf-8")
    pairs = tomllib.loads(text)["pair"]
    return {first + second: (first, second) for pair in pairs for first in pair["whose"] for second in pair["theirs"]}


_PARTED = _pairs()


def parted(word: str) -> tuple[str, ...]:
    """Give the two words that a word in lower case is made of; any other word as it is."""
    return _PARTED.get(word) or (word,)
