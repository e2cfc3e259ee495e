"""What a user says about evidence, and what holds where nothing was said."""

import re
from pathlib import Path

import pytest

from trafficaudit.errors import SignerError
from trafficaudit.evidence import config


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "trafficaudit").mkdir()
    return tmp_path / "trafficaudit/evidence.toml"


def test_two_authorities_without_a_configuration(said: Path) -> None:
    assert [each.name for each in config.load().authorities] == ["digicert", "sectigo"]
    assert config.folder() == said.parent


def test_a_folder_that_is_not_absolute_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the XDG Base Directory Specification has it: it would be another one in each folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config.folder() == Path.home() / ".config/trafficaudit"


def test_the_users_own(said: Path) -> None:
    said.write_text(
        'operator = "Kim"\n[[authority]]\nname = "agency"\nurl = "http://127.0.0.1/tsr"\nroot = "agency.pem"\n'
    )
    found = config.load()
    assert (found.operator, found.authorities[0].root) == ("Kim", said.parent / "agency.pem")


@pytest.mark.parametrize(
    "text",
    [
        "authority = 1",
        '[[authority]]\nname = "A B"\nurl = "http://x/"',
        '[[authority]]\nname = "signer"\nurl = "http://x/"',
        '[[authority]]\nname = "../x"\nurl = "http://x/"',
        '[[authority]]\nname = "x"\nurl = "file:///etc/passwd"',
        '[[authority]]\nname = "x"\nurl = "http://"',
        '[[authority]]\nname = "x"\nurl = "http://a b/"',
        '[[authority]]\nname = "x"\nurl = "http://[::1"',
        '[[authority]]\nname = "x"\nurl = "http://x/"\n[[authority]]\nname = "x"\nurl = "http://y/"',
        "[[authority]]",
        "no toml",
    ],
)
def test_what_is_wrong_is_said(said: Path, text: str) -> None:
    said.write_text(text)
    with pytest.raises(SignerError):
        config.load()


def test_authorities_by_their_addresses() -> None:
    first, second = config.at(("http://a.example/", "https://b.example:3/tsr"))
    assert (first.name[:-8], second.name[:-8]) == ("a-example-", "b-example-3-")
    assert config.at((second.url, first.url, second.url)) == (second, first), "whatever place an address has"
    assert config.at(("http://a.example/x",))[0].name != first.name
    assert config.at(("http://kim:secret@a.example/",))[0].name == first.name
    long = config.at(("http://" + "x." * 60 + "kr/",))[0].name
    assert re.fullmatch("[a-z0-9][a-z0-9-]{0,31}", long), long
    with pytest.raises(SignerError, match="--authority"):
        config.at(("ftp://a/",))
