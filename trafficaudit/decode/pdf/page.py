"""What a page of a PDF shows as text (ISO 32000-1, 9.4): its operators, read in their order.

Programs set every word, and some every letter, at a place of its own. What stands on one height is one line; a space
is put where the next piece begins well behind the end of the last one, by what its letters are wide at most.
"""

from collections.abc import Callable

from trafficaudit.decode.pdf.font import UNKNOWN, Font
from trafficaudit.decode.pdf.syntax import Text, Thing, operations

_WIDE, _NARROW = 1.0, 0.6
"""Widths of a syllable and of a letter, in sizes of the font; few letters are wider."""
_GAP = 0.35
_KERNED = -180.0
"""Thousandths of the size by which a piece moves on where that is a space."""
_FIRST_WIDE = "\u1100"


class Page:
    """The text of one page. ``unread`` says that a font did not tell which characters it shows."""

    def __init__(self, font_of: Callable[[str], Font]) -> None:
        self._font_of = font_of
        self._font: Font | None = None
        self._size = self._leading = 0.0
        self._line = (1.0, 0.0, 0.0)  # scale, x and y where the line begins
        self._x = self._y = 0.0
        self._end: tuple[float, float] | None = None
        self.out: list[str] = []
        self.unread = False

    def read(self, raw: bytes) -> str:
        """Read a description; give its text so far, a line of it on a line of its own."""
        for operator, given in operations(raw):
            step = _STEPS.get(operator)
            if step is not None:
                step(self, given)
        return "".join(self.out).strip()

    def font(self, given: list[Thing]) -> None:
        """Take ``Tf``."""
        if len(given) > 1 and isinstance(given[-2], str) and isinstance(given[-1], float):
            self._font, self._size = self._font_of(given[-2]), given[-1]

    def begin(self, given: list[Thing]) -> None:
        """Take ``BT``."""
        self._set(1.0, 0.0, 0.0)

    def matrix(self, given: list[Thing]) -> None:
        """Take ``Tm``."""
        numbers = [each for each in given if isinstance(each, float)]
        if len(numbers) == 6:
            self._set(abs(numbers[0]) or abs(numbers[1]) or 1.0, numbers[4], numbers[5])

    def move(self, given: list[Thing]) -> None:
        """Take ``Td``."""
        numbers = [each for each in given if isinstance(each, float)]
        if len(numbers) == 2:
            scale, x, y = self._line
            self._set(scale, x + numbers[0] * scale, y + numbers[1] * scale)

    def move_leading(self, given: list[Thing]) -> None:
        """Take ``TD``."""
        if given and isinstance(given[-1], float):
            self._leading = -given[-1]
        self.move(given)

    def leading(self, given: list[Thing]) -> None:
        """Take ``TL``."""
        if given and isinstance(given[-1], float):
            self._leading = given[-1]

    def next_line(self, given: list[Thing]) -> None:
        """Take ``T*``."""
        self.move([0.0, -self._leading])

    def show(self, given: list[Thing]) -> None:
        """Take ``Tj``, and ``TJ`` with how far its pieces move apart."""
        for each in given[-1] if given and isinstance(given[-1], list) else given[-1:]:
            if isinstance(each, Text):
                self._show(each.value)
            elif isinstance(each, float):
                self._x -= each / 1000 * self._size * self._line[0]
                if each < _KERNED and self.out and not self.out[-1].endswith((" ", "\n")):
                    self.out.append(" ")
                if self._end is not None:
                    self._end = (max(self._x, self._end[0]) if each < 0 else self._end[0], self._y)

    def show_next(self, given: list[Thing]) -> None:
        """Take ``'`` and ``"``."""
        self.next_line([])
        self.show(given)

    def _set(self, scale: float, x: float, y: float) -> None:
        self._line = (scale, x, y)
        self._x, self._y = x, y

    def _show(self, raw: bytes) -> None:
        text = self._font.text(raw) if self._font is not None else raw.decode("latin-1")
        if text is None:
            self.unread = True
            return
        self.unread |= UNKNOWN in text
        size = abs(self._size * self._line[0]) or 1.0
        if self._end is not None and text:
            if abs(self._y - self._end[1]) > size / 2:
                self.out.append("\n")
            elif self._x > self._end[0] + _GAP * size and not self.out[-1].endswith((" ", "\n")):
                self.out.append(" ")
        self.out.append(text)
        self._x += size * sum(_WIDE if char >= _FIRST_WIDE else _NARROW for char in text)
        self._end = (self._x, self._y)


_STEPS: dict[str, Callable[[Page, list[Thing]], None]] = {
    "BT": Page.begin, "Tf": Page.font, "Tm": Page.matrix, "Td": Page.move, "TD": Page.move_leading, "TL": Page.leading,
    "T*": Page.next_line, "Tj": Page.show, "TJ": Page.show, "'": Page.show_next, '"': Page.show_next,
}  # fmt: skip
