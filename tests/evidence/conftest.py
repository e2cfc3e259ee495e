"""A sealed and stamped package that the tests of a session copy and spoil."""

from pathlib import Path

import pytest
from support.packages import sealed
from support.stampers import Stamper


@pytest.fixture(scope="session")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper(tmp_path_factory.mktemp("stamper") / "authority")


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, stamper: Stamper) -> Path:
    """Not to be changed: tests copy it."""
    folder = tmp_path_factory.mktemp("package")
    results = folder / "results"
    results.mkdir()
    (results / "transfers.csv").write_text("app,host\n")
    (results / "recipe.json").write_text("{}\n")
    return sealed(folder, stamper, [results])
