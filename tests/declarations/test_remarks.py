from trafficaudit.declarations import remarks
from trafficaudit.declarations.remarks import joined, remark


def test_every_remark_stands_in_both_languages_and_is_filled() -> None:
    for name, said in remarks._said().items():
        assert set(said) == {"ko", "en"}
        for slot in ("{0}", "{1}", "{2}"):
            assert (slot in said["ko"]) == (slot in said["en"])
        assert "{" not in remark(name, "ko", "x", "y", "z")
    assert remark("column", "en", "purpose") == "traffic cannot show this (purpose): the policy's words only"


def test_remarks_are_joined_without_empty_ones() -> None:
    assert joined("a", "", "b") == "a; b"
