"""The results in one folder, side by side, read so that they may be counted together; what may not is refused."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trafficaudit.errors import ReadError, UnmarkedError
from trafficaudit.output import RECIPE
from trafficaudit.plurals import several
from trafficaudit.redaction import visible
from trafficaudit.tables.byphase import left_out
from trafficaudit.tables.folder import ANEW, changed, doubt, read_recipe
from trafficaudit.tables.oneresult import Result, limited_to, read_result
from trafficaudit.tables.twice import twice

_GROUND = {
    "en": "the results asked different geo databases ({}): countries may differ for that reason alone",
    "ko": "결과마다 조회한 위치 데이터베이스가 다릅니다({}): 그 때문만으로도 국가가 다를 수 있습니다",
}
_PEOPLE = {
    "en": "the results were searched for different test persons, or for none ({}): an item may stand in one and not in "
    "another for that reason alone",
    "ko": "결과마다 찾은 시험용 인물이 다르거나 없습니다({}): 그 때문만으로도 한쪽에만 있는 항목이 있을 수 있습니다",
}
_SAME = {
    "en": "{} stands in several results ({}): its rows hold what any of them shows, and name those that do",
    "ko": "{} 앱은 여러 결과에 있습니다({}): 그 행은 어느 한 결과에서라도 관찰된 것이며, 그 결과를 적습니다",
}
_HELD = {
    "en": "{} and {} hold {} of the same time, host and path: if one is a copy of the other, cut or exported "
    "again, each of them counts twice",
    "ko": "{}와(과) {}에 시각·호스트·경로가 같은 교신이 {}건 있습니다: 하나가 다른 하나를 잘라 내거나 다시 내보낸 "
    "사본이면 그 교신은 각각 두 번 집계됩니다",
}
_MEANWHILE = {
    "en": "{} and {} were recorded at the same time, of {}: an exchange that both hold counts twice",
    "ko": "{}와(과) {}는 같은 시간에 {} 앱을 기록했습니다: 둘 다에 있는 교신은 두 번 집계됩니다",
}
_MORE = {"en": " and others", "ko": " 등"}


@dataclass(frozen=True, slots=True)
class Root:
    """The results of a folder.

    Args:
        results: in the order of their names.
        passed_over: folders that are no results, by name.
        without: results, and captures in them, in which nobody marked the phase that was asked for, by name.
        doubts: what is to be said before they are compared.
    """

    results: tuple[Result, ...]
    passed_over: tuple[str, ...]
    without: tuple[str, ...]
    doubts: tuple[str, ...]


def is_root(folder: Path) -> bool:
    """Tell whether a folder is no result itself, but one that may hold some."""
    return folder.is_dir() and not (folder / RECIPE).is_file()


def read_root(root: Path, phase: str = "", lang: str = "en") -> Root:
    """Read the results in a folder.

    Args:
        root: the folder in which they stand, side by side.
        phase: only this phase of use, as ``phase_table`` takes it; empty takes all.
        lang: language of what was not seen, ``ko`` or ``en``.

    Raises:
        ReadError: it holds no result, or what ``read_results`` raises.
    """
    try:
        folders = sorted(each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
        found = [each for each in folders if (each / RECIPE).is_file()]
    except OSError as error:
        where = visible(str(error.filename or root))
        raise ReadError(f"cannot be read: {error.strerror}", where, "check its rights, or take it away") from error
    if not found:
        what = "holds no result folder (none of its folders has a recipe.json)"
        raise ReadError(what, visible(str(root)), "make some with: trafficaudit replay CAPTURES... --each -o FOLDER")
    passed = tuple(visible(each.name) for each in folders if each not in found)
    return replace(read_results(found, phase, lang), passed_over=passed)


def read_results(folders: Sequence[Path], phase: str = "", lang: str = "en") -> Root:
    """Read results that may be counted together, at least one; arguments as for ``read_root``.

    Raises:
        ReadError: one is of another version or other rules, has tables that were changed, or holds a recording that
            another one holds; or no result has a mark of the phase.
    """
    recipes = [read_recipe(folder) for folder in folders]
    _alike(folders, recipes)
    read, without = list[Result](), list[str]()
    for folder, recipe in zip(folders, recipes, strict=True):
        result = read_result(folder, recipe)
        limited = limited_to(result, phase, lang) if phase else result
        if limited is None:
            without.append(result.name)
        else:
            read.append(limited)
            without += [f"{result.name}/{name}" for name in limited.without]
    if not read:
        what = f"no result has a phase {visible(phase)}: nobody marked one, so what was sent then is not known"
        where = visible(str(folders[0].parent))
        raise UnmarkedError(what, where, "mark it while recording with: trafficaudit phase NAME")
    doubts = *_doubts(folders, recipes, lang), *_several(read, lang), *_twice(folders, lang)
    doubts += tuple(left_out(one.name, one.beside, lang) for one in read if one.beside)
    return Root(tuple(read), (), tuple(without), doubts)


def _alike(folders: Sequence[Path], recipes: Sequence[dict[str, Any]]) -> None:
    """Refuse what cannot be counted together."""
    first, seen = _made_by(recipes[0], folders[0]), dict[str, Path]()
    for folder, recipe in zip(folders, recipes, strict=True):
        version, rules = _made_by(recipe, folder)
        if (version, rules) != first:
            what = (
                f"was made by version {version} with rules {rules[:12]}, but {visible(folders[0].name)} by {first[0]}"
            )
            raise ReadError(f"{what} with rules {first[1][:12]}", visible(str(folder)), "replay both with one version")
        for capture in captures_of(recipe, folder):
            for name in _identities(capture):
                if seen.setdefault(name, folder) is not folder:
                    what = f"holds the capture {visible(str(capture.get('id')))}"
                    same = f"{what}, which {visible(seen[name].name)} holds as well, in whole or in part"
                    raise ReadError(same, visible(str(folder)), "take one of them away: it would count twice")


def _identities(capture: dict[str, Any]) -> list[str]:
    """Give the names and digests by which a capture is known; two with one in common hold the same traffic."""
    traffic = capture.get("traffic")
    return [str(capture.get("id")), *map(str, traffic if isinstance(traffic, list) else ()), str(capture.get("sha256"))]


def _made_by(recipe: dict[str, Any], folder: Path) -> tuple[str, str]:
    tool = recipe.get("tool")
    if not isinstance(tool, dict):
        raise ReadError("has a recipe.json that does not say what made it", visible(str(folder)), ANEW)
    return visible(str(tool.get("version"))), visible(str(tool.get("rules_sha256")))


def captures_of(recipe: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Give what a recipe says of each capture; raises ``ReadError`` where it does not list them."""
    inputs = recipe.get("inputs")
    captures = inputs.get("captures") if isinstance(inputs, dict) else None
    if not isinstance(captures, list) or not all(isinstance(each, dict) for each in captures):
        raise ReadError("has a recipe.json that does not list its captures", visible(str(folder)), ANEW)
    return captures


