"""Texts of the forms of a value."""

from collections.abc import Iterable

from trafficaudit.persona.form import Form


def texts(listed: Iterable[Form], typed: bool = False) -> set[str]:
    """Give the texts of the forms that count anywhere, or of those that count as a whole field only."""
    return {form.text for form in listed if form.typed_only is typed}
