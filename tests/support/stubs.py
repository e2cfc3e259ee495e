"""Stub Android classes for a JVM, made of the Android SDK's own signatures, with a plan of calls and what each must give.

``python -m support.stubs TYPES`` (in ``tests``) writes ``frida_scripts/java/signatures.json`` anew from the type
declarations of npm's ``@nativescript/types-android``: for every method of the hook catalogue its overloads in the SDK.
The classes that are not in the SDK have their signatures in ``frida_scripts/java/hidden.json``, written by hand.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1] / "frida_scripts" / "java"
CATALOG = Path(__file__).parents[2] / "frida_scripts" / "android" / "catalog.json"
TYPES = "lib/android/android-platform-21-37-merged.d.ts"

type Signature = tuple[list[str], str, bool]
"""Types of the arguments, type of the result, static."""

_MODULE = re.compile(r"(?:declare|export) module ([\w.]+) \{")
_CLASS = re.compile(
    r"export (?:abstract )?(?:class|interface) (\w+)(?:<[^{]*?>)?(?: extends ([\w.<>, ]+?))?(?: implements [^{]*)?\s*\{"
)
_METHOD = re.compile(r"public (static )?(\w+)(?:<.*?>)?\((.*)\)(?:: (.+))?;$")
_PLAIN = {"string": "java.lang.String", "number": "int", "boolean": "boolean", "void": "void"}


def parse(path: Path) -> tuple[dict[str, dict[str, list[tuple[str, str | None, bool]]]], dict[str, str]]:
    """Read the declarations: class -> method -> overloads as written, and class -> the class it extends."""
    methods: dict[str, dict[str, list[tuple[str, str | None, bool]]]] = {}
    above: dict[str, str] = {}
    nesting: list[tuple[int, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        said, depth = line.strip(), len(line) - len(line.lstrip("\t"))
        if found := _MODULE.match(said) or _CLASS.match(said):
            nesting = [*(each for each in nesting if each[0] < depth), (depth, found[1])]
            if found.re is _CLASS:
                name = ".".join(each for _, each in nesting)
                methods.setdefault(name, {})
                if found[2]:
                    above[name] = re.sub("<.*", "", found[2])
        elif found := _METHOD.match(said):
            name = ".".join(each for level, each in nesting if level < depth)
            method = "<init>" if found[2] == "constructor" else found[2]
            methods.setdefault(name, {}).setdefault(method, []).append((found[3], found[4], bool(found[1])))
    return methods, above


def entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give the catalogue's lines: class, method, and the group that they are in."""
    for group in json.loads(CATALOG.read_text())["classes"]:
        for method in group["methods"]:
            yield group["class"], method, group


def signatures(types: Path) -> tuple[dict[str, dict[str, list[Signature]]], list[str]]:
    """Look every method of the catalogue up in the SDK's types: the overloads, and what is not there."""
    known, above = parse(types)
    out: dict[str, dict[str, list[Signature]]] = {}
    absent = list[str]()
    for owner, method, group in entries():
        if "hidden" in group:
            continue
        name: str | None = group.get("of", owner).replace("$", ".")
        while name and method not in known.get(name, {}):
            name = above.get(name)
        if not name:
            absent.append(f"{owner}.{method}")
            continue
        overloads = out.setdefault(owner, {}).setdefault(method, [])
        for arguments, result, static in known[name][method]:
            parts = re.split(r",\s*(?=\w+\??:)", arguments)
            line = ([_java(each.split(":", 1)[1]) for each in parts if ":" in each], _java(result or "void"), static)
            if line not in overloads:
                overloads.append(line)
    return out, absent


def _java(written: str) -> str:
    text = written.replace(" | null", "").replace("/* any*/", "").strip()
    if text.startswith("androidNative.Array<"):
        inner = _java(text[20:-1])
        return ("byte" if inner == "int" else inner) + "[]"
    text = re.sub("<.*", "", text)
    if text in _PLAIN:
        return _PLAIN[text]
    return text if text.startswith(("java.", "android.", "dalvik.")) else "java.lang.Object"


_DOUBLE = {
    "android.location.Location": {"getLatitude": "37.566535", "getLongitude": "126.977969", "getAltitude": "38.25"}
}
"""Methods whose number is a double, which the declarations do not say, and what they give."""
_GIVEN = {
    "java.lang.CharSequence": '"text of {name}"',
    "java.util.List": "java.util.Arrays.asList({inner})",
    "java.util.Set": "new java.util.TreeSet<String>(java.util.Arrays.asList({inner}))",
    "java.util.Map": 'java.util.Collections.singletonMap("key of {name}", "value")',
    "java.lang.String": '"{name}"',
    "int": "7",
    "long": "7L",
    "float": "7f",
    "double": "7.0",
    "boolean": "true",
    "byte[]": "new byte[] {{1, -2, 3}}",
    "android.database.Cursor": 'new android.database.Cursor.Rows(new String[] {{"android_id", "3a5f9c2b1d4e6f70"}})',
    "java.lang.String[]": 'new String[] {{"{name}", "second"}}',
}


