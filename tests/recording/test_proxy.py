"""The programs and addons are where a recording looks for them."""

import pytest

from trafficaudit.errors import RecordError
from trafficaudit.recording import proxy


def test_they_are_there() -> None:
    assert proxy.addon("record").read_text(encoding="utf-8").startswith('"""Record everything')
    assert proxy.mitmdump().name == "mitmdump"
    assert proxy.program("web").is_file()


def test_a_missing_addon_is_said() -> None:
    with pytest.raises(RecordError, match="missing"):
        proxy.addon("absent")


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/absent/python")
    with pytest.raises(RecordError, match="mitmdump is not beside"):
        proxy.mitmdump()
