"""The table in the shape of the notice of an overseas transfer: one row a recipient, one column an item of the notice.

The columns are those of Art. 28-8(2) of the Act with Art. 31 of its decree, numbered as there. What traffic cannot show
says so. ``COLUMNS`` is the whole shape: whoever knows more of a recipient than its traffic adds columns to it.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from trafficaudit.report.clock import earliest, in_order, latest, period
from trafficaudit.report.elements import Child, Markup, host_name, join, tag
from trafficaudit.report.flows import SIDES, certainty_of, place_of, proven, recipient_of
from trafficaudit.report.links import Link, Linked
from trafficaudit.report.marks import proof_mark, side_class
from trafficaudit.report.results import Row
from trafficaudit.report.shares import weight
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient


@dataclass(frozen=True, slots=True)
class Entry:
    """One recipient of one app: the places of its rows in the transfer table, and the rows with their links."""

    places: tuple[int, ...]
    rows: tuple[tuple[Row, Link], ...]
    group: str = ""  # which phases the rows were narrowed to, empty where to none
    app: str = ""  # whose rows they are, empty where the results are of one app

    def within(self, group: str, phases: Container[str]) -> "Entry":
        """Give the entry with only those of its rows that belong to a group of phases."""
        return replace(self.having(lambda row: row["phase"] in phases, True), group=group)

    def having(self, key: Callable[[Row], object], value: object) -> "Entry":
        """Give the entry with only those of its rows whose ``key`` is ``value``."""
        kept = [(place, row) for place, row in zip(self.places, self.rows, strict=True) if key(row[0]) == value]
        return replace(self, places=tuple(place for place, _ in kept), rows=tuple(row for _, row in kept))

    @property
    def best(self) -> int:
        """The place of its strongest row, the first of several."""
        return max(zip(self.places, self.rows, strict=True), key=lambda pair: (pair[1][0]["confidence"], -pair[0]))[0]

    @property
    def exchanges(self) -> int:
        """How many distinct exchanges the rows were counted from."""
        return len({exchange for _, link in self.rows for exchange in link.exchanges})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number in the notice, the key of its heading, and how it shows a recipient."""

    number: str
    key: str
    cell: Callable[[Entry, Texts], Child]

    def heading(self, texts: Texts) -> str:
        """Give the heading for people."""
        return texts(f"statute_{self.key}")


def entries(linked: Linked) -> list[Entry]:
    """Give the recipients: those reached abroad first, then undetermined, then in Korea; then by name."""
    groups: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, (row, _) in enumerate(linked):
        groups[row["app"], recipient_of(row), row["recipient_country"]].append(place)

    def order(key: tuple[str, str, str]) -> tuple[int, str, str]:
        return min(SIDES.index(linked[place][0]["leaves_korea"]) for place in groups[key]), key[1], key[0]

    several = len({app for app, _, _ in groups}) > 1
    return [
        Entry(tuple(groups[key]), tuple(linked[place] for place in groups[key]), app=key[0] if several else "")
        for key in sorted(groups, key=order)
    ]


def statute_table(listed: Sequence[Entry], texts: Texts, columns: Sequence[Column], name: str = "statute") -> Markup:
    """Write the table, or under another name a part of it."""
    heads = (
        tag(
            "th",
            tag("span", column.number, class_="no") if column.number else None,
            column.heading(texts),
            scope="col",
            class_=f"c-{column.key}",
        )
        for column in columns
    )
    body = (_line(entry, number, texts, columns) for number, entry in enumerate(listed))
    return tag(
        "table",
        tag("caption", texts(f"{name.replace('-', '_')}_caption", legend=texts("legend"))),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *body),
        id=f"{name}-table",
        class_="statute" if name == "statute" else "statute part",
    )


def _line(entry: Entry, number: int, texts: Texts, columns: Sequence[Column]) -> Markup:
    first, *rest = columns
    cells = (
        tag("td", column.cell(entry, texts), class_=f"c-{column.key}", data_label=column.heading(texts))
        for column in rest
    )
    return tag("tr", tag("th", first.cell(entry, texts), scope="row"), *cells, data_entry=number)


def evidence_address(row: int, part: str, scope: str) -> str:
    """Give the address within the page that opens the evidence of a row."""
    return f"#e.{row}.{part}.{scope}"


