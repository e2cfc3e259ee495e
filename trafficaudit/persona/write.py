"""Personas as text: the TOML file, and the steps that type one into a phone."""

from trafficaudit.categories import taxonomy
from trafficaudit.persona.data import tables
from trafficaudit.persona.model import Persona

_HEAD = """\
# 시험용 가상 인물: 이 값이 보낸 통신에서 발견되면 앱이 보냈다는 증거가 됩니다. / A made-up test person.
# 실제 인물의 값을 넣지 마십시오. 휴대전화 번호는 시험용 유심의 번호로 바꾸십시오(본인확인 문자를 받는 경우).
# Never put a real person's values here. Replace the phone number by the test SIM's where an app sends a code to it.
# 주소 검색만 허용하는 앱이면 공공건물 주소를 고르고 그 주소를 postal_address에 추가하십시오.
# Where an app takes addresses only from its own search, choose a public building's and add it to postal_address.
# 통관부호는 존재하지 않는 값이므로 주문을 완료하지 마십시오. / The customs code does not exist: do not place an order.
"""
_TAIL = """\
# 아래 값은 만들 수 없습니다. 휴대전화에서 읽어 채운 뒤 앞의 #을 지우십시오.
# These cannot be made up: read them from the phone, fill them in and take the # away.
"""
_FORM = {"coordinates": ": 위도,경도 / latitude,longitude"}
"""How a value is written that could be written in several ways."""


def to_toml(persona: Persona) -> str:
    """Write a persona as a commented file that ``load`` reads back; the same persona gives the same text."""
    lines = [_HEAD, "[persona]", f"id = {_string(persona.id)}"]
    if persona.seed is not None:
        lines.append(f"seed = {persona.seed}")
    lines += [f"{k} = {_string(v)}" for k, v in (("note", persona.note), ("created_by", persona.created_by)) if v]
    lines += ["", "[values]"]
    for slug, values in persona.values.items():
        lines.append(f"# {taxonomy()[slug].ko} / {taxonomy()[slug].en}")
        lines.append(f"{slug} = [{', '.join(map(_string, values))}]")
    missing = [slug for slug in tables()["from_phone"] if slug not in persona.values]
    if missing:
        lines += ["", _TAIL.rstrip("\n")]
        lines += [
            f'# {slug} = [""]  # {taxonomy()[slug].ko} / {taxonomy()[slug].en}{_FORM.get(slug, "")}' for slug in missing
        ]
    return "\n".join(lines) + "\n"


def _string(value: str) -> str:
    """Write a TOML basic string (TOML 1.0: quotes, backslash and control characters are escaped)."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in escaped) + '"'


def instructions(persona: Persona, lang: str) -> str:
    """Give the steps that bring a persona onto the phone, as numbered text in ``ko`` or (any other value) ``en``.

    The text holds the values themselves: it is for the person at the phone. A step for values that the persona does
    not have is left out, but for the one that reads the phone's identifiers.
    """
    lang = "ko" if lang == "ko" else "en"
    steps = [(step[lang], step["values"], step.get("always", False)) for step in tables()["steps"]]
    told = {slug for _, slugs, _ in steps for slug in slugs}
    steps.append((tables()["rest"][lang], [slug for slug in persona.values if slug not in told], False))
    lines: list[str] = []
    number = 0
    for text, slugs, always in steps:
        present = [slug for slug in slugs if slug in persona.values]
        if not (present or always):
            continue
        number += 1
        lines.append(f"{number}. {text}")
        lines += [f"   - {taxonomy()[slug].label(lang)}: {' / '.join(persona.values[slug])}" for slug in present]
    return "\n".join(lines) + "\n"
