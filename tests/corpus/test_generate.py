"""The generator keeps its word: the same seed gives the same bytes, and the truth is what stands in them."""

import ast
from collections import Counter
from pathlib import Path

from corpus import binary, formats, notations, person, places, rarer, textual
from corpus.fitting import WRAPS
from corpus.generate import DEEPEST, Corpus, generate

from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    made = [generate(tmp_path / name, seed, 60) for name, seed in (("a", 3), ("b", 3), ("c", 4))]
    captures = [one.capture.read_bytes() for one in made]
    assert captures[0] == captures[1] != captures[2]
    assert made[0].truths == made[1].truths != made[2].truths
    shared = {category for category, text in made[0].values.items() if made[2].values[category] == text}
    assert shared <= {"gender", "carrier", "timezone", "locale"}
    assert made[0].persona.read_text() == made[1].persona.read_text() != made[2].persona.read_text()


def test_everything_comes_up(corpus: Corpus) -> None:
    assert {truth.place for truth in corpus.truths} == {*places.PLACES, *rarer.PLACES}
    assert {truth.category for truth in corpus.truths} == set(corpus.values)
    assert {truth.depth for truth in corpus.truths} == set(range(1, DEEPEST + 1))
    layers = {layer for truth in corpus.truths for layer in truth.layers}
    assert {*textual.KEEP_NAME, *textual.STRUCTURED, *binary.COMPRESSED, *binary.PACKED, "prefixed"} <= layers
    assert {*formats.TEXTS, *formats.FILES, "bplist", "bson", "lzma"} <= layers
    assert set(WRAPS) >= {*textual.KEEP_NAME, *binary.HEADED}
    algorithms = Counter(truth.spelling.partition(" ")[0] for truth in corpus.truths if truth.digest)
    assert {*person.ALGORITHMS, "sha256[:32]", "sha256(md5)"} <= set(algorithms)
    assert len(corpus.truths) > 0.85 * 2_200
    assert corpus.exchanges > 1.2 * len(corpus.truths)


def test_the_truth_is_what_stands_in_the_part(corpus: Corpus) -> None:
    spelled = {
        (category, spelling.name): set[bytes]()
        for category in corpus.values
        for spelling in _spellings(corpus, category)
    }
    for category in corpus.values:
        for spelling in _spellings(corpus, category):
            spelled[category, spelling.name].add(spelling.data)
    parts = {item.position: item for item in open_capture(corpus.capture).items() if isinstance(item, Exchange)}
    checked = 0
    for truth in corpus.truths:
        exchange = parts[truth.position]
        assert exchange.request is not None
        headers = {name.decode(): content for name, content in exchange.request.headers}
        part = {
            "url": exchange.url.encode(),
            "cookie": headers.get("cookie", b""),
            "header": headers.get(truth.where, b""),
            "body": exchange.request.body or b"",
        }[truth.part]
        if truth.place == "WebSocket":
            continue
        assert 0 <= truth.run[0] <= truth.start < truth.end <= truth.run[1] <= len(part)
        if truth.kind == "verbatim":
            assert part[truth.start : truth.end] in spelled[truth.category, truth.spelling]
            checked += 1
    assert checked > 200


def _spellings(corpus: Corpus, category: str) -> list[person.Spelling]:
    full = corpus.values["name"]
    family = full[:2] if full[:2] in person.SURNAMES else full[:1]
    name = family, full[len(family) :]
    forms = person.spellings(category, corpus.values, name) + notations.more(category, corpus.values, name)
    return forms + [digest for form in forms if form.hashed for digest in person.digests(form)]


def test_no_decoder_of_the_project_has_a_part_in_it() -> None:
    for module in Path(__file__).parent.glob("*.py"):
        if module.name.startswith("test_") or module.stem == "score":
            continue
        names = [
            node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert not [name for name in names if (name or "").startswith("trafficaudit")]
