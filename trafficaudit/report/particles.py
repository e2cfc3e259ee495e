"""Korean particles whose form hangs on the sound before them: 은/는, 이/가, 을/를, 과/와, 으로/로.

The rule is that of the Standard Language Regulations: the first form after a final consonant, the second one elsewhere;
으로 also loses its vowel after ㄹ. Digits and capital letters are read as Koreans read them. Where the sound is not
known (a foreign word, a bracket), both forms are written, as forms do: 은(는).
"""

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8
_DIGITS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
"""Finals of 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구, as numbers of the final in a syllable's code."""
_LETTERS = {"L": 8, "M": 16, "N": 4, "R": 8}
"""Finals of 엘, 엠, 엔, 알; the names of the other letters have none."""


def particle(before: str, forms: str) -> str:
    """Give the form of a particle after a text.

    >>> particle("전화번호", "은/는"), particle("서울", "으로/로"), particle("Cloud", "이/가")
    ('는', '로', '이(가)')
    """
    after_final, after_vowel = forms.split("/")
    final = _final(before)
    if final is None:
        both = f"({after_final[0]}){after_vowel}" if after_final.endswith(after_vowel) else None
        return both or f"{after_final}({after_vowel})"
    if final == _RIEUL and after_final == "으로":
        return after_vowel
    return after_final if final else after_vowel


def _final(text: str) -> int | None:
    """Give the number of the final consonant that a text ends in; 0 for none, ``None`` where its sound is not known."""
    last = text[-1:]
    if last and _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS
    if last in _DIGITS:
        return _DIGITS[last]
    if last.isascii() and last.isupper() and not text[-2:-1].islower():
        return _LETTERS.get(last, 0)
    return None
