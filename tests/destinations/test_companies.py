from pathlib import Path

import pytest

from trafficaudit.destinations.companies import load
from trafficaudit.errors import DestinationError

ENTRY = '[[organisation]]\nname = "Hanbit"\ncountry = "KR"\ndomains = ["hanbit.example"]\nsource = "the demo"\n'


def test_an_entry_is_read_as_tables_show_it(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ENTRY.replace("Hanbit", " Hanbit  Mall ").replace("hanbit.example", ".Hanbit.Example."))
    (one,) = load(path)
    assert (one.name, one.country, one.domains, one.confirmed) == ("Hanbit Mall", "KR", ("hanbit.example",), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[organisation]]",
        "organisation = 3",
        "[organisation]\nname = 'x'",
        "not toml",
        ENTRY + "extra = 1",
        ENTRY + "apps = 'x'",
        ENTRY + "apps = [1]",
        ENTRY + "confirmed = 'no'",
        ENTRY.replace('"KR"', '"Korea"'),
        ENTRY.replace('"KR"', '"kr"'),
        ENTRY.replace('"KR"', '"XX"'),
        ENTRY.replace('"KR"', '"UK"'),
        ENTRY.replace('"KR"', '"EU"'),
        ENTRY.replace('["hanbit.example"]', "[]"),
        ENTRY.replace('["hanbit.example"]', '[""]'),
        ENTRY.replace('"the demo"', '" "'),
        "[other]\n" + ENTRY,
        "organisation = [1]",
    ],
)
def test_a_wrong_file_of_additions(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DestinationError) as caught:
        load(path)
    assert caught.value.remedy
    assert str(path) in str(caught.value)


def test_unreadable_additions(tmp_path: Path) -> None:
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path, tmp_path / "missing.toml", binary):
        with pytest.raises(DestinationError):
            load(path)
