"""A small capture and persona for the commands."""

import json
from pathlib import Path

import pytest
from support import hars

SEOUL = "3.34.0.1"


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    body = json.dumps({"email": "seoyun.kim@hanbit.example", "imei": "x"})
    return hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/=cmd", SEOUL, body=body))


@pytest.fixture
def persona(tmp_path: Path) -> Path:
    path = tmp_path / "p.toml"
    path.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    return path
