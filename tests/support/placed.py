"""The same names and values at each place of a request or an answer that can hold them.

A place gives what ``flows.flow`` is made with. Those of ``NAMED`` hold pairs of a name and a value, those of
``DOCUMENTS`` a document, those of ``ANSWERED`` one that a server sends.
"""

import base64
import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

type Pairs = dict[str, str]
type Given = dict[str, Any]

JSON = [(b"content-type", b"application/json")]
SITE = "https://www.shop.example"
PIECE = 120


def escaped(text: str | bytes) -> str:
    return quote(text, safe="")


def _query(pairs: Pairs, sign: str = "&") -> str:
    return sign.join(f"{name}={escaped(value)}" for name, value in pairs.items())


def written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def packed(document: object) -> str:
    return base64.b64encode(written(document).encode()).decode()


def packed_for_addresses(document: object) -> str:
    return packed(document).translate(str.maketrans("+/", "-_")).rstrip("=")


def _token(document: object) -> str:
    head = packed_for_addresses({"alg": "HS256", "typ": "JWT"})
    return f"{head}.{packed_for_addresses(document)}.{packed_for_addresses('0123456789abcdef')}"


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def at(path: str) -> Given:
    return {"path": path}


def header(name: str, value: str) -> Given:
    return {"headers": [(name.encode(), value.encode())]}


def body(content: str, content_type: str = "application/json") -> Given:
    return {"body": content.encode(), "headers": [(b"content-type", content_type.encode())]}


def _multipart(parts: list[tuple[str, str]]) -> Given:
    made = "".join(f"--XbX\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n" for head, value in parts)
    return body(made + "--XbX--\r\n", "multipart/form-data; boundary=XbX")


def _address(address: str) -> Given:
    return body(written({"u": address}))


NAMED: dict[str, Callable[[Pairs], Given]] = {
    "query": lambda pairs: at("/v1/x?" + _query(pairs)),
    "query with semicolons": lambda pairs: at("/v1/x?" + _query(pairs, ";")),
    "parameters of a path": lambda pairs: at(f"/v1/x;{_query(pairs, ';')}/y"),
    "segments of a path": lambda pairs: at("/v1/" + _query(pairs, "/")),
    "one segment of a path": lambda pairs: at("/v1/" + _query(pairs, ",")),
    "fragment": lambda pairs: _address(f"{SITE}/p#{_query(pairs)}"),
    "place within a page": lambda pairs: _address(f"{SITE}/#!/p?{_query(pairs)}"),
    "address in a body": lambda pairs: _address(f"{SITE}/p?{_query(pairs)}"),
    "intent": lambda pairs: _address(f"intent://open#Intent;scheme=shop;{_query(pairs, ';')};end"),
    "address of a proxy": lambda pairs: at("/proxy?u=" + escaped(f"{SITE}/p?{_query(pairs)}")),
    "address in an address in an address": lambda pairs: at(
        "/r?u=" + escaped(f"{SITE}/r?u=" + escaped(f"{SITE}/r?u=" + escaped(f"{SITE}/p?{_query(pairs)}")))
    ),
    "form": lambda pairs: body(_query(pairs), "application/x-www-form-urlencoded"),
    "form without a type": lambda pairs: body(_query(pairs), "text/plain;charset=UTF-8"),
    "multipart": lambda pairs: _multipart([(f'name="{name}"', value) for name, value in pairs.items()]),
    "headers": lambda pairs: {"headers": [(f"X-{name}".encode(), value.encode()) for name, value in pairs.items()]},
    "pairs of a header": lambda pairs: header(
        "X-Client", "; ".join(f"{name}={value}" for name, value in pairs.items())
    ),
    "pairs with bars": lambda pairs: header("X-Client", "|".join(f"{name}:{value}" for name, value in pairs.items())),
    "structured dictionary": lambda pairs: header("X-Client", ", ".join(f'{k}="{v}"' for k, v in pairs.items())),
    "structured parameters": lambda pairs: header("X-Client", "app" + "".join(f';{k}="{v}"' for k, v in pairs.items())),
    "credentials": lambda pairs: header("Authorization", "Shop " + ", ".join(f'{k}="{v}"' for k, v in pairs.items())),
    "comment of an agent": lambda pairs: header(
        "User-Agent", f"Shop/9.4 ({'; '.join(f'{name}={value}' for name, value in pairs.items())})"
    ),
    "other comment of an agent": lambda pairs: header(
        "User-Agent", f"Shop/9.4 ({'; '.join(f'{name}:{value}' for name, value in pairs.items())})"
    ),
    "report of a page": lambda pairs: body(
        written({"csp-report": {"document-uri": f"{SITE}/p?{_query(pairs)}"}}), "application/csp-report"
    ),
    "page before": lambda pairs: header("Referer", f"{SITE}/p?{_query(pairs)}"),
    "arguments of GraphQL": lambda pairs: body(
        written({"query": f"mutation {{ a({', '.join(f'{k}: {written(v)}' for k, v in pairs.items())}) {{ ok }} }}"})
    ),
}
"""Places of pairs."""

