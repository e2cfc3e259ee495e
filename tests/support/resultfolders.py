"""Result folders made of made-up exchanges by the code that writes real ones."""

import hashlib
import json
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trafficaudit import output
from trafficaudit.model import Decoded as Nothing
from trafficaudit.model import Destination, Evidence, Exchange, Field, Finding, Message, Span
from trafficaudit.tables.collect import Results

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
type Item = tuple[Exchange, Destination, list[Finding]]


def exchange(
    number: int,
    host: str = "a.shop.example",
    phase: str = "browse",
    app: str = "kr.example.shop",
    error: str | None = None,
) -> Exchange:
    return Exchange(
        f"{number:06}", "made", number, START + timedelta(seconds=number), app, phase, "http/2", "POST",
        f"https://{host}/v1/e", host, 443, Message(body=b"{}", body_size=2), Message(status=200),
        server_address="192.0.2.1", tls=True, error=error,
    )  # fmt: skip


def destination(
    host: str = "a.shop.example", country: str = "SG", certainty: str = "likely", recipient: str = "A Shop"
) -> Destination:
    return Destination(
        host, host, "192.0.2.1", 443, country, certainty,  # type: ignore[arg-type]
        (Evidence("DB", country or "none", "made up"),), 64500, "Example Net", recipient, country[:2], "curated", "third",
    )  # fmt: skip


def finding(
    category: str = "email",
    value: str = "seoyun@hanbit.example",
    path: str = "user.mail",
    detector: str = "persona",
    match: str = "verbatim",
) -> Finding:
    field = Field(
        "request", "body", path, path, value, ("json",), Span(3, 3 + len(value)), exact=True, parent=0, leaf=True
    )
    return Finding(
        field, category, match, ("json",), Span(3, 3 + len(value)), value, detector, 1.0, "Seeded value, made up."
    )


def write(folder: Path, items: Iterable[Item], lang: str = "en", **changes: object) -> Path:
    """Write a result folder with its recipe."""
    folder.mkdir()
    with Results(folder, lang) as results:
        for each, where, findings in items:
            results.exchange(each, where, Nothing((), ()), findings)
    seal(folder, **changes)
    return folder


def seal(folder: Path, **changes: object) -> None:
    """Write the recipe of what stands in the folder."""
    files = [file for file in sorted(folder.iterdir()) if file.name != output.RECIPE]
    recipe: dict[str, object] = {
        "format": output.FORMAT,
        "tool": {"name": "trafficaudit", "version": "0.1.0", "rules_sha256": "0" * 64},
        "python": "3.13",
        "libraries": {"pyarrow": "26"},
        "inputs": {"captures": [{"id": "made", "file": "made.mitm", "format": "flow file", "size": 9, "sha256": "1" * 64, "metadata": {"note": "made up"}}], "persona": None, "phases": None, "recipients": [], "databases": []},
        "counts": {},
        "gaps": [],
        "warnings": [],
        "outputs": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
    }  # fmt: skip
    (folder / output.RECIPE).write_text(json.dumps(recipe | changes), encoding="utf-8")


def reseal(folder: Path) -> None:
    """Have a recipe name the tables that stand in the folder by now, and say what it said."""
    recipe = json.loads((folder / output.RECIPE).read_bytes())
    del recipe["outputs"]
    seal(folder, **recipe)


CATEGORIES = (
    "email", "phone_number", "name", "advertising_id", "android_id", "device_model", "os_name", "os_version",
    "app_version", "user_agent", "locale", "timezone", "session_id", "behaviour", "viewed_page", "coordinates",
    "postal_address", "postal_code", "member_id", "installation_id", "search_query", "screen", "push_token", "ip_address",
)  # fmt: skip
PHASES = ("install", "first_launch", "before_consent", "consent", "login", "browse", "checkout", "background")
PLACES = (
    ("US", "established"),
    ("CN", "likely"),
    ("SG", "established"),
    ("KR", "likely"),
    ("KR or US", "disputed"),
    ("", "edge"),
)


def many(rows: int, seed: int = 5) -> Iterable[Item]:
    """Give exchanges that make at least so many transfer rows: 24 categories, 8 phases, as many hosts as it takes."""
    draw = random.Random(seed)
    hosts = -(-rows // (len(CATEGORIES) * len(PHASES)))
    number = 0
    for phase in PHASES:
        for host_number in range(hosts):
            country, certainty = PLACES[host_number % len(PLACES)]
            host = f"api{host_number}.recipient-{host_number % 80}.example"
            where = destination(host, country, certainty, f"Recipient {host_number % 80} Ltd. (made up)")
            for _ in range(draw.randint(2, 5)):
                found = [
                    finding(
                        name,
                        f"value-{name}-{draw.randint(0, 3)}",
                        f"events[{draw.randint(0, 9)}].{name}",
                        *(("persona", "verbatim") if place % 2 else ("key", "named")),
                    )
                    for place, name in enumerate(CATEGORIES)
                ]
                yield exchange(number, host, phase), where, found
                number += 1


def unsent(each: Exchange) -> Exchange:
    """Give an exchange that reached no server."""
    return replace(each, sent=False)
