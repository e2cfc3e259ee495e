import subprocess
import sys
from pathlib import Path

from mitmproxy.io import tnetstring as oracle
from mitmproxy.test import tflow
from mitmproxy.version import FLOW_FORMAT_VERSION
from support.states import record

from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, LazyFlows, version_of
from trafficaudit.readers.source import BODY_LIMIT


def members(state: object) -> tuple[bytes, dict[bytes, tnetstring.Token]]:
    data = oracle.dumps(state)  # type: ignore[arg-type]
    start, end, _ = tnetstring.token(data, 0, len(data))
    found: dict[bytes, tnetstring.Token] = {}
    tnetstring.members(data, start, end, found)
    return data, found


def test_the_installed_version_is_read_lazily() -> None:
    assert FLOW_FORMAT_VERSION in LAZY_VERSIONS


def test_versions() -> None:
    assert version_of(*members({"version": 21})) == 21
    assert version_of(*members({b"version": [0, 18, 3]})) == (0, 18)
    assert version_of(*members({"version": "x"})) is version_of(*members({})) is None


def test_builds_only_what_is_wanted_and_the_same_as_mitmproxy() -> None:
    whole = tflow.tflow(resp=True).get_state()
    faults: list[str] = []
    state = LazyFlows(BODY_LIMIT).state(*members(whole), faults)
    assert not faults
    for side in ("request", "response"):
        part = state[side]
        assert isinstance(part, dict)
        for key, value in part.items():
            assert value == whole[side][key]
        assert "reason" not in part


def test_a_connection_is_read_once() -> None:
    lazy = LazyFlows(BODY_LIMIT)
    made = tflow.tflow()
    first = lazy.peers(*members(made.get_state()), [])
    made.request.path = "/other"
    again = lazy.peers(*members(made.get_state()), [])
    assert first[0] is again[0]
    assert first[1] is again[1]


def test_a_member_that_cannot_be_read_is_noted() -> None:
    state = tflow.tflow(resp=True).get_state() | {"response": "x", "client_conn": 5, "error": [1], "metadata": 7}
    faults: list[str] = []
    lazy = LazyFlows(BODY_LIMIT)
    assert "request" in lazy.state(*members(state), faults)
    lazy.peers(*members(state), faults)
    assert sorted(fault.split(" of ")[0] for fault in faults) == [
        "the client connection",
        "the metadata",
        "the response",
    ]


def test_mitmproxy_is_not_imported_for_a_current_file(tmp_path: Path) -> None:
    path = tmp_path / "now.mitm"
    path.write_bytes(record(tflow.tflow(resp=True)))
    code = (
        "import sys; from pathlib import Path; from trafficaudit.readers import open_capture\n"
        "assert len(list(open_capture(Path(sys.argv[1])).items())) == 1\n"
        "assert 'mitmproxy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
