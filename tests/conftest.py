"""Fixtures that tests of several rooms use."""

import os
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import settings

from trafficaudit import faults

# A slow machine is no failed property; bounds on time are tests of their own. Other examples come with each run.
settings.register_profile("trafficaudit", parent=settings.default, deadline=None, max_examples=50)
settings.load_profile("trafficaudit")
# The same examples with each run of the same code (``--hypothesis-profile=again``): what CI says can be seen again.
settings.register_profile("again", parent=settings.default, derandomize=True, database=None)


def pytest_configure(config: pytest.Config) -> None:
    """Have the run note what the tests of promises came to; with several workers their parent alone does."""
    if not hasattr(config, "workerinput"):
        from support.assertions import Notes

        config.pluginmanager.register(Notes(), "assertions")


REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def faults_are_seen() -> None:
    """Every error of a reader is one of the test, not a gap; programs that tests start tell it as a gap."""
    faults.RAISED = (*faults.RAISED, Exception)


@pytest.fixture(scope="session", autouse=True)
def prepared_once() -> Iterator[None]:
    """Work out a persona's digests, compile what is searched for and read the map of recipients once for all tests.

    These take most of a short replay, follow from what they are given alone, and hold nothing of what was searched.
    """
    from trafficaudit.destinations import companies, recipients
    from trafficaudit.detectors import matcher
    from trafficaudit.detectors.persona import digest_heads, hashed

    worked_out = lru_cache(maxsize=4)(digest_heads.DigestHeads)
    compiled = lru_cache(maxsize=16)(matcher._Scanner)
    organisations = companies.load(companies.BUILT_IN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashed, "DigestHeads", lambda hashables: worked_out(tuple(hashables)))
        patch.setattr(matcher, "_Scanner", lambda expressions: compiled(tuple(expressions)))
        patch.setattr(
            recipients, "load", lambda path: organisations if path == companies.BUILT_IN else companies.load(path)
        )
        yield


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """Forget which texts hold nothing: a test that one before it answers from memory could not fail."""
    decoders = sys.modules.get("trafficaudit.decode")
    if decoders is not None:
        remembered = decoders._SELECTION
        for kept in (remembered.closed, remembered.closed_headers, remembered.headers._known):
            kept.clear()


@pytest.fixture(scope="session")
def shared_captures() -> Path:
    """Real captures of other tools, which are not part of the project; tests that need them skip where they are absent."""
    folder = REPOSITORY.parent / "shared" / "captures"
    if not folder.is_dir():
        pytest.skip("the folder of other tools' captures (../shared/captures) is not on this machine")
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_configuration() -> Iterator[Path]:
    """A configuration folder of the tests' own, with no time stamp authority in it: no test asks a real one."""
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "trafficaudit"
        inside.mkdir()
        (inside / "evidence.toml").write_text('operator = "the tests"\n')
        before = os.environ.get("XDG_CONFIG_HOME")
        os.environ["XDG_CONFIG_HOME"] = folder
        yield inside
        if before is None:
            del os.environ["XDG_CONFIG_HOME"]
        else:
            os.environ["XDG_CONFIG_HOME"] = before
