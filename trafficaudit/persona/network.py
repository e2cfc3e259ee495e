"""How addresses of a network are written: IPv4, IPv6 and MAC, as text, as numbers and as bytes.

Sources: RFC 4291 and RFC 5952 (IPv6 as text, with other writings that parsers take), RFC 6052 and RFC 4291 2.5.5.2
(IPv4 inside of IPv6), RFC 1035 and RFC 3596 (names for reverse lookups), RFC 4291 appendix A (modified EUI-64).
"""

import ipaddress
import re
from collections.abc import Iterator
from itertools import combinations, product

from trafficaudit.persona.form import Form

IS_MAC = re.compile(r"(?:[0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}", re.I).fullmatch

_TELLING = 9
"""Digits of an IPv4 address as a number that is looked for without a name that says so."""

_CLOCK = range(1_500_000_000, 2_000_000_000)
"""Seconds since 1970 from 2017 to 2033: a number among these may be a time."""

_TELLING_HALF = 12
"""Digits of one half of an IPv6 address as a number: ``::1`` is everybody's."""


def network_address(value: str) -> Iterator[Form]:
    """IPv4 and IPv6 addresses: other writings, numbers in either byte order, and bytes."""
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return
    if isinstance(address, ipaddress.IPv6Address):
        yield from _version_6(address)
    else:
        yield from _version_4(address)


def _version_4(address: ipaddress.IPv4Address) -> Iterator[Form]:
    octets = str(address).split(".")
    for text, note in (
        (".".join(octet.zfill(3) for octet in octets), "with leading zeros"),
        (address.reverse_pointer, "as a name for reverse lookups"),
    ):
        yield Form(text, note=note, boundary="dotted", caseless=True, wide=False, hashed=False)
    yield Form("-".join(octets), note="with hyphens", boundary="dotted", wide=False, hashed=False)
    inside = ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    translated = ipaddress.IPv6Address(bytes.fromhex("0064ff9b") + b"\0" * 8 + address.packed)
    for text in dict.fromkeys((*_writings(inside), *_writings(translated))):
        yield Form(text, note="inside of an IPv6 address", boundary="groups", caseless=True, wide=False, hashed=False)
    for joint in (",", ", "):
        yield Form(joint.join(octets), note="as a list of its bytes", boundary="digit", wide=False, hashed=False)
    for raw, order in ((address.packed, "as a number"), (address.packed[::-1], "as a number, lowest byte first")):
        yield from _number(raw, order, typed=not address.is_global)
        for text in (raw.hex(), "0x" + raw.hex()):
            yield Form(text, note=order, typed_only=True, caseless=True, wide=False, hashed=False)
        if address.is_global:
            yield Form("", raw=raw, note=order.replace("a number", "its 4 bytes"), typed_only=True, hashed=False)


def _number(raw: bytes, note: str, *, typed: bool) -> Iterator[Form]:
    """Give 32 bits as an unsigned and as a signed number; one that may be a time, or is short, only by its name."""
    for signed in (False, True):
        number = int.from_bytes(raw, signed=signed)
        text = str(number)
        small = typed or number in _CLOCK or len(text.lstrip("-")) < _TELLING
        yield Form(text, note=note, boundary="digit", typed_only=small, wide=False, hashed=False)


def _version_6(address: ipaddress.IPv6Address) -> Iterator[Form]:
    yield Form(address.compressed, note="compressed", boundary="groups", caseless=True)
    yield Form(address.exploded, note="written out", boundary="groups", caseless=True)
    for text in _writings(address):
        yield Form(text, note="in another notation", boundary="groups", caseless=True, wide=False, hashed=False)
    yield Form(
        address.reverse_pointer,
        note="as a name for reverse lookups",
        boundary="groups",
        caseless=True,
        wide=False,
        hashed=False,
    )
    raw = address.packed
    yield Form(raw.hex(), note="without colons", boundary="groups", caseless=True, wide=False, hashed=False)
    yield Form("", raw=raw, note="as its 16 bytes", boundary="none", hashed=False)
    for half, which in ((raw, ""), (raw[:8], "by its upper 64 bits "), (raw[8:], "by its lower 64 bits ")):
        for signed in (False, True):
            text = str(int.from_bytes(half, signed=signed))
            if len(text) >= _TELLING_HALF:
                yield Form(text, note=f"{which}as a number", boundary="digit", wide=False, hashed=False)


