from pathlib import Path

from trafficaudit import declarations
from trafficaudit.report import notice
from trafficaudit.report.declared import hold
from trafficaudit.report.links import Linked
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts

DECLARATION = Path(__file__).resolve().parents[2] / "captures" / "demo" / "declaration.yaml"


def by_recipient(linked: Linked, held: object = None) -> dict[str, dict[str, str]]:
    heads = [column.en for column in notice.columns(Texts("en"))]
    assert len(set(heads)) == len(heads)
    made = notice.lines(entries(linked), Texts("en"), held)  # type: ignore[arg-type]
    return {line[1].partition("\n")[0]: dict(zip(heads, line, strict=True)) for line in made}


def test_every_item_of_the_notice_has_its_columns(linked: Linked) -> None:
    assert [column.number for column in notice.COLUMNS if column.number] == [*"333", *"11", *"222222", "4", "5", "0"]
    made = by_recipient(linked)
    assert len(made) == len(entries(linked))
    clover = made["Clover Crash Reporting (made up)"]
    assert clover["2. country: abroad"] == "Ireland IE"
    assert clover["2. country: in Korea"] == ""
    assert "advertising id" not in clover["1. items proven by a seeded value"]
    assert "user agent" in clover["1. items with a hint, no proof"].lower()
    assert clover["4. purpose, retention"] == "cannot be observed (관찰 불가)"
    assert clover["2. time: phases of use"] == "first launch, background"


def test_the_policy_s_words_stand_in_the_cells(linked: Linked, demo_folder: Path) -> None:
    held = hold(demo_folder, declarations.load(DECLARATION), lang="en", draft=False)
    clover = by_recipient(linked, held)["Clover Crash Reporting (made up)"]
    assert clover["2. country: abroad"].splitlines() == ["Ireland IE", "the policy: 아일랜드"]
    assert clover["2. country: undetermined"] == ""
    assert clover["4. purpose, retention"].splitlines()[1:] == ["the policy: 오류 분석", "the policy: 90일"]


def test_words_of_the_policy_stand_first_where_nothing_was_seen(linked: Linked, demo_folder: Path) -> None:
    held = hold(demo_folder, declarations.load(DECLARATION), lang="en", draft=False)
    cells = [line["2. country: abroad"] for line in by_recipient(linked, held).values()]
    assert any(cell.startswith("the policy: ") for cell in cells), "declared, and reached where no country is certain"
    assert not any(cell.startswith("\n") for cell in cells)