class Stubs:
    """Writes Java sources for a set of signatures. Every class is a plain class with a constructor without arguments."""

    def __init__(self, methods: dict[str, dict[str, list[Signature]]]) -> None:
        self.methods = methods
        self.names = {name for name in methods if not name.startswith("java.")}
        for overloads in list(methods.values()):
            for arguments, result, _ in [each for group in overloads.values() for each in group]:
                self.names |= {self._binary(each) for each in [*arguments, result] if self._is_ours(each)}
        for name in list(self.names):
            parts = name.split("$")
            self.names |= {"$".join(parts[:count]) for count in range(1, len(parts))}

    @staticmethod
    def _is_ours(name: str) -> bool:
        return name.removesuffix("[]").startswith(("android.", "dalvik.", "com.", "androidx."))

    @staticmethod
    def _binary(name: str) -> str:
        """`android.app.Outer.Inner` as the class file calls it: with a dollar."""
        parts = name.removesuffix("[]").split(".")
        first = next(i for i, part in enumerate(parts) if part[:1].isupper() or "$" in part or i == len(parts) - 1)
        return ".".join(parts[: first + 1]) + "".join("$" + part for part in parts[first + 1 :])

    def write(self, folder: Path, by_hand: Path) -> list[Path]:
        """Write a source file per outer class, but for those that were written by hand; give these too."""
        out = sorted(by_hand.rglob("*.java"))
        for name in sorted(self.names):
            package, _, simple = name.rpartition(".")
            inner = Path(*package.split("."), f"{simple}.java")
            if "$" in name or (by_hand / inner).exists():
                continue
            path = folder / inner
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"package {package};\n{self._class(name)}")
            out.append(path)
        return out

    def _class(self, name: str) -> str:
        simple = re.split(r"[.$]", name)[-1]
        static = "static " if "$" in name else ""
        lines = [f"public {static}class {simple} {{", f"public {simple}() {{ Thread.yield(); }}"]
        seen: set[tuple[str, tuple[str, ...]]] = {("<init>", ())}
        for method, overloads in self.methods.get(name, {}).items():
            for arguments, result, is_static in overloads:
                erased = tuple(each.replace("$", ".") for each in arguments)
                if (method, erased) in seen:
                    continue
                seen.add((method, erased))
                lines.append(self._method(name, simple, method, erased, result, is_static))
        lines += [self._class(each) for each in sorted(self.names) if each.rpartition("$")[0] == name]
        return "\n".join([*lines, "}"])

    def _method(
        self, owner: str, simple: str, method: str, arguments: tuple[str, ...], result: str, static: bool
    ) -> str:
        given = ", ".join(f"{each} a{i}" for i, each in enumerate(arguments))
        if method == "<init>":
            return f"public {simple}({given}) {{ Thread.yield(); }}"
        double = _DOUBLE.get(owner, {}).get(method)
        kind = "double" if double else result.replace("$", ".")
        # A body must not be empty: HotSpot never fires hooks of empty methods.
        body = "Thread.yield();" if kind == "void" else f"return {double or self._value(kind, f'{simple}.{method}')};"
        return f"public {'static ' if static else ''}{kind} {method}({given}) {{ {body} }}"

    def _value(self, kind: str, name: str) -> str:
        if kind in _GIVEN:
            return _GIVEN[kind].format(name=name, inner=f'"first of {name}", "second"')
        if kind.endswith("[]"):
            inner = kind.removesuffix("[]")
            return f"new {inner}[] {{{self._value(inner, name)}}}"
        return f"new {kind}()" if self._is_ours(kind) else "null"


def committed() -> dict[str, dict[str, list[Signature]]]:
    """Give the signatures of the whole catalogue: the SDK's and the hand-written ones."""
    out: dict[str, dict[str, list[Signature]]] = {}
    for name in ("signatures.json", "hidden.json"):
        for owner, methods in json.loads((HERE / name).read_text()).items():
            for method, overloads in methods.items():
                out.setdefault(owner, {}).setdefault(method, []).extend((*each,) for each in overloads)
    return out


def dumped(methods: dict[str, dict[str, list[Signature]]]) -> str:
    """Write signatures as JSON, a method a line."""
    lines = []
    for owner in sorted(methods):
        rows = [f"    {json.dumps(name)}: {json.dumps(methods[owner][name])}" for name in sorted(methods[owner])]
        lines.append(f"  {json.dumps(owner)}: {{\n" + ",\n".join(rows) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    found, missing = signatures(Path(sys.argv[1]) / TYPES)
    (HERE / "signatures.json").write_text(dumped(found))
    sys.stdout.write("".join(f"not in the SDK: {each}\n" for each in missing))
