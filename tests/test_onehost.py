"""One host is one row in every table, however requests write it; how they do stands in the evidence."""

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from mitmproxy.test import tflow
from support import hars
from support.states import record

from trafficaudit.replay import Request, replay

EMAIL = "seoyun.kim@hanbit.example"
ADDRESS = "8.8.8.8"
RECIPIENTS = """
[[organisation]]
name = "Hanbit Market Co., Ltd."
country = "KR"
domains = ["한빛.example"]
source = "https://hanbit.example/terms"
"""


def replayed(place: Path, urls: Iterable[str], ip: str = ADDRESS, persona: str = f'email = ["{EMAIL}"]') -> Path:
    (place / "p.toml").write_text(f"[values]\n{persona}\n", "utf-8")
    (place / "r.toml").write_text(RECIPIENTS, "utf-8")
    hars.write(place / "s.har", *(hars.entry(f"{url}/t?m={EMAIL}", ip) for url in urls))
    given = (place / "s.har",), place / "out", place / "p.toml"
    replay(Request(*given, recipients=(place / "r.toml",)))
    return place / "out"


def hosts(folder: Path) -> set[str]:
    found = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("exchanges", "findings", "transfers")}
    place = ["host", "category"]
    assert len(found["transfers"].drop_duplicates(place)) == len(found["transfers"])
    return {str(host) for table in found.values() for host in table["host"]}


def written(folder: Path) -> list[str]:
    (evidence,) = pd.read_parquet(folder / "destinations.parquet")["evidence"]
    return [each["answer"] for each in json.loads(evidence) if each["source"] == "host name"]


def test_unicode_and_punycode_are_one_host_of_one_recipient(tmp_path: Path) -> None:
    urls = [
        "https://한빛.example",
        "https://XN--XX3BR43B.example",
        "https://xn--xx3br43b.example.",
        "https://한빛.EXAMPLE:443",
    ]
    out = replayed(tmp_path, urls)
    assert hosts(out) == {"xn--xx3br43b.example"}
    (row,) = pd.read_parquet(out / "transfers.parquet").to_dict("records")
    assert (row["recipient"], row["exchanges"]) == ("Hanbit Market Co., Ltd.", 4)
    assert written(out) == ["XN--XX3BR43B.example", "xn--xx3br43b.example.", "한빛.EXAMPLE", "한빛.example"]


@pytest.mark.parametrize(
    ("urls", "host"),
    [
        (["http://[::1]", "http://[0:0:0:0:0:0:0:1]:80", "http://[::1%25lo]"], "::1"),
        (["http://[2001:4860:4860::8888]", "http://[2001:4860:4860:0::8888]"], "2001:4860:4860::8888"),
        (["http://8.8.8.8", "http://[::ffff:8.8.8.8]", "http://[::FFFF:808:808]"], "8.8.8.8"),
        (["http://shop.example", "http://SHOP.example", "http://shop.example.:80"], "shop.example"),
    ],
)
def test_other_spellings_too(urls: list[str], host: str, tmp_path: Path) -> None:
    out = replayed(tmp_path, urls, "" if ":" in host else ADDRESS)
    assert hosts(out) == {host}
    assert len(written(out)) == len(urls) - 1


def test_of_many_spellings_some_are_told(tmp_path: Path) -> None:
    names = ["".join(c.upper() if number >> at & 1 else c for at, c in enumerate("shop")) for number in range(12)]
    told = written(replayed(tmp_path, [f"https://{name}.example" for name in names]))
    assert (len(told), told[-1]) == (9, "further spellings")


def test_a_name_that_tells_a_person_is_shown_in_no_spelling(tmp_path: Path) -> None:
    out = replayed(tmp_path, ["https://김서윤하.push.example"], persona='name = ["김서윤하"]')
    assert not any("김서윤하" in path.read_text("utf-8") for path in out.glob("*.csv"))
    assert "김서윤하" not in pd.read_parquet(out / "destinations.parquet").to_csv()
    assert written(out) == []
    assert not hosts(out) & {"김서윤하.push.example", "xn--9d0bn3opwf6zu.push.example"}


def test_a_flow_file_and_a_har_name_it_alike(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    made.request.headers["host"] = "한빛.example"
    made.request.host, made.client_conn.sni = "xn--xx3br43b.example", "XN--XX3BR43B.EXAMPLE"
    made.server_conn.address = ("한빛.Example.", 443)
    (tmp_path / "f.mitm").write_bytes(record(made))
    replay(Request((tmp_path / "f.mitm",), tmp_path / "flows"))
    exchanges = pd.read_parquet(tmp_path / "flows" / "exchanges.parquet")
    assert list(exchanges["host"]) == ["xn--xx3br43b.example"]
    (evidence,) = pd.read_parquet(tmp_path / "flows" / "destinations.parquet")["evidence"]
    assert "differs from the host name" not in evidence