def _writings(address: ipaddress.IPv6Address) -> Iterator[str]:
    """Give what RFC 4291 allows and RFC 5952 advises against: zeros in front, any run of zeros left out, the last four
    bytes as IPv4; and hyphens for colons, as Windows writes addresses in names of hosts.
    """  # fmt: skip
    padded = [address.packed[at : at + 2].hex() for at in range(0, 16, 2)]
    short = [group.lstrip("0") or "0" for group in padded]
    tail = str(ipaddress.IPv4Address(address.packed[-4:]))
    for groups in (short, padded):
        for parts in (groups, [*groups[:6], tail]):
            yield ":".join(parts)
            for start, end in combinations(range(len(parts) + 1), 2):
                if all(part.strip("0") == "" for part in parts[start:end]):
                    yield ":".join(parts[:start]) + "::" + ":".join(parts[end:])
        yield "-".join(groups)
    yield address.compressed.replace(":", "-")


def mac(value: str) -> Iterator[Form]:
    """MAC addresses and BSSIDs (IEEE 802: six bytes) with each separator, in either order, as bytes and as EUI-64."""
    if not IS_MAC(value):
        return
    raw = bytes.fromhex(re.sub(r"[:.-]", "", value))
    pairs = [f"{byte:02x}" for byte in raw]
    for joint in (":", "-", ".", ""):
        yield _text(joint.join(pairs), "with other separators", wide=True)
    digits = "".join(pairs)
    yield _text(".".join(digits[at : at + 4] for at in range(0, 12, 4)), "with other separators", wide=True)
    for text in (" ".join(pairs), "_".join(pairs), *(digits[:6] + joint + digits[6:] for joint in ":-")):
        yield _text(text, "with other separators")
    yield _text(":".join(pair.removeprefix("0") for pair in pairs), "without leading zeros")
    for octets, joint in product((raw, [byte - 256 if byte > 127 else byte for byte in raw]), (",", ", ")):
        text = joint.join(map(str, octets))
        yield Form(text, note="as a list of its bytes", boundary="digit", wide=False, hashed=False)
    for joint in (":", "-", ""):
        yield _text(joint.join(reversed(pairs)), "with its bytes the other way round")
    yield Form("", raw=raw, note="as its 6 bytes", boundary="none")
    yield Form("", raw=raw[::-1], note="as its 6 bytes the other way round", boundary="none", hashed=False)
    for bytes_, note in ((raw, "as a number"), (raw[::-1], "as a number, lowest byte first")):
        number = str(int.from_bytes(bytes_))
        yield Form(number, note=note, boundary="digit", typed_only=len(number) < 12, wide=False, hashed=False)
    yield from _extended(raw)


def _extended(raw: bytes) -> Iterator[Form]:
    """Give the 64 bits that interfaces make of a MAC address, and those that open an IPv6 address's second half."""
    plain = raw[:3] + b"\xff\xfe" + raw[3:]
    modified = bytes([plain[0] ^ 2]) + plain[1:]
    for bits, note in ((plain, "as EUI-64"), (modified, "as modified EUI-64, as in IPv6 addresses")):
        pairs = [f"{byte:02x}" for byte in bits]
        for joint in ("", ":", "-"):
            yield _text(joint.join(pairs), note)
        yield Form("", raw=bits, note=note, boundary="none", hashed=False)
        for signed in (False, True):
            number = str(int.from_bytes(bits, signed=signed))
            yield Form(number, note=note, boundary="digit", wide=False, hashed=False)
    groups = [modified[at : at + 2].hex() for at in range(0, 8, 2)]
    for text in (":".join(groups), ":".join(group.lstrip("0") or "0" for group in groups)):
        yield _text(text, "as the second half of an IPv6 address")


def _text(text: str, note: str, *, wide: bool = False) -> Form:
    return Form(text, note=note, caseless=True, boundary="hex", wide=wide, hashed=wide)
