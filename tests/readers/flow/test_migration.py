import pytest
from mitmproxy.io import tnetstring as oracle
from mitmproxy.test import tflow

from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.migration import UnsupportedVersionError, migrated, migrated_peers, refuse_unknown
from trafficaudit.readers.flow.tnetstring import MalformedError
from trafficaudit.readers.source import BODY_LIMIT


@pytest.mark.parametrize("version", [21, 20, 4, (0, 11), (0, 19), (3, 0)])
def test_versions_that_mitmproxy_migrates(version: object) -> None:
    refuse_unknown(version)


@pytest.mark.parametrize("version", [22, 0, -1, 3, (0, 10), (9, 9), (), None, "21", 10**40])
def test_versions_that_it_does_not(version: object) -> None:
    with pytest.raises(UnsupportedVersionError):
        refuse_unknown(version)


def build(state: object, version: object, faults: list[str]) -> object:
    data = oracle.dumps(state)  # type: ignore[arg-type]
    start, end, _ = tnetstring.token(data, 0, len(data))
    found: dict[bytes, tnetstring.Token] = {}
    tnetstring.members(data, start, end, found)
    return migrated(data, found, version, BODY_LIMIT, faults)


def test_brings_a_state_to_the_current_version() -> None:
    state = tflow.tflow(resp=True).get_state() | {"version": 20}
    out = build(state, 20, [])
    assert isinstance(out, dict)
    assert out["version"] == 21
    client, server = migrated_peers(out, 20)
    assert (client.port, server.address) == (22, "192.168.0.1")


def test_what_cannot_be_migrated_is_the_one_error() -> None:
    for version in (20, 18, 9, 4, (3, 0), (0, 19), (0, 18), (0, 13)):
        for state in ({}, {"version": 1}, {"client_conn": 5, "server_conn": [], "request": None, "metadata": 0}):
            given = {"version": list(version) if isinstance(version, tuple) else version}
            with pytest.raises(MalformedError):
                migrated_peers(build(state | given, version, []), version)  # type: ignore[arg-type]
