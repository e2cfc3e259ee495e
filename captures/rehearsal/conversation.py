"""The messages of the rehearsal's WebSocket: each carries its id, and has one answer or several.

Text messages are JSON objects with an ``id``; binary ones begin with the id and a zero byte. ``{"push": N}`` asks for N
messages from the server; every other message is answered with one of its kind.
"""

import json

Message = str | bytes


def identity(message: Message) -> str:
    """Give the id that a message carries; empty where it carries none."""
    if isinstance(message, bytes):
        return message.partition(b"\0")[0].decode("ascii", "replace")
    try:
        read = json.loads(message)
    except ValueError:
        return ""
    return str(read.get("id", "")) if isinstance(read, dict) else ""


def answers(message: Message) -> list[Message]:
    """Give the server's answers to a message."""
    name = identity(message)
    if isinstance(message, bytes):
        return [f"{name}.answer".encode() + b"\0" + message[::-1]]
    read = json.loads(message)
    count = int(read.get("push", 1)) if isinstance(read, dict) else 1
    return [json.dumps({"id": _answer(name, number), "re": name, "ok": True}) for number in range(count)]


def as_bytes(message: Message) -> bytes:
    """Give the payload as it goes over the wire."""
    return message.encode() if isinstance(message, str) else message


def _answer(name: str, number: int) -> str:
    return f"{name}.answer" if number == 0 else f"{name}.answer-{number + 1}"
