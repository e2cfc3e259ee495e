"""What the public peers find in the same corpus: TrackHAR 1.0.0 with the planted values, presidio's patterns.

Both are optional (``make peers`` puts them into ``build/peers``). They are asked for less than the tool is: a claim
counts as right wherever in the exchange it points, as neither gives a byte range of the recorded part, and one said of one category
several times in one part counts once.
"""

import json
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.generate import Corpus
from corpus.score import Claim
from mitmproxy import http
from mitmproxy.io import FlowReader

HERE = Path(__file__).resolve().parent
ENTITIES = {
    "EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone_number", "CREDIT_CARD": "card_number", "IP_ADDRESS": "ip_address",
    "MAC_ADDRESS": "mac_address", "KR_RRN": "resident_registration_number", "KR_FRN": "foreigner_registration_number",
    "KR_DRIVER_LICENSE": "driver_license_number", "KR_PASSPORT": "passport_number",
    "KR_BRN": "business_registration_number",
}  # fmt: skip
"""Presidio's names of what it and the corpus both know."""


def trackhar(corpus: Corpus, folder: Path) -> list[Claim] | str:
    """Give TrackHAR's claims, or say why there are none."""
    node = shutil.which("node")
    if node is None or not (folder / "node_modules" / "trackhar").is_dir():
        return "not installed"
    flows = positioned(corpus)
    har, indicators = corpus.capture.with_suffix(".har"), corpus.capture.with_suffix(".indicators.json")
    creator, entries = {"name": "corpus", "version": "1"}, [_entry(flow) for _, flow in flows]
    har.write_text(json.dumps({"log": {"version": "1.2", "creator": creator, "entries": entries}}))
    # One letter stands everywhere; nobody would ask TrackHAR for it.
    indicators.write_text(json.dumps({category: text for category, text in corpus.values.items() if len(text) > 1}))
    out = _run([node, str(HERE / "trackhar.mjs"), str(folder.resolve()), str(har), str(indicators)])
    claims = [
        Claim(position, "", "", category, "", "", f"trackhar {adapter}", 1.0, -1, -1)
        for (position, _), found in zip(flows, json.loads(out), strict=True)
        for adapter, category, _ in found
        if category in corpus.values
    ]
    return once(claims)


def presidio(corpus: Corpus, folder: Path) -> list[Claim] | str:
    """Give presidio's claims over addresses, headers, bodies and messages as text, or say why there are none."""
    python = folder / "bin" / "python"
    if not python.exists() or not list(folder.glob("lib/*/site-packages/presidio_analyzer")):
        return "not installed"
    texts = corpus.capture.with_suffix(".texts.json")
    texts.write_text(json.dumps([row for position, flow in positioned(corpus) for row in _texts(position, flow)]))
    out = _run([str(python), str(HERE / "presidio.py"), str(texts)])
    claims = [
        Claim(position, part, "", ENTITIES[entity], "", "", "presidio", score, -1, -1)
        for position, part, entity, score in json.loads(out)
        if entity in ENTITIES
    ]
    return once(claims)


def once(claims: list[Claim]) -> list[Claim]:
    """Keep the surest claim of each category in each part."""
    surest_last = sorted(claims, key=lambda claim: claim.confidence)
    return list({(claim.position, claim.part, claim.category): claim for claim in surest_last}.values())


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def positioned(corpus: Corpus) -> list[tuple[int, http.HTTPFlow]]:
    """Give the corpus's HTTP exchanges with their position among all: names are asked of DNS between them."""
    with corpus.capture.open("rb") as stream:
        numbered = enumerate(FlowReader(stream).stream())
        return [(position, flow) for position, flow in numbered if isinstance(flow, http.HTTPFlow)]


def _body(flow: http.HTTPFlow) -> str:
    """Give a body as mitmproxy's own HAR export does: content encoding off, as text."""
    text = flow.request.get_text(strict=False) or ""
    return text.encode("utf-8", "replace").decode()


def _texts(position: int, flow: http.HTTPFlow) -> list[list[Any]]:
    rows: list[list[Any]] = [[position, "url", flow.request.url]]
    rows += [[position, "header", value] for value in flow.request.headers.values()]
    messages = flow.websocket.messages if flow.websocket else []
    bodies = [_body(flow), *(message.content.decode("utf-8", "replace") for message in messages)]
    return rows + [[position, "body", text] for text in bodies if text]


def _entry(flow: http.HTTPFlow) -> dict[str, Any]:
    request = flow.request
    made: dict[str, Any] = {
        "method": request.method, "url": request.url, "httpVersion": "HTTP/2.0", "cookies": [], "queryString": [],
        "headers": [{"name": name, "value": value} for name, value in request.headers.items()],
        "headersSize": -1, "bodySize": len(request.raw_content or b""),
    }  # fmt: skip
    if request.raw_content:
        made["postData"] = {"mimeType": request.headers.get("content-type", ""), "text": _body(flow)}
    at = datetime.fromtimestamp(request.timestamp_start or time.time(), UTC).isoformat()
    response = {
        "status": 200,
        "statusText": "",
        "httpVersion": "HTTP/2.0",
        "headers": [],
        "cookies": [],
        "content": {"size": 0, "mimeType": ""},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": 0,
    }
    return {
        "startedDateTime": at,
        "time": 1,
        "request": made,
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 0},
    }
