from dataclasses import replace
from pathlib import Path

from support import resultfolders as made

from trafficaudit.report import closed as module
from trafficaudit.report.closed import closed
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.texts import Texts


def results(folder: Path, *states: tuple[str, str, str]) -> Results:
    items: list[made.Item] = [
        (made.exchange(n, host, phase), made.destination(host), []) for n, (host, phase, _) in enumerate(states)
    ]
    read = read_results(made.write(folder / "out", items))
    rows = [{**row, "state": state} for row, (_, _, state) in zip(read.exchanges, states, strict=True)]
    return replace(read, exchanges=rows)


def test_each_host_with_its_recipient_phases_and_bytes(tmp_path: Path) -> None:
    shown = closed(
        results(
            tmp_path,
            ("t.ads.example", "before_consent", "opaque body"),
            ("t.ads.example", "browse", "opaque body"),
            ("a.shop.example", "browse", "decrypted"),
            ("b.shop.example", "login", "examined in part"),
        ),
        Texts("en"),
    )
    assert shown is not None
    first, second = str(shown).split("<tbody>")[1].split("</tr>")[:2]
    assert "A Shop" in first
    assert "<td>t.ads.example</td><td>opaque body</td><td>before consent, browse</td><td>2</td><td>4</td>" in first
    assert "<td>b.shop.example</td><td>examined in part</td>" in second
    assert "a.shop.example" not in shown


def test_nothing_is_said_where_all_was_read(tmp_path: Path) -> None:
    assert closed(results(tmp_path, ("a.shop.example", "browse", "decrypted")), Texts("ko")) is None


def test_more_hosts_than_are_listed_are_counted(tmp_path: Path) -> None:
    many = [(f"h{number}.shop.example", "browse", "opaque body") for number in range(module.MOST + 3)]
    shown = closed(results(tmp_path, *many), Texts("en"))
    assert str(shown).count("<tr>") == module.MOST + 1
    assert "3 more" in str(shown)


def test_a_host_of_nobody_that_is_known_stands_without_a_name(tmp_path: Path) -> None:
    items: list[made.Item] = [(made.exchange(0), made.destination(recipient=""), [])]
    read = read_results(made.write(tmp_path / "out", items))
    shown = closed(replace(read, exchanges=[{**row, "state": "opaque body"} for row in read.exchanges]), Texts("en"))
    assert '<th scope="row">?</th>' in str(shown)
