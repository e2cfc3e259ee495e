from pathlib import Path
from types import SimpleNamespace

import pytest

from trafficaudit.errors import AuditError
from trafficaudit.trackers import load

FIELD = '{ part = "body", path = "adid", category = "advertising_id", reasoning = "obvious property name" }'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "resources", SimpleNamespace(files=lambda _: tmp_path))
    load._field_set.cache_clear()
    (tmp_path / "trackers" / "sets").mkdir(parents=True)
    return tmp_path / "trackers"


def write(folder: Path, endpoint: str) -> None:
    text = f'name = "X SDK"\noperator = "X Inc."\nchecked = true\n[[endpoint]]\n{endpoint}'
    (folder / "x.toml").write_text(text, encoding="utf-8")


def test_a_file_becomes_a_tracker(folder: Path) -> None:
    write(folder, f'hosts = ["*.x.example"]\nmethods = ["post"]\npaths = ["/v1/*"]\nfields = [{FIELD}]')
    tracker = load.load_tracker("x")
    assert (tracker.slug, tracker.name, tracker.operator, tracker.documentation) == ("x", "X SDK", "X Inc.", "")
    (endpoint,) = tracker.endpoints
    assert (endpoint.id, endpoint.hosts, endpoint.methods) == ("x#0", ("*.x.example",), frozenset({"POST"}))
    (field,) = endpoint.fields
    assert (field.direction, field.part, field.path.text, field.category) == (
        "request",
        "body",
        "adid",
        "advertising_id",
    )
    assert (field.confidence, field.only, field.never, field.split, field.when) == (0.9, (), (), "", None)


def test_the_reasoning_sets_the_confidence_unless_the_field_does(folder: Path) -> None:
    def confidence(field: str) -> float:
        write(folder, f'hosts = ["x.example"]\nfields = [{field}]')
        return load.load_tracker("x").endpoints[0].fields[0].confidence

    assert confidence(FIELD.replace("obvious property name", "https://x.example/docs")) == 0.95
    assert confidence(FIELD.replace("obvious property name", "holds the id in public code")) == 0.85
    assert confidence(FIELD.replace("}", ", confidence = 0.8 }")) == 0.8


def test_what_nobody_checked_counts_less_and_says_so(folder: Path) -> None:
    write(folder, f'hosts = ["x.example"]\nfields = [{FIELD}]')
    file = folder / "x.toml"
    file.write_text(file.read_text().replace("checked = true\n", ""))
    (field,) = load.load_tracker("x").endpoints[0].fields
    assert (field.confidence, field.reasoning) == (0.65, "obvious property name; not yet checked against real traffic")


def test_one_field_of_a_checked_file_can_be_not_yet_checked(folder: Path) -> None:
    new = FIELD.replace("}", ", checked = false }")
    write(folder, f'hosts = ["x.example"]\nfields = [{FIELD}, {new}]')
    assert [field.confidence < 0.7 for field in load.load_tracker("x").endpoints[0].fields] == [False, True]


def test_one_field_of_a_file_can_be_checked(folder: Path) -> None:
    seen = FIELD.replace("}", ", checked = true }")
    write(folder, f'hosts = ["x.example"]\nfields = [{FIELD}, {seen}]')
    file = folder / "x.toml"
    file.write_text(file.read_text().replace('operator = "X Inc."\nchecked = true\n', 'operator = "X Inc."\n'))
    fields = load.load_tracker("x").endpoints[0].fields
    assert [(field.confidence, field.reasoning) for field in fields] == [
        (0.65, "obvious property name; not yet checked against real traffic"),
        (0.9, "obvious property name"),
    ]


def test_the_day_on_which_the_source_was_read_is_said(folder: Path) -> None:
    later = FIELD.replace("}", ", read = 2026-11-27 }")
    seen = FIELD.replace("}", ", checked = true }")
    write(folder, f'hosts = ["x.example"]\nread = 2026-11-26\nfields = [{FIELD}, {later}, {seen}]')
    file = folder / "x.toml"
    file.write_text(file.read_text().replace('operator = "X Inc."\nchecked = true\n', 'operator = "X Inc."\n'))
    assert [(field.confidence, field.reasoning) for field in load.load_tracker("x").endpoints[0].fields] == [
        (0.65, "obvious property name; read 2026-11-26; not yet checked against real traffic"),
        (0.65, "obvious property name; read 2026-11-27; not yet checked against real traffic"),
        (0.9, "obvious property name"),
    ]


def test_a_set_is_shared_and_can_be_nested(folder: Path) -> None:
    (folder / "sets" / "rtb.toml").write_text(f"fields = [{FIELD}]", encoding="utf-8")
    write(folder, 'hosts = ["x.example"]\nuse = ["rtb", "rtb under inner"]')
    fields = load.load_tracker("x").endpoints[0].fields
    assert [field.path.text for field in fields] == ["adid", "inner.adid"]


def test_a_condition_names_a_neighbour(folder: Path) -> None:
    field = FIELD.replace("}", ', when = "logs[*].kind = A = B" }').replace('"adid"', '"logs[*].user.adid"')
    write(folder, f'hosts = ["x.example"]\nfields = [{field}]')
    condition = load.load_tracker("x").endpoints[0].fields[0].when
    assert condition is not None
    assert (condition.parent.text, condition.name, condition.equals) == ("logs[*]", "kind", "A = B")


@pytest.mark.parametrize(
    ("endpoint", "what"),
    [
        ("hosts = 1 2", "not TOML"),
        ('paths = ["/"]', "missing keys"),
        ('hosts = ["x.example"]\ncolour = "red"', "unknown keys"),
        ('hosts = ["a.*.example"]', "host patterns"),
        ('hosts = ["X.example"]', "host patterns"),
        ('hosts = ["*"]', "host patterns"),
        ('hosts = ["x.example"]\npaths = ["/a/**/b"]', "cannot be paths"),
        ('hosts = ["x.example"]\npaths = ["/a**"]', "cannot be paths"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("advertising_id", "advertising")}]', "not in the taxonomy"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("body", "query")}]', "no part"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("obvious property name", "")}]', "needs a reasoning"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("}", ", confidence = 1.0 }")}]', "confidence"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("}", ', when = "kind" }')}]', "no neighbour"),
        (f'hosts = ["x.example"]\nfields = [{FIELD.replace("}", ', when = "os.name = iOS" }')}]', "no neighbour"),
        ('hosts = ["x.example"]\nuse = ["nowhere"]', "file is missing"),
        (f'hosts = ["x.example"]\nread = "2026-11-26"\nfields = [{FIELD}]', "no date"),
        (f'hosts = ["x.example"]\nread = 2026-11-26T10:00:00Z\nfields = [{FIELD}]', "no date"),
    ],
)
def test_what_a_file_may_not_hold(folder: Path, endpoint: str, what: str) -> None:
    write(folder, endpoint)
    with pytest.raises(AuditError, match=what):
        load.load_tracker("x")


def test_a_listed_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(AuditError, match=r"trackers/y\.toml: .*missing"):
        load.load_tracker("y")
