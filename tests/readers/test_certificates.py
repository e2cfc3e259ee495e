"""Certificates out of segments and side files, against mitmproxy's own reader."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import certs
from mitmproxy.test import tflow
from support import tls
from support.states import every_kind, record

from trafficaudit.evidence.certificates import LONGEST
from trafficaudit.readers.certificates import Servers

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
WHOLE = b"".join(map(record, every_kind()))


def chain(folder: Path) -> list[certs.Cert]:
    root = tls.authority(folder, "root")
    leaf = tls.alone(tls.signed(root, folder, "leaf"))
    return [certs.Cert.from_pem(path.read_bytes()) for path in (leaf, root.path)]


def test_a_chain_is_the_one_that_mitmproxy_holds(tmp_path: Path) -> None:
    held = chain(tmp_path)
    made = tflow.tflow(resp=True)
    made.server_conn.certificate_list = held
    made.server_conn.sni = "shop.example"
    folder = tmp_path / "capture"
    folder.mkdir()
    (folder / "traffic-0001.mitm").write_bytes(record(made) * 3 + b"".join(map(record, every_kind()[1:])))
    servers = Servers(folder)
    found = list(servers.shown())
    (tls_one,) = [each for each in found if each.chain]
    assert tls_one.chain == tuple(each.to_pem() for each in held)
    assert (tls_one.sni, tls_one.host, tls_one.address) == ("shop.example", "address", "192.168.0.1")
    assert tls_one.at == made.server_conn.timestamp_start
    assert servers.unread == 0


def test_a_record_of_an_old_version_is_migrated(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    made.server_conn.certificate_list = chain(tmp_path)
    state = made.get_state() | {"version": 18}
    state["client_conn"] = state["client_conn"] | {"tls_extensions": [], "tls_established": True}
    state["server_conn"] = state["server_conn"] | {"tls_established": True}
    (tmp_path / "traffic-0001.mitm").write_bytes(record(state))
    assert [len(each.chain) for each in Servers(tmp_path).shown()] == [2]


def test_refused_connections_are_in_the_side_file(tmp_path: Path) -> None:
    pem = chain(tmp_path)[0].to_pem().decode()
    refused = {"at": "2026-11-24T00:00:00+00:00", "host": "pay.example", "server_address": "3.34.0.1"}
    first = refused | {"server_chain": "x", "server_certificates": [pem]}
    lines = [first, refused | {"server_chain": "x"}, refused, {"server_chain": 7}, [], refused | {"server_chain": "y"}]
    side = b"no json\n" + b"".join(json.dumps(each).encode() + b"\n" for each in lines)
    (tmp_path / "tls_failures.jsonl").write_bytes(side)
    found = list(Servers(tmp_path).shown())
    assert [each.chain for each in found] == [(pem.encode(),), (pem.encode(),), ()]
    assert {(each.host, each.address, each.at) for each in found} == {("pay.example", "3.34.0.1", 1795478400.0)}
    assert len({each.connection for each in found}) == 3


def test_a_line_that_cannot_be_read_is_counted(tmp_path: Path) -> None:
    (tmp_path / "tls_failures.jsonl").write_bytes(b'{"host": "a"}\n[]\nno JSON\n\n')
    servers = Servers(tmp_path)
    assert list(servers.shown()) == []
    assert servers.unread == 2


def test_a_long_chain_is_cut_and_links_are_passed_over(tmp_path: Path) -> None:
    made = tflow.tflow()
    state = made.get_state()
    state["server_conn"] = state["server_conn"] | {"certificate_list": [b"x"] * (LONGEST + 1)}
    (tmp_path / "one").write_bytes(record(state))
    (tmp_path / "traffic-0001.mitm").symlink_to("one")
    (tmp_path / "traffic-0002.mitm").mkdir()
    (tmp_path / "traffic-0003.mitm").write_bytes(b"")
    assert list(Servers(tmp_path).shown()) == []
    (tmp_path / "traffic-0004.mitm").write_bytes(record(state))
    (tmp_path / "traffic-0005.mitm").write_bytes(b"no flow file")
    servers = Servers(tmp_path)
    assert [(len(each.chain), each.cut) for each in servers.shown()] == [(LONGEST, True)]
    assert servers.unread == 1


@shared
@given(data=st.data())
def test_any_bytes_give_what_can_be_read(tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    spoiled = WHOLE[:at] + data.draw(st.binary(max_size=8)) + WHOLE[at + data.draw(st.integers(0, 8)) :]
    (tmp_path / "traffic-0001.mitm").write_bytes(spoiled)
    (tmp_path / "tls_failures.jsonl").write_bytes(data.draw(st.binary(max_size=60)))
    for each in Servers(tmp_path).shown():
        assert all(isinstance(one, bytes) for one in each.chain)


def test_a_line_that_is_too_long_counts_once(tmp_path: Path) -> None:
    long = b'{"host": "' + b"a" * (3 << 20) + b'"}\n'
    (tmp_path / "tls_failures.jsonl").write_bytes(long + b'{"server_chain": "x", "host": "a"}\n' + long)
    servers = Servers(tmp_path)
    assert [each.host for each in servers.shown()] == ["a"]
    assert servers.unread == 2
