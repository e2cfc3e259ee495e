"""Values on their way: to whom, to which country and in which phase each exchange of a capture goes, as cells of a table.

Every category goes every way (``ways.py``). The truth is what may be said of each: where two databases differ, both
countries; where an edge answers, none; of what reached no server, no cell at all.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from corpus import person, textual
from corpus.carried import Carried, Unfit, value
from corpus.names import name_for
from corpus.ways import WAYS, Company, Route, World, companies
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID
from mitmproxy import certs, dns, flow
from mitmproxy.io import FlowWriter
from support import flows, mmdb

PHASES = ("first_launch", "before_consent", "after_consent", "browse", "checkout", "after_withdrawal")


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the table, as far as a capture's maker knows it."""

    phase: str
    recipient: str
    recipient_country: str
    host: str
    country: str
    certainty: str
    leaves_korea: str
    category: str


@dataclass(frozen=True, slots=True)
class Routes:
    """A capture on disk, the files that a replay of it is given, and the cells with the exchanges and way of each."""

    capture: Path
    persona: Path
    phases: Path
    recipients: Path
    geoip: tuple[Path, ...]
    planted: Counter[Cell]
    ways: dict[str, str]
    """The way by the host's name."""


def generate(folder: Path, seed: int) -> Routes:
    """Write ``routes.mitm`` with the files that a replay of it is given: every category every way, in phases in turn."""
    draw = random.Random(f"routes {seed}")
    values, _ = person.person(draw)
    world = World(draw, list(companies(draw)))
    made: list[flow.Flow] = []
    planted: Counter[Cell] = Counter()
    ways: dict[str, str] = {}
    for way, category, carried in _cases(draw, values):
        route = WAYS[way](world)
        shown = route.shown or route.host
        ways[shown] = way
        for phase in draw.choices(PHASES, k=draw.randint(1, 2)):
            number = _STEP * PHASES.index(phase) + draw.choice((0, len(made), _STEP - 1))
            made += _exchange(number, route, carried, f"flow-{len(made)}")
            if route.sent:
                planted[_cell(phase, route, shown, category)] += 1
    return _written(folder, world, made, values, planted, ways)


_STEP = 100_000
"""Seconds from the mark of one phase to the next one's."""
_DRAWS = 50


def _cases(draw: random.Random, values: person.Values) -> Iterator[tuple[str, str, Carried]]:
    for way in WAYS:
        for category, text in values.items():
            for _ in range(0 if category in person.TYPED else _DRAWS):
                try:
                    wrap = draw.choice((textual.as_json, textual.as_form, textual.as_xml))
                    yield way, category, wrap(draw, value(text.encode(), text=True), name_for(draw, category, False))
                except Unfit:
                    continue
                break


def _cell(phase: str, route: Route, shown: str, category: str) -> Cell:
    name, home = (route.company.name, route.company.country) if route.company else ("", "")
    leaves = "undetermined"
    if route.certainty in ("established", "likely"):
        leaves = "no" if route.country == "KR" else "yes"
    return Cell(phase, name, home, shown, route.country, route.certainty, leaves, category)


def _exchange(number: int, route: Route, carried: Carried, name: str) -> Iterator[flow.Flow]:
    if route.alias:
        yield _answer(number, route)
    held: dict[str, Any] = {"body": carried.data}
    if route.kind == "message":
        held = {"messages": [(True, carried.data)]}
    elif route.kind == "answer":
        held = {"response": carried.data}
    one = flows.flow(number, "/v1/e", host=route.host, ip=route.ip, response_headers=route.headers, **held)
    one.id = name
    one.server_conn.sni = route.sni or one.server_conn.sni
    if route.certificate and route.company:
        one.server_conn.certificate_list = [certs.Cert(_certificate(route.company))]
    if not route.sent and route.kind == "body":
        one.response, one.error = None, flow.Error("connection refused", one.timestamp_created)
        one.server_conn.peername = one.server_conn.timestamp_start = one.server_conn.timestamp_tcp_setup = None
    yield one


def _certificate(company: Company) -> x509.Certificate:
    """Sign a certificate for a company's one host, by itself; Ed25519 gives the same bytes each time."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    kinds = (NameOID.COUNTRY_NAME, NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    told = (company.country, company.name, company.domains[0])
    name = x509.Name([x509.NameAttribute(kind, text) for kind, text in zip(kinds, told, strict=True)])
    start = datetime.fromtimestamp(flows.START, UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, start - timedelta(30), start + timedelta(30))
    named = x509.SubjectAlternativeName([x509.DNSName(company.domains[0])])
    return made.add_extension(named, critical=False).sign(key, None)


def _answer(number: int, route: Route) -> dns.DNSFlow:
    """Write what a resolver said of a host: another name, and the address of that."""
    asked = flows.query(number, route.host)
    assert asked.request
    asked.response = asked.request.succeed(
        [
            dns.ResourceRecord.CNAME(route.host, route.alias),
            dns.ResourceRecord.A(route.alias, IPv4Address(route.ip)),
        ]
    )
    asked.response.timestamp = flows.START + number + 0.01
    return asked


def _written(
    folder: Path,
    world: World,
    made: list[flow.Flow],
    values: person.Values,
    planted: Counter[Cell],
    ways: dict[str, str],
) -> Routes:
    folder.mkdir(parents=True, exist_ok=True)
    capture, persona = folder / "routes.mitm", folder / "person.toml"
    with capture.open("wb") as file:
        writer = FlowWriter(file)
        for each in made:
            writer.add(each)
    person.write(persona, values)
    marks = folder / "phases.jsonl"
    marks.write_text("".join(json.dumps(_mark(number, name)) + "\n" for number, name in enumerate(PHASES)))
    listed = folder / "recipients.toml"
    listed.write_text("\n".join(map(_entry, world.companies)), encoding="utf-8")
    databases = []
    for side, name in enumerate(("one", "other")):
        placed = {block: mmdb.country(both[side]) for block, both in world.blocks.items() if both[side] != "-"}
        databases.append(mmdb.write(folder / f"{name}.mmdb", "GeoLite2-Country", placed))
    return Routes(capture, persona, marks, listed, tuple(databases), planted, ways)


def _mark(number: int, name: str) -> dict[str, str]:
    at = datetime.fromtimestamp(flows.START + number * _STEP - 0.5, UTC)
    return {"at": at.isoformat(), "phase": name}


def _entry(one: Company) -> str:
    domains = ", ".join(f'"{domain}"' for domain in one.domains)
    return (
        f'[[organisation]]\nname = "{one.name}"\ncountry = "{one.country}"\ndomains = [{domains}]\nsource = "made up"\n'
    )
