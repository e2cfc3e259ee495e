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
    ("written", "domain"),
    [
        ("한빛.example", "xn--xx3br43b.example"),
        ("_dns.Hanbit.example", "_dns.hanbit.example"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8::7", "2001:db8::7"),
        ("localhost", "localhost"),
    ],
)
def test_a_domain_is_whatever_names_a_host(tmp_path: Path, written: str, domain: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ENTRY.replace("hanbit.example", written) + "apps = ['com.hanbit.*', 'app']", encoding="utf-8")
    (one,) = load(path)
    assert one.domains == (domain,)


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
        ENTRY.replace("hanbit.example", "*.hanbit.example"),
        ENTRY.replace("hanbit.example", "https://hanbit.example/"),
        ENTRY.replace("hanbit.example", "hanbit.example:8443"),
        ENTRY.replace("hanbit.example", "hanbit example"),
        ENTRY.replace("hanbit.example", "hanbit..example"),
        ENTRY + "apps = ['com.*.market']",
        ENTRY + "apps = ['com.hanbit*']",
        ENTRY + "apps = ['*']",
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
