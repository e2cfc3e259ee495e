"""A result folder -> one page that opens offline and shows itself, and a workbook of the same tables.

``page.py`` puts the page together from ``sections.py`` and the charts; ``elements.py`` is the only place that writes
markup, and escapes whatever is not markup already.
"""
