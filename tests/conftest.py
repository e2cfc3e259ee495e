"""Fixtures that tests of several rooms use."""

from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no failed property; bounds on time are tests of their own.
settings.register_profile("trafficaudit", parent=settings.default, deadline=None)
settings.load_profile("trafficaudit")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_captures() -> Path:
    """Real captures of other tools, which are not part of the project; tests that need them skip where they are absent."""
    folder = REPOSITORY.parent / "shared" / "captures"
    if not folder.is_dir():
        pytest.skip("the folder of other tools' captures (../shared/captures) is not on this machine")
    return folder
