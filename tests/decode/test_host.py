from collections.abc import Callable

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def test_labels_of_a_query(exchange: Build, check: Check) -> None:
    for url in ("", "kim-seoyun.t.example.kr", "dns://resolver/kim-seoyun.t.example.kr"):
        made = exchange(url=url, protocol="dns", host="kim-seoyun.t.example.kr")
        decoded = decode(made)
        check(made, decoded)
        fields = {f.path: f for f in decoded.fields}
        assert fields["host"].value == "kim-seoyun.t.example.kr"
        assert [fields[f"host[{i}]"].value for i in range(4)] == ["kim-seoyun", "t", "example", "kr"]
        assert {f.part for f in decoded.fields} == {"url"}


def test_encoded_label(exchange: Build) -> None:
    name = b"kim@example.kr".hex() + ".t.example"
    found = [
        (f.path, f.layers) for f in decode(exchange(protocol="dns", host=name)).fields if f.value == "kim@example.kr"
    ]
    assert found == [("host[0]", ("url", "hex"))]