def chip(entry: Entry, shown: Child, part: str, scope: str) -> Markup:
    """Give one thing of a cell with its number of exchanges, linked to the evidence of its strongest row."""
    count = tag("span", f"×{entry.exchanges:,}", class_="n")
    narrowed = f"{scope}-{entry.group}" if entry.group else scope
    link = tag("a", shown, " ", count, href=evidence_address(entry.best, part, narrowed))
    return tag("li", link, data_rows=" ".join(map(str, entry.places)))


def _recipient(entry: Entry, texts: Texts) -> Markup:
    row = entry.rows[0][0]
    where = (
        texts("established_in", country=texts.country(row["recipient_country"])) if row["recipient_country"] else None
    )
    hosts = sorted({row["host"] for row, _ in entry.rows})
    more = texts("more_names", number=len(hosts) - 6) if len(hosts) > 6 else None
    return join(
        tag(
            "a", recipient(recipient_of(row), texts), href=evidence_address(entry.places[0], "destination", "recipient")
        ),
        tag("div", f"{texts('app')}: {texts.app(entry.app)}", class_="quiet") if entry.app else None,
        tag("div", where or texts("not_established"), class_="quiet"),
        tag("div", *(tag("span", host_name(host), class_="host") for host in hosts[:6]), more, class_="hosts"),
        tag("div", texts("contact_unseen"), class_="unseen"),
    )


def item_chips(entry: Entry, texts: Texts) -> Markup:
    """Show the items of a recipient, those that a seeded value proves first."""
    chips = []
    sures = {row["category"] for row, _ in entry.rows if proven(row)}

    def order(category: str) -> tuple[bool, int, str]:
        return category not in sures, weight(category), texts.category(category)

    for category in sorted({row["category"] for row, _ in entry.rows}, key=order):
        some = entry.having(lambda row: row["category"], category)
        sure = category in sures
        chips.append(chip(some, join(proof_mark(sure, texts), " ", texts.category(category)), "item", "item"))
    return tag("ul", *chips, class_="chips")


def _place(entry: Entry, texts: Texts) -> Markup:
    """Show the countries of first contact, those abroad first; each says on which side it counts."""

    def key(row: Row) -> tuple[str, str, str]:
        return row["leaves_korea"], place_of(row), certainty_of(row)

    chips = []
    for found in sorted({key(row) for row, _ in entry.rows}, key=lambda each: (SIDES.index(each[0]), each)):
        side, place, certainty = found
        name = tag("span", f"{texts.word('side', side)} · {texts.country(place)}", class_=f"tag {side_class(side)}")
        # Where there is no country, its place is the reason why.
        sure = tag("span", texts.word("certainty", certainty), class_="quiet") if place != certainty else None
        shown = join(name, " ", sure) if sure else name
        chips.append(chip(entry.having(key, found), shown, "destination", "place"))
    return tag("ul", *chips, class_="chips")


def _when(entry: Entry, texts: Texts) -> Markup:
    first = earliest(row["first_seen"] for row, _ in entry.rows)
    last = latest(row["last_seen"] for row, _ in entry.rows)
    ordered = sorted(entry.rows, key=lambda pair: in_order(pair[0]["first_seen"]))
    phases = dict.fromkeys(row["phase"] for row, _ in ordered)
    chips = [
        chip(entry.having(lambda row: row["phase"], phase), texts.phase(phase), "exchange", "phase") for phase in phases
    ]
    ciphers = sorted({row["app_cipher"] for row, _ in entry.rows if row["app_cipher"]})
    ways = ", ".join(texts.word("encrypted", way) for way in sorted({row["encrypted"] for row, _ in entry.rows}))
    return join(
        tag("ul", *chips, class_="chips"),
        tag("div", period(first, last), class_="quiet period"),
        tag("div", texts("over_network", ways=ways), class_="quiet"),
        tag("div", texts("app_ciphers", ciphers="; ".join(ciphers)), class_="quiet") if ciphers else None,
    )


def _unseen(_: Entry, texts: Texts) -> Markup:
    return tag("span", texts("unseen"), class_="unseen")


COLUMNS: tuple[Column, ...] = (
    Column("3", "recipient", _recipient),
    Column("1", "items", item_chips),
    Column("2", "place", _place),
    Column("2", "when", _when),
    Column("4", "purpose", _unseen),
    Column("5", "refusal", _unseen),
    Column("0", "basis", _unseen),
)
"""The columns of the notice: the recipient, whose row it is, stands first."""
