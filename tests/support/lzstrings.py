"""What lz-string writes, by the description of its algorithm: an encoder for tests, which no decoder of ours shares."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class _Writer:
    """Codes of growing width, each with its lowest bit first."""

    def __init__(self) -> None:
        self.bits: list[str] = []
        self.left, self.width = 2, 2

    def put(self, value: int, width: int) -> None:
        self.bits.append(f"{value:0{width}b}"[::-1])

    def used(self) -> None:
        self.left -= 1
        if not self.left:
            self.left, self.width = 1 << self.width, self.width + 1


def packed(text: str) -> str:
    """Give the bits of a text, the code for the end behind."""
    raw, writer = text.encode("utf-16-le"), _Writer()
    numbers: dict[str, int] = {}
    fresh: set[str] = set()

    def say(sequence: str) -> None:
        if sequence in fresh:
            fresh.remove(sequence)
            wide = ord(sequence) > 255
            writer.put(int(wide), writer.width)
            writer.put(ord(sequence), 16 if wide else 8)
            writer.used()
        else:
            writer.put(numbers[sequence], writer.width)
        writer.used()

    last = ""
    for at in range(0, len(raw), 2):
        unit = chr(raw[at] | raw[at + 1] << 8)
        if unit not in numbers:
            numbers[unit] = len(numbers) + 3
            fresh.add(unit)
        if last + unit in numbers:
            last += unit
            continue
        say(last)
        numbers[last + unit] = len(numbers) + 3
        last = unit
    if last:
        say(last)
    writer.put(2, writer.width)
    return "".join(writer.bits)


def _units(text: str, width: int) -> list[int]:
    bits = packed(text)
    bits += "0" * (width - len(bits) % width)
    return [int(bits[at : at + width], 2) for at in range(0, len(bits), width)]


def base64(text: str) -> str:
    """``compressToBase64``."""
    made = "".join(LETTERS[unit] for unit in _units(text, 6))
    return made + ("", "===", "==", "=")[len(made) % 4]


def address(text: str) -> str:
    """``compressToEncodedURIComponent``."""
    return "".join(LETTERS[unit] for unit in _units(text, 6)).replace("/", "-")


def utf16(text: str) -> str:
    """``compressToUTF16``."""
    return "".join(chr(unit + 32) for unit in _units(text, 15)) + " "


def raw(text: str) -> bytes:
    """``compressToUint8Array``."""
    return b"".join(unit.to_bytes(2) for unit in _units(text, 16))