def _doubts(folders: Sequence[Path], recipes: Sequence[dict[str, Any]], lang: str) -> Iterator[str]:
    """Say where results rest on nothing, or stand on different ground: countries may differ for that reason alone."""
    told = (
        say(recipe, folder, lang) for folder, recipe in zip(folders, recipes, strict=True) for say in (doubt, changed)
    )
    yield from filter(None, told)
    for said, of in ((_GROUND, databases_of), (_PEOPLE, persona_of)):
        sets: dict[str, list[str]] = {}
        for folder, recipe in zip(folders, recipes, strict=True):
            sets.setdefault(of(recipe), []).append(visible(folder.name))
        if len(sets) > 1:
            yield said[lang].format("; ".join(_few(names, lang) for names in sets.values()))


def _several(results: Sequence[Result], lang: str) -> Iterator[str]:
    """Say which app is in several results, and in which versions: its rows are those of all of them."""
    found: dict[str, list[str]] = {}
    for result in results:
        versions = ", ".join(versions_of(result.recipe, result.folder))
        for app in result.apps:
            found.setdefault(app, []).append(f"{result.name}: {versions}" if versions else result.name)
    for app, names in sorted(found.items()):
        if len(names) > 1:
            yield _SAME[lang].format(visible(app), _few(names, lang, "; "))


def _twice(folders: Sequence[Path], lang: str) -> Iterator[str]:
    """Say which results may count the same exchanges."""
    names = [visible(folder.name) for folder in folders]
    for each in twice(folders):
        held = several(each.exchanges, "exchange") if lang == "en" else f"{each.exchanges:,}"
        said, what = (_HELD, held) if each.exchanges else (_MEANWHILE, visible(each.app))
        yield said[lang].format(names[each.one], names[each.other], what)


def _few(names: Sequence[str], lang: str, between: str = ", ") -> str:
    return between.join(names[:3]) + (_MORE[lang] if len(names) > 3 else "")


def versions_of(recipe: dict[str, Any], folder: Path) -> list[str]:
    """Give the versions of the apps, as the captures of a result name them; empty where none does."""
    told = (one.get("metadata") for one in captures_of(recipe, folder))
    named = [one.get("app.version") or one.get("apps") for one in told if isinstance(one, dict)]
    return list(dict.fromkeys(visible(str(each)) for each in named if each))


def persona_of(recipe: dict[str, Any]) -> str:
    """Give the SHA-256 of the test person that a result was searched for; empty where it was for none."""
    persona = recipe["inputs"].get("persona")
    return str(persona.get("sha256")) if isinstance(persona, dict) else ""


def databases_of(recipe: dict[str, Any]) -> str:
    """Give one SHA-256 for the geo databases that a result asked."""
    listed = recipe["inputs"].get("databases")
    named = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return hashlib.sha256(" ".join(str(one.get("sha256")) for one in named).encode()).hexdigest()
