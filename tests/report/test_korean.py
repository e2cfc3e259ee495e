"""Nothing that the program says in a report is left without a Korean form: sentences are collected from the code.

Where one of these tests fails, write the new sentence into the file of ``trafficaudit/report/korean/`` that it belongs to.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from corpus.generate import generate
from support import emitted
from support.emitted import HOLE

from trafficaudit import examine, placing, replay
from trafficaudit.errors import ReadError
from trafficaudit.persona import hashables, indicators, load
from trafficaudit.readers import network
from trafficaudit.readers.uploads import holes as missing
from trafficaudit.readers.uploads import pieced
from trafficaudit.report import catalogue, wording
from trafficaudit.report.catalogue import ENGLISH, QUOTED, Group, Slot, Work, group
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.texts import Texts
from trafficaudit.trackers import trackers

PACKAGE = Path(__file__).resolve().parents[2] / "trafficaudit"
GROUPS = sorted(path.stem for path in (PACKAGE / "report" / "korean").glob("*.toml"))
KO = Texts("ko")
ROOMS = (
    "detectors", "joined", "examine.py", "destinations", "readers", "persona", "decode", "replay.py", "caveats.py", "faults.py", "tables/cuts.py",
    "tables/overlaps.py", "recording/losses.py", "recording/hooks/unread.py", "recording/hooks/leftovers.py",
)  # fmt: skip
"""Where findings, evidence, gaps and warnings are put into words."""

SILENT = {
    "destinations/archives.py", "destinations/attribution.py", "destinations/build.py", "destinations/databases.py",
    "destinations/distance.py", "destinations/installed.py", "destinations/outlines.py", "destinations/packages.py", "destinations/pins.py",
    "destinations/rangefile.py", "destinations/soundness.py",  # what is wrong with a database, and what to do about it
    "detectors/names/table.py", "detectors/matcher.py",  # what is wrong with the rules
    "persona/seeded.py", "persona/write.py",  # a person's file in the making
    "readers/phases.py",  # what is wrong with a file of marks
}  # fmt: skip
"""Files that speak in errors only, to whoever runs the program: no report shows these."""

UNSHOWN = {
    "fields that nobody holds any more were asked for",  # a slip of the program itself
    "is no table",  # what is wrong with a map of recipients
    f"unknown key or wrong kind of value: {HOLE}",
    "name, source and domains cannot be empty",
    f"country is no ISO 3166-1 code: {HOLE}",
    "domains and apps are lists of names",
    f"no host is named {HOLE}: write a domain alone, it has everything below it",
    f"no app is named {HOLE}: write a package, or the beginning of one before .*",
    'write [[organisation]] with name, country, domains = ["..."] and source, as the built-in map does',
    'write [values] with lines such as email = ["name@example.kr"]',
    f"cannot be opened: {HOLE}",  # an error
    "copy it to a disk of this computer, and take that",  # with which the process ends
    "went away or was cut short while it was being read",  # likewise
    "the bytes of a file that this program reads went away: its disk failed, or it was cut short",  # likewise
    "check the disks of the captures, the geo databases and the program, and replay again",  # likewise
    "it is no package",
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' ORDER BY rowid",  # asked of SQLite
    "mitmproxy flow file",  # names of formats and states, which have labels of their own
    "capture folder",
    "sealed package",
    "Fiddler session archive",
    "Unexpected data from server",  # words of mitmproxy
    "alert certificate required",  # words of OpenSSL
    "tls refused",
    "quic blocked",
    "no request",
    "a binary property list that was cut off: names may be missing",  # of a body: the state alone is shown
    "no known structure (ciphered or a private format)",
    "a private format, of which only the texts behind their lengths were read",  # likewise
    "a message without its schema, of which only the texts were read",  # likewise
}
"""Sentences of other files that no report shows."""

PARTS = {
    ", in other characters (full-width, typographic or invisible); ",
    "from the seeded place",
    "from the place that the API gave",
    f"{HOLE} bytes of the ciphertext stand in it",
    "its 4 bytes",
    f"by its {HOLE} 64 bits as a number",
    f"{HOLE}as a number",
}
"""Pieces of sentences that are put together by replacing: the whole ones stand in ``WHOLE``."""

WHOLE = (
    "Seeded phone number found in international form, in other characters (full-width, typographic or invisible)",
    "found 12 m from the place that the API gave (likely)",
    "ciphered with AES and key k1 (SHA-256 00) by process 7 at a time that is none: the first 12 of 48 bytes of the "
    "ciphertext stand in it, although the phone's clock puts that 7 s after it (likely)",
    "Seeded IP address found as its 4 bytes, lowest byte first",
    "Seeded user id found by its upper 64 bits as a number",
    "Seeded user id found by its lower 64 bits as a number, encoded as base64, hex",
)

AROUND = (
    "{}",
    f"Seeded {HOLE} found {{}}",
    f"Seeded {HOLE} {{}}",
    "this conversation {}",
    f"request {HOLE} at {HOLE} examined in part: {HOLE}{{}}",
    "loopback address, {}",
)  # fmt: skip
"""What a piece of a sentence stands in."""

FILLED = (
    "request", "private", f"found {HOLE}", f"seeded {HOLE}; {HOLE} of the value alone made by process {HOLE} at {HOLE}",
    f"is longer than {HOLE} bytes: a document that lies across the border of two sections was read in part",
)  # fmt: skip
"""What stands in a hole."""


@pytest.fixture
def holes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hole stand wherever anything may: whatever is put there at run time is looked at by other tests."""
    held, said = catalogue._held, Group.said

    def in_slot(slot: Slot, text: str, work: Work, depth: int) -> str | None:
        return text if text and not text.strip(HOLE) else held(slot, text, work, depth)

    def by_itself(self: Group, text: str, work: Work, depth: int = 0, *, whole: bool = True) -> str | None:
        return text if text and not text.strip(HOLE) else said(self, text, work, depth, whole=whole)

    monkeypatch.setattr(catalogue, "_held", in_slot)
    monkeypatch.setattr(Group, "said", by_itself)


