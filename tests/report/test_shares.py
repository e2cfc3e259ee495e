from trafficaudit.report.links import Linked
from trafficaudit.report.shares import item_table, phase_table, shares, weight
from trafficaudit.report.texts import Texts


def test_items_have_three_columns_of_counts(linked: Linked) -> None:
    table = item_table(linked, Texts("ko"))
    for head in ("국외", "미확정", "국내"):
        assert f'<th scope="col">{head}</th>' in table
    assert 'href="#f.category=advertising_id"' in table


def test_the_most_telling_item_stands_first(linked: Linked) -> None:
    table = item_table(linked, Texts("en"))
    assert table.index("phone number") < table.index("advertising id") < table.index("time zone")
    assert [weight(slug) for slug in ("email", "advertising_id", "os_name", "never heard of")] == [0, 1, 3, 3]


def test_phases_stand_in_the_order_of_time(linked: Linked) -> None:
    table = phase_table(linked, Texts("en"))
    places = [
        table.index(f">{name}<") for name in ("install", "first launch", "before consent", "consent", "background")
    ]
    assert places == sorted(places)


def test_shares_count_distinct_exchanges(linked: Linked) -> None:
    rows = [(row, link) for row, link in linked if row["category"] == "advertising_id"]
    (share,) = shares(rows, lambda row: str(row["category"]))
    abroad = {place for row, link in rows if row["leaves_korea"] == "yes" for place in link.exchanges}
    assert share.exchanges["yes"] == len(abroad)
    assert share.proven
    assert shares([], lambda row: "") == []
    assert "<tbody></tbody>" in item_table([], Texts("en"))
