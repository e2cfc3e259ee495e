from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


@given(st.text("가나다라마홍길동", min_size=1, max_size=8))
def test_host_of_a_url(exchange: Build, check: Check, label: str) -> None:
    host = "xn--" + label.encode("punycode").decode() + ".kr"
    made = exchange(url=f"https://{host}/p?q=1")
    decoded = decode(made)
    check(made, decoded)
    field = next(f for f in decoded.fields if f.layers == ("punycode",))
    assert (field.path, field.value) == ("host", label + ".kr")


def test_value(body: Body) -> None:
    host = "홍길동.한국".encode("idna").decode()
    assert ("홍길동.한국", ("json", "punycode")) in [(f.value, f.layers) for f in body(f'["{host}"]'.encode()).fields]


@given(st.text("abcxyz0-", max_size=30))
def test_any_label(body: Body, label: str) -> None:
    body(f'["xn--{label}.kr"]'.encode())