def files() -> Iterator[Path]:
    for room in ROOMS:
        path = PACKAGE / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if f"{file.parent.name}/{file.name}" not in SILENT:
                yield file


def has_korean(text: str) -> bool:
    stripped = text.removesuffix(".").rstrip("; ")
    return any(
        group(name).all(around.format(filled), Work()) is not None
        for filled in _filled(stripped)
        for around in AROUND
        for name in GROUPS
    )


def _filled(text: str) -> Iterator[str]:
    """Give a text as it is, then with one of its holes filled, one after the other."""
    yield text
    parts = text.split(HOLE)
    for at in range(1, len(parts)):
        for filled in FILLED:
            yield f"{HOLE.join(parts[:at])}{filled}{HOLE.join(parts[at:])}"


def test_every_sentence_of_the_code_has_a_korean_form(holes: None) -> None:
    said = emitted.sentences(files())
    shown = {
        text: place
        for text, place in said.items()
        if text not in UNSHOWN | PARTS and not text.startswith("unknown customer of")
    }
    korean = {text for text in shown if has_korean(text)}
    missing = {text: place for text, place in shown.items() if text not in korean and not _piece(text, korean)}
    print(f"\n{len(said)} sentences in the code, {len(missing)} without a Korean form")
    assert not missing
    assert len(shown) > 350
    # The lists above hold nothing that the code no longer says.
    assert not (UNSHOWN | PARTS) - set(said)


def _piece(text: str, said: Iterable[str]) -> bool:
    """Say whether a text only stands within another sentence, as constants do, and what is added to step by step."""
    return any(text != other and text.strip() in other for other in said)


CHECKS = sorted((PACKAGE / "evidence").glob("*checks.py"))
"""What looks at a sealed package; what it found is shown by ``trafficaudit verify --lang ko``."""


@pytest.mark.parametrize("file", CHECKS, ids=lambda file: file.stem)
def test_what_verification_finds_has_a_korean_form(holes: None, file: Path) -> None:
    # A remedy is for whoever runs it; what begins with a comma is the end of a sentence that stands there whole.
    said = [text for text in emitted.sentences([file]) if text != "check its rights" and not text.startswith(", ")]
    assert said or file.stem == "copychecks"
    known = group("verified")
    korean = {text for text in said if known.all(text.strip("; "), Work()) is not None}
    assert [text for text in said if text not in korean and not _piece(text, korean)] == []


