import struct
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.pictures import xmp

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="37,30.86N"
 exif:GPSLongitude='127,3,46.5E' tiff:Model="SM-S921N" xmpMM:InstanceID="xmp.iid:4f1d2c3b-0000-4e5f-8a9b-112233445566">
<dc:creator><rdf:Seq><rdf:li xml:lang="x-default">Kim &amp; Seoyun</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2026-11-24T10:11:12+09:00</xmp:CreateDate><photoshop:History>a long one</photoshop:History>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def read(raw: bytes) -> dict[str, str | bytes]:
    return {path: value for path, _, value, *_ in xmp.properties(raw, 0, len(raw), "xmp", [])}


def test_who_where_when_and_with_what() -> None:
    assert read(PACKET) == {
        "xmp.tiff:Model": "SM-S921N",
        "xmp.dc:creator": "Kim & Seoyun",
        "xmp.xmp:CreateDate": "2026-11-24T10:11:12+09:00",
        "xmp.GPSPosition": "37.514333 127.062917",
    }


def test_where_they_stand() -> None:
    for _, _, value, start, end, how in xmp.properties(PACKET, 0, len(PACKET), "xmp", []):
        if how is True:
            assert PACKET[start:end].decode() == value
    place = list(xmp.properties(PACKET, 0, len(PACKET), "xmp", []))[-1]
    run = PACKET[place[3] : place[4]]
    assert (run[:9], run[-5:]) == (b"37,30.86N", b"46.5E")


def test_south_and_west_and_elements() -> None:
    raw = b"<a><exif:GPSLatitude>33,51.408S</exif:GPSLatitude><exif:GPSLongitude>70,30.5W</exif:GPSLongitude></a>"
    assert read(raw) == {"xmp.GPSPosition": "-33.856800 -70.508333"}


def test_near_misses() -> None:
    for raw in (
        b'<a exif:GPSLatitude="37,30.86N"/>',
        b'<a exif:GPSLatitude="37,30.86E" exif:GPSLongitude="127,3.7N"/>',
        b'<a exif:GPSLatitude="37,61.86N" exif:GPSLongitude="127,3.7E"/>',
        b'<a exif:GPSLatitude="0,0.0N" exif:GPSLongitude="0,0.0E"/>',
        b'<a stRef:tiff:Model="x" myexif:UserComment="x" tiff:Models="x" tiff:Model=""/>',
    ):
        assert read(raw) == {}


@given(st.binary(max_size=200) | st.lists(st.sampled_from([b"<", b" ", b"dc:creator", b">", b'="', b'"', b"<rdf:Seq>",
    b"<rdf:li", b"exif:GPSLatitude", b"37,30N", b"x", b"&amp;"]), max_size=40).map(b"".join))  # fmt: skip
def test_any_bytes(raw: bytes) -> None:
    for _, _, value, start, end, how in xmp.properties(raw, 0, len(raw), "", []):
        assert value
        assert 0 <= start <= end <= len(raw)
        if how is True:
            assert raw[start:end] == (value if isinstance(value, bytes) else value.encode())


def further(data: bytes, *cuts: int) -> list[bytes]:
    """Write segments of what did not fit into the first one."""
    places = [0, *cuts, len(data)]
    return [
        xmp.MORE + b"D" * 32 + struct.pack(">II", len(data), start) + data[start:end] for start, end in pairwise(places)
    ]


def extended(segments: list[bytes]) -> tuple[dict[str, str | bytes], bytes, list[tuple[int, int, object]]]:
    raw, ranges = b"", list[tuple[int, int]]()
    for each in segments:
        ranges.append((len(raw) + 4, len(raw) + 4 + len(each)))
        raw += b"\xff\xe1\0\0" + each
    found = xmp.extended(raw, ranges, "xmp", [])
    return {path: value for path, _, value, *_ in found}, raw, [child[3:] for child in found]


def test_what_is_cut_over_segments_is_read_as_one() -> None:
    within = PACKET.index(b"SM-S921N") + 3
    for order in (1, -1):
        values, raw, places = extended(further(PACKET, within, within + 200)[::order])
        assert values == read(PACKET)
        assert all(0 <= start < end <= len(raw) for start, end, _ in places)
    model = next(place for place, value in zip(places, values.values(), strict=True) if value == "SM-S921N")
    assert model[2] is False
    values, _, _ = extended([each for number, each in enumerate(further(PACKET, within, within + 9)) if number != 1])
    assert "xmp.tiff:Model" not in values
    assert values["xmp.xmp:CreateDate"] == "2026-11-24T10:11:12+09:00"


@given(st.lists(st.binary(max_size=60), max_size=4))
def test_any_segments_are_read(noise: list[bytes]) -> None:
    extended([xmp.MORE + each for each in noise])
