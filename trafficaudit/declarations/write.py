"""A declaration as YAML for a person to check: the policy's words, what was read of them, what is to be confirmed."""

import json
from collections.abc import Iterator

from trafficaudit.categories import taxonomy
from trafficaudit.declarations import countries
from trafficaudit.declarations.model import DataType, Declaration, Item, Label, Recipient, Source
from trafficaudit.declarations.wording import flat

FORMAT = "trafficaudit-declaration-1"
_HEAD = {
    "en": """\
# What the privacy policy declares of transfers abroad: a DRAFT that a program read, until a person confirms it.
# 1. Hold every row against the policy (`source` says where it stands) and correct what is wrong.
# 2. `reading: unread` marks words of which nothing is known. Give them categories (`trafficaudit categories`) and
#    `reading: named`, or leave them: they cover nothing. `not_in_traffic`: no traffic can show them.
#    `broad` marks a collective term; it covers the categories listed here and no others.
# 3. Empty `unread_countries`: give each country as ISO 3166-1 code in `countries`, or none where the words name none.
# 4. `known_as` is the name in the map of recipients; `domains` are domains that you know to be this recipient's.
# 5. Set `confirm: true` in each row and at the top.
""",
    "ko": """\
# 개인정보 처리방침이 고지한 국외 이전 내역: 사람이 확인하기 전까지는 프로그램이 읽은 초안입니다.
# 1. 각 행을 처리방침 원문(`source`의 위치)과 대조하고 잘못된 것을 고치십시오.
# 2. `reading: unread`는 알 수 없는 표현입니다. 항목(`trafficaudit categories`)과 `reading: named`를 적거나,
#    그대로 두십시오. 그대로 두면 아무 항목도 포함하지 않습니다.
#    `not_in_traffic`은 통신에 나타나지 않는 항목입니다.
#    `broad`는 포괄적 표현으로, 여기에 적힌 항목만 포함합니다.
# 3. `unread_countries`를 비우십시오. 국가는 `countries`에 ISO 3166-1 부호로 적고, 국가를 뜻하지 않으면 지우십시오.
# 4. `known_as`는 수신자 목록의 이름, `domains`는 이 수신자의 것임을 확인한 도메인입니다.
# 5. 각 행과 맨 위의 `confirm`을 `true`로 바꾸십시오.
""",
}
_LABEL_HEAD = {
    "en": """\
# What a store's label, or an app's privacy manifest, declares: a DRAFT that a program read, until a person confirms it.
# 1. Hold every type of data against the label and correct what is wrong. The label holds for the whole app: it names no
#    recipient and no country, and comparing it says nothing of either.
# 2. `categories` are what the store's definition of a type names, `perhaps` what it may hold and need not. A type with
#    neither covers nothing. `broad` marks a heading without types: any type under it may be meant.
# 3. `empty` names the sections of which the label says that they hold nothing.
# 4. Set `confirm: true` in each type and at the top.
""",
    "ko": """\
# 스토어 라벨 또는 앱의 개인정보 보호 매니페스트의 고지: 사람이 확인하기 전까지는 프로그램이 읽은 초안입니다.
# 1. 모든 데이터 유형을 라벨 원문과 대조하고 잘못된 것을 고치십시오. 라벨은 앱 전체에 대한 것으로 수신자와 국가를
#    적지 않으므로, 대조 결과는 수신자와 국가에 대해 아무것도 말하지 않습니다.
# 2. `categories`는 스토어의 정의가 명시한 항목, `perhaps`는 들어 있을 수 있는 항목입니다.
#    둘 다 비어 있는 유형은 아무 항목도 포함하지 않습니다.
#    `broad`는 유형 없이 제목만 있는 것으로, 그 아래 어느 유형이든 될 수 있습니다.
# 3. `empty`는 라벨이 아무것도 없다고 밝힌 구분입니다.
# 4. 각 유형과 맨 위의 `confirm`을 `true`로 바꾸십시오.
""",
}
_SAID = {
    "en": (
        "left open when the policy was read:",
        "not understood",
        "is none in the map of recipients for certain",
        "names no category for certain",
    ),
    "ko": (
        "처리방침을 읽으면서 남은 문제:",
        "이해하지 못함",
        "수신자 목록에서 확실히 찾지 못함",
        "확실히 명시한 항목이 없음",
    ),
}