DOCUMENTS: dict[str, Callable[[object], Given]] = {
    "parameter": lambda document: at("/v1/x?data=" + escaped(written(document))),
    "parameter in Base64": lambda document: at("/v1/x?data=" + escaped(packed(document))),
    "whole query": lambda document: at("/v1/x?" + packed_for_addresses(document)),
    "segment": lambda document: at(f"/v1/{escaped(written(document))}/x"),
    "segments in Base64": lambda document: at("/v1/" + "/".join(_pieces(packed_for_addresses(document)))),
    "Base64 that slashes part": lambda document: at("/v1/" + packed(document)),
    "cookie": lambda document: header("Cookie", "a=1; ctx=" + escaped(written(document))),
    "cookie in Base64": lambda document: header("Cookie", "ctx=" + packed(document)),
    "cookies of pieces": lambda document: header(
        "Cookie", "; ".join(f"ctx.{n}={piece}" for n, piece in enumerate(_pieces("base64-" + packed_for_addresses(document))))
    ),
    "header": lambda document: header("X-Client", written(document)),
    "header in Base64": lambda document: header("X-Client", packed(document)),
    "bytes of a structured header": lambda document: header("X-Client", f"a=1, ctx=:{packed(document)}:"),
    "token": lambda document: header("Authorization", "Bearer " + _token(document)),
    "agent": lambda document: header("User-Agent", "Shop/9.4 " + written(document)),
    "part": lambda document: _multipart([('name="data"\r\nContent-Type: application/json', written(document))]),
    "file": lambda document: _multipart([('name="file"; filename="a.bin"', written(document))]),
    "message": lambda document: {"messages": [(True, written(document).encode())]},
    "message of Socket.IO": lambda document: {"messages": [(True, f"42{written(['ev', document])}".encode())]},
    "message of STOMP": lambda document: {"messages": [(True, f"SEND\ndestination:/q\n\n{written(document)}\0".encode())]},
    "JSON-RPC": lambda document: body(written([{"jsonrpc": "2.0", "id": 1, "method": "a", "params": [document]}])),
    "variables of GraphQL": lambda document: body(written({"query": "mutation a($i: I!) { ok }", "variables": {"i": document}})),
}  # fmt: skip
"""Places of a document."""


def _answer(content: str, content_type: str = "text/html; charset=utf-8") -> Given:
    return {"response": content.encode(), "response_headers": [(b"content-type", content_type.encode())]}


def _told(name: str, value: str) -> Given:
    return {"response_headers": [(name.encode(), value.encode())]}


ANSWERED: dict[str, Callable[[object], Given]] = {
    "answer": lambda document: _answer(written(document), "application/json"),
    "call": lambda document: _answer(f"cb({written(document)});", "text/javascript"),
    "state of a page": lambda document: _answer(f"<html><script>window.__STATE__={written(document)};</script></html>"),
    "data of a page": lambda document: _answer(
        f'<html><script id="__NEXT_DATA__" type="application/json">{written(document)}</script></html>'
    ),
    "attribute of a page": lambda document: _answer(
        f'<html><div data-props="{html.escape(written(document))}"></div></html>'
    ),
    "link of a page": lambda document: _answer(f'<html><a href="/p?data={escaped(written(document))}">x</a></html>'),
    "event": lambda document: _answer(f"event: a\ndata: {written(document)}\n\n", "text/event-stream"),
    "new cookie": lambda document: _told("set-cookie", f"ctx={escaped(written(document))}; Path=/; Max-Age=60"),
    "redirect": lambda document: _told("location", f"{SITE}/p?data={escaped(written(document))}"),
    "refresh": lambda document: _told("refresh", f"0;url={SITE}/p?data={escaped(written(document))}"),
    "message that came": lambda document: {"messages": [(False, written(document).encode())]},
}
"""Places of a document in what a server sends."""
