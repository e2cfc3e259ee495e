"""Results of the demo, of a hostile recording, and a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import support.poisoned
from support import browsers, flows
from support.hostile import EMAIL, PAYLOADS

from trafficaudit import declarations, replay
from trafficaudit.report.declared import Held, hold
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page
from trafficaudit.report.results import Results, read_results

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEMO = Path(__file__).resolve().parent.parent.parent / "captures" / "demo"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    request = replay.Request((DEMO,), folder, DEMO / "persona.toml", recipients=(DEMO / "recipients.toml",))
    replay.replay(request)
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Results:
    return read_results(demo_folder)


@pytest.fixture(scope="session")
def linked(demo: Results) -> Linked:
    return link(demo)


@pytest.fixture(scope="session")
def demo_pages(demo: Results, linked: Linked, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {lang: _written(demo, linked, lang, tmp_path_factory) for lang in ("ko", "en")}


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every payload in host, path, header, key, value, phase, app, recipient and file name, replayed for real."""
    folder = tmp_path_factory.mktemp("hostile")
    made = []
    for number, payload in enumerate(PAYLOADS):
        raw = payload.encode()
        body = json.dumps({payload: EMAIL, "email": payload, f"email{payload}": EMAIL}).encode()
        each = flows.flow(
            number,
            f"/v1/{payload}?email={EMAIL}&{payload}={EMAIL}",
            host="a.shop.example",
            headers=[(b"content-type", b"application/json"), (b"x-mail", f"{EMAIL} {payload}".encode())],
            body=body,
            response=raw,
        )
        if not number % 2:
            each.request.host = f"{payload}.example"
        each.request.headers["user-agent"] = payload
        made.append(each)
    capture = flows.write(folder / f"a{PAYLOADS[0]}.mitm".replace("/", "_"), *made)
    phases = folder / "phases.jsonl"
    phases.write_text(
        "\n".join(
            json.dumps({"at": flows.START + number, "phase": payload}) for number, payload in enumerate(PAYLOADS)
        ),
        encoding="utf-8",
    )
    persona = folder / "persona.toml"
    persona.write_text(f'[values]\nemail = ["{EMAIL}"]\n', encoding="utf-8")
    recipients = folder / "recipients.toml"
    name = json.dumps(f"Evil {PAYLOADS[1]}")
    recipients.write_text(
        f'[[organisation]]\nname = {name}\ncountry = "KR"\ndomains = ["shop.example"]\nsource = {name}\n',
        encoding="utf-8",
    )
    out = folder / "out"
    replay.replay(replay.Request((capture,), out, persona, PAYLOADS[2], phases, recipients=(recipients,)))
    return out


@pytest.fixture(scope="session")
def hostile_page(hostile_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = read_results(hostile_folder)
    return _written(results, link(results), "en", tmp_path_factory)


@pytest.fixture(scope="session")
def declared_page(demo: Results, demo_folder: Path, linked: Linked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = hold(demo_folder, declarations.load(DEMO / "declaration.yaml"), lang="ko", draft=False)
    return _written(demo, linked, "ko", tmp_path_factory, held)


@pytest.fixture(scope="session")
def poisoned(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Results, Linked, Held]:
    """The demo's results and declaration with a payload in front of every text."""
    folder = support.poisoned.results(demo_folder, tmp_path_factory.mktemp("poisoned") / "out")
    results = read_results(folder)
    declared = support.poisoned.declaration(DEMO / "declaration.yaml")
    return results, link(results), hold(folder, declared, lang="ko", draft=True)


@pytest.fixture(scope="session")
def poisoned_page(poisoned: tuple[Results, Linked, Held], tmp_path_factory: pytest.TempPathFactory) -> Path:
    results, linked, held = poisoned
    return _written(results, linked, "ko", tmp_path_factory, held)


@pytest.fixture(scope="module")  # while it is open, an event loop of its own runs, which other tests' loops refuse
def browser() -> Iterator["Browser"]:
    pytest.importorskip("playwright", reason="playwright is not installed: the page is not opened in a browser")
    if not browsers.PROGRAM:
        pytest.skip("chromium is not installed (apt-get install chromium): the page is not opened in a browser")
    with browsers.chromium() as made:
        yield made


def _written(
    results: Results, linked: Linked, lang: str, factory: pytest.TempPathFactory, held: Held | None = None
) -> Path:
    path = factory.mktemp("page") / f"report-{lang}.html"
    path.write_text(page(results, linked, lang, held), encoding="utf-8")
    return path