def to_yaml(declaration: Declaration, lang: str = "en") -> str:
    """Write a declaration with its comments in ``ko`` or (any other value) ``en``; ``load`` reads it back."""
    lang = "ko" if lang == "ko" else "en"
    policy = declaration.policy
    lines = [(_LABEL_HEAD if declaration.label else _HEAD)[lang].rstrip("\n")]
    if declaration.notes:
        lines += [f"# {_SAID[lang][0]}", *(f"# - {_comment(note)}" for note in declaration.notes)]
    lines += [
        f"format: {FORMAT}",
        f"confirm: {_flag(declaration.confirmed)}",
        "policy:",
        f"  file: {_string(policy.file)}",
        f"  sha256: {_string(policy.sha256)}",
        f"  size: {policy.size}",
        f"  kind: {_string(policy.kind)}",
        f"  encoding: {_string(policy.encoding)}",
        *([f"  effective: {_string(policy.effective)}"] if policy.effective else []),
        "recipients:" if declaration.recipients else "recipients: []",
    ]
    for recipient in declaration.recipients:
        lines += ["", *_recipient(recipient, lang)]
    lines += _label(declaration.label, lang) if declaration.label else ()
    return "\n".join(lines) + "\n"


def _recipient(one: Recipient, lang: str) -> Iterator[str]:
    _, open_words, unmapped, _ = _SAID[lang]
    yield f"- organisation: {_string(one.organisation)}"
    yield f"  confirm: {_flag(one.confirmed)}"
    yield f"  known_as: {_string(one.known_as)}" + ("" if one.known_as else f"  # {unmapped}")
    yield f"  domains: {_list(one.domains)}"
    yield f"  contact: {_string(one.contact)}"
    yield "  countries:" if one.countries else "  countries: []"
    for country in one.countries:
        name = countries.name_of(country.code, lang)
        yield f"  - {{code: {_string(country.code)}, words: {_string(country.words)}}}  # {_comment(name)}"
    yield f"  unread_countries: {_list(one.unread_countries)}" + (f"  # {open_words}" if one.unread_countries else "")
    yield "  items:" if one.items else "  items: []"
    for item in one.items:
        yield from _item(item, lang)
    for name in ("purpose", "retention", "when_how", "refusal", "basis"):
        yield f"  {name}: {_string(getattr(one, name))}"
    yield f"  source: {_source(one.source)}"


def _label(label: Label, lang: str) -> Iterator[str]:
    yield "label:"
    yield f"  store: {label.store}"
    yield f"  empty: [{', '.join(label.empty)}]"
    yield f"  tracking_domains: {_list(label.tracking_domains)}"
    yield f"  encrypted: {_flag(label.encrypted)}"
    yield "  types:" if label.types else "  types: []"
    for one in label.types:
        yield from ("", *(f"  {line}" for line in _type(one, lang)))


def _type(one: DataType, lang: str) -> Iterator[str]:
    yield f"- section: {one.section}"
    yield f"  confirm: {_flag(one.confirmed)}"
    yield f"  group: {_string(one.group)}"
    yield f"  words: {_string(one.words)}" + (f"  # {_SAID[lang][3]}" if one.reading == "unread" else "")
    yield f"  reading: {one.reading}"
    for name in ("categories", "perhaps"):
        slugs = getattr(one, name)
        named = ", ".join(taxonomy()[slug].label(lang) for slug in slugs if slug in taxonomy())
        yield f"  {name}: [{', '.join(slugs)}]" + (f"  # {_comment(named)}" if named else "")
    yield f"  purposes: {_list(one.purposes)}"
    yield f"  optional: {_flag(one.optional)}"
    yield f"  source: {_source(one.source)}"


def _source(at: Source) -> str:
    return f"{{lines: [{at.lines[0]}, {at.lines[1]}], page: {at.page}, table: {at.table}, row: {at.row}}}"


def _item(item: Item, lang: str) -> Iterator[str]:
    yield f"  - words: {_string(item.words)}" + (f"  # {_SAID[lang][1]}" if item.reading == "unread" else "")
    yield f"    reading: {item.reading}"
    named = ", ".join(taxonomy()[slug].label(lang) for slug in item.categories if slug in taxonomy())
    yield f"    categories: [{', '.join(item.categories)}]" + (f"  # {_comment(named)}" if named else "")


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_string, values)) + "]"


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in flat(text))


def _string(text: str) -> str:
    """Write a double-quoted scalar (YAML 1.2, 7.3.1); whatever does not print is escaped, lone surrogates replaced."""
    told = json.dumps("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text), ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in told)


def _escaped(c: str) -> str:
    return f"\\U{ord(c):08x}" if ord(c) > 0xFFFF else f"\\u{ord(c):04x}"
