"""A program that pins and cannot be made to trust: it passes the proxy unread, and is read from inside all the same."""

import asyncio
import json
import shlex
import signal
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from support import market, targets
from support.market import MAIN
from support.ports import free_port

from captures.rehearsal import geo, proxy
from captures.rehearsal.ledger import read_server
from captures.rehearsal.servers import Shop

HOST = "collect.bamboo-push.example"
BODY = '{"email":"gaon.jegal@mail.example","imei":"356938035643809"}'


async def _record(folder: Path, version: str) -> str:
    async with Shop(folder) as shop:
        geo.write_countries(folder / "countries.mmdb", shop.map.countries())
        place, port = shop.map.place_of(HOST), free_port()
        program = [
            *(targets.program("curl"), "-sS", version, "--proxy", f"http://{proxy.LOOPBACK}:{port}"),
            *("--cacert", str(shop.map.authority), "--connect-to", f"{HOST}:443:{place.address}:{place.tls}"),
            *("-H", "content-type: application/json", "-d", BODY, f"https://{HOST}/v1/reg"),
        ]
        arguments = [
            *("record", "--app", "kr.example", "--no-check", "--listen", proxy.LOOPBACK, "--port", str(port)),
            *("--set", f"confdir={folder / 'mitmproxy'}", "--set", f"ignore_hosts={place.address}"),
            *("--hooks", f"local:{shlex.join(program)}", "--hook", "tls", "--hook", "sockets", "--plaintext", HOST),
            *("-o", str(folder / "capture")),
        ]
        with subprocess.Popen([*MAIN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as recorder:
            try:
                await market.until(lambda: any(row.host for row in read_server(folder / "servers.jsonl")), recorder)
                await market.until(lambda: b'"sent"' in (folder / "capture" / "events.jsonl").read_bytes(), recorder)
                await asyncio.sleep(1)
            finally:
                recorder.send_signal(signal.SIGINT)
                said, _ = await asyncio.to_thread(recorder.communicate, None, 60)
    assert recorder.returncode == 0, said
    return said.decode()


@pytest.mark.parametrize(("version", "protocol"), [("--http1.1", "http/1.1"), ("--http2", "http/2")])
def test_its_plaintext_is_in_the_table_with_the_country_that_the_proxy_knows(
    version: str, protocol: str, tmp_path: Path
) -> None:
    said = asyncio.run(_record(tmp_path, version))
    lines = (tmp_path / "capture" / "connections.jsonl").read_text().splitlines()
    (connection,) = (each for each in map(json.loads, lines) if each["client_random"])
    assert connection["state"] == "not intercepted", said
    out = tmp_path / "out"
    options = ["--geoip", str(tmp_path / "countries.mmdb"), "-o", str(out)]
    done = subprocess.run([*MAIN, "replay", str(tmp_path / "capture"), *options], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = pd.read_parquet(out / "transfers.parquet").set_index("category")
    assert {"email", "imei"} <= set(rows.index)
    assert (rows.loc["imei"].host, rows.loc["imei"].country, rows.loc["imei"].leaves_korea) == (HOST, "CN", "yes")
    (exchange,) = pd.read_parquet(out / "exchanges.parquet").to_dict("records")
    assert exchange["protocol"] == protocol
    assert exchange["exchange"].startswith(f"hooks-{connection['client_random'][:16]}")
    assert exchange["request_bytes"] == len(BODY)
    assert (exchange["status"], exchange["ip"]) == (200, connection["server_address"])
    stories = pd.read_parquet(out / "findings.parquet").reasoning
    assert all("the hooks saw the TLS client random of this connection there (certain)" in story for story in stories)
    coverage = pd.read_csv(out / "coverage.csv")
    assert coverage[coverage.state == "not intercepted"].connections.sum() == 0
