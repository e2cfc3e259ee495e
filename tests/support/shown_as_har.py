"""What a capture's exchanges are once they went through a HAR: the same, with content encodings taken off."""

from dataclasses import replace
from pathlib import Path

from trafficaudit import readers
from trafficaudit.export import harparts
from trafficaudit.export.harwriter import NOT_HELD
from trafficaudit.model import Exchange, Message
from trafficaudit.placing import placed


def held(capture: Path) -> list[Exchange]:
    """Give what a HAR can hold of a capture, as it should come back."""
    source = readers.open_capture(capture)
    exchanges = [item for item in source.items() if isinstance(item, Exchange) and item.protocol not in NOT_HELD]
    return [nameless(placed(item, source.capture, ""), plain=True) for item in exchanges]


def read(har: Path) -> list[Exchange]:
    """Give what a HAR holds."""
    return [nameless(item) for item in readers.open_capture(har).items() if isinstance(item, Exchange)]


def nameless(exchange: Exchange, *, plain: bool = False) -> Exchange:
    """Give an exchange without its number; HAR has no request body that is empty and one that was not recorded."""
    request, response = exchange.request, exchange.response
    if plain:
        request, response = (side and decoded(side) for side in (request, response))
    if exchange.protocol != "websocket":
        request = request or Message()
        request = replace(request, body=request.body or None, body_form=request.body_form if request.body else "wire")
    return replace(exchange, id="", capture_id="", position=0, request=request, response=response)


def decoded(message: Message) -> Message:
    if message.body is None:
        return message
    body = harparts.plain(message)
    size = len(body.data) if body.form != message.body_form else message.body_size
    return replace(message, body=body.data, body_form=body.form, body_size=size)