def test_a_sentence_that_is_not_in_the_catalogue_is_noticed(holes: None, tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(
        'WHY = "a reason that nobody put into words"\n'
        "def check(text):\n"
        '    said = f"{len(text)} kinds of wonder were seen"\n'
        '    if text: said += ", and one more"\n'
        "    return Verdict(0.9, 0.0, said)\n"
        "def other(number):\n"
        '    return f"the key names it"\n'
    )
    said = emitted.sentences([file])
    assert set(said) == {
        "a reason that nobody put into words",
        f"{HOLE} kinds of wonder were seen",
        f"{HOLE} kinds of wonder were seen, and one more",
        "the key names it",
    }
    assert {text for text in said if has_korean(text)} == {"the key names it"}


@pytest.mark.parametrize("text", WHOLE)
def test_sentences_that_are_put_together_by_replacing_are_whole_in_korean(text: str) -> None:
    assert group("findings").all(text, Work()) is not None


UPLOAD = "exchange 000003: of an upload in 4 recorded pieces, 000001 to 000009"
GAPS = (
    *(f"{UPLOAD}: bytes 0 to 10 were not put together: {why}" for why in (missing.ABSENT, missing.SHORT)),
    *(
        f"{UPLOAD}: pieces 3 to 3 were not put together: {why}"
        for why in (missing.CODED, missing.NAMED, network.BEYOND)
    ),
    "exchange 000003: of an upload: bytes 0 to 10 were not put together: no recorded request carries them",
    f"exchange 000003: {pieced.LONG}",
    f"7 {examine.LEFT_OUT}",
    f"{placing.STEPPED} (12 s, from 2026-11-26T10:00:12+00:00 to 2026-11-26T10:00:00+00:00)",
    f"{placing.STEPPED} (12 s, from 2026-11-26T10:00:12+00:00 to 2026-11-26T10:00:00+00:00); {placing.DOUBTED}",
    "entry 4: serverIPAddress is no IP address; the server's place is not known",
    "exchange 000003: request body at a[0].b examined in part: more than 64 rows of messages that may be one text each: "
    "not all was put together (bytes 1 to 2 of 9; at 3 further places)",
)


@pytest.mark.parametrize("text", GAPS)
def test_gaps_of_uploads_and_clocks_are_whole_in_korean(text: str) -> None:
    assert group("gaps").all(text, Work()) is not None


def test_runs_of_bodies_are_put_into_words_one_by_one() -> None:
    one = wording.reasoning("it stands in 3 pieces of the body: bytes 1 to 5, bytes 7 to 9, 4 more.", KO)
    assert one == "본문의 조각 3개에 걸쳐 있음: 1–5바이트, 7–9바이트, 그 밖 4개."
    several = wording.reasoning("it stands in 2 bodies: 000001 bytes 1 to 5, 000002 bytes 7 to 9.", KO)
    assert several == "본문 2개에 걸쳐 있음: 000001의 1–5바이트, 000002의 7–9바이트."


def test_answers_of_resolvers_name_their_exchanges_in_korean() -> None:
    said = wording.evidence(
        "the address is not among the answers; answered over HTTPS or TLS in exchange 000001, 000004", KO
    )
    assert said == "이 주소는 응답에 없음; 교신 000001, 000004에 있는, HTTPS나 TLS로 온 응답임"


def test_every_reason_for_a_name_has_a_korean_form() -> None:
    written = (PACKAGE / "detectors" / "names" / "keys.toml").read_text(encoding="utf-8")
    reasons = set(re.findall(r'reasoning = "([^"]+)"', written))
    assert len(reasons) > 80
    assert not [text for text in sorted(reasons) if untranslated(wording.reasoning(text, KO))]


def test_every_spelling_that_is_searched_for_has_a_korean_name() -> None:
    persona = load(PACKAGE.parent / "captures" / "demo" / "persona.toml")
    notes = {each.note for each in indicators(persona)} - {""}
    made = {(match, each.note) for each in hashables(persona) for _, match, _ in each.digests()}
    notes |= {f"as {match} of the value {note or 'as it was typed in'}" for match, note in made}
    assert len(notes) > 100
    assert not [note for note in sorted(notes) if group("spellings").all(note, Work()) is None]


def test_reasons_of_documented_endpoints_are_translated_or_marked() -> None:
    reasons = {field.reasoning for tracker in trackers() for endpoint in tracker.endpoints for field in endpoint.fields}
    marked = [text for text in sorted(reasons) if untranslated(wording.reasoning(f"A: b carries IMEI ({text})", KO))]
    print(f"\n{len(reasons)} reasons of endpoints, {len(marked)} without a Korean form: {marked}")
    # Others may add endpoints: what they say is marked until somebody puts it into words.
    assert len(marked) < len(reasons) / 20


def untranslated(text: str) -> bool:
    return ENGLISH in text or QUOTED in text


def left_over(results: Results) -> dict[str, list[str]]:
    """Give what a result folder's report would show without a Korean form, and count everything it shows."""
    reasons = {row["reasoning"] for row in results.findings}
    gaps = {str(gap["reason"]) for gap in results.recipe["gaps"]}
    warnings = {str(each) for each in results.recipe["warnings"]}
    lines = {(each["source"], each["detail"]) for row in results.destinations for each in json.loads(row["evidence"])}
    own = {text for source, detail in lines for text in (source, detail) if not source.startswith("recipient")}
    said = {"reasons": reasons, "gaps": gaps, "warnings": warnings, "evidence": own}
    how = {"reasons": wording.reasoning, "gaps": wording.gap, "warnings": wording.warning, "evidence": wording.evidence}
    print(f"\n{', '.join(f'{len(texts)} {kind}' for kind, texts in said.items())}", end="")
    left = {kind: sorted(text for text in texts if untranslated(how[kind](text, KO))) for kind, texts in said.items()}
    print(f": {sum(map(len, left.values()))} without a Korean form")
    return left


def test_nothing_of_the_demo_is_left_in_english(demo: Results) -> None:
    assert not any(left_over(demo).values())


def test_nothing_of_the_corpus_is_left_in_english(tmp_path: Path) -> None:
    corpus = generate(tmp_path / "corpus", 20261126, 400)
    replay.replay(replay.Request((corpus.capture,), tmp_path / "out", corpus.persona))
    assert not any(left_over(read_results(tmp_path / "out")).values())


@pytest.mark.slow
def test_nothing_of_other_tools_captures_is_left_in_english(shared_captures: Path, tmp_path: Path) -> None:
    read = 0
    for number, file in enumerate(sorted(each for each in shared_captures.rglob("*") if each.is_file())):
        try:
            replay.replay(replay.Request((file,), tmp_path / str(number)))
        except ReadError:
            continue
        read += 1
        assert not any(left_over(read_results(tmp_path / str(number))).values()), file.name
    print(f"\n{read} captures")
    assert read > 20
