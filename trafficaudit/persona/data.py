"""The tables of ``data.toml``, read once."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def tables() -> dict[str, Any]:
    """Give the whole data file; callers do not change it."""
    return tomllib.loads(resources.files(__package__).joinpath("data.toml").read_text(encoding="utf-8"))
