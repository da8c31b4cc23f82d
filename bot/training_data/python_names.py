"""What the actions name in Python: their own names, responses, slots; runs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.training_data.reading import Mention, Place
from bot.training_data.sources import ACTIONS, Sources

UTTER = "utter_"


@dataclass(frozen=True, slots=True)
class PythonNames:
    """The names in the package of the actions.

    `words` are all texts and names of arguments: what may fill a placeholder.
    `unreadable` are files that are no Python.
    """

    actions: tuple[Mention, ...]
    responses: tuple[Mention, ...]
    slots: tuple[Mention, ...]
    words: frozenset[str]
    unreadable: tuple[tuple[Place, str], ...]


def python_names(sources: Sources) -> PythonNames:
    """Read the modules of the actions."""
    trees: dict[str, ast.Module] = {}
    unreadable: list[tuple[Place, str]] = []
    for file in sources.files(ACTIONS):
        if file.endswith(".py"):
            try:
                trees[file] = ast.parse(sources.text(file))
            except SyntaxError as error:
                unreadable.append((Place(file, error.lineno or 1), error.msg))
    constants = {n: v for tree in trees.values() for n, v in _constants(tree)}
    return PythonNames(
        actions=tuple(a for f, tree in trees.items() for a in _actions(f, tree)),
        responses=tuple(r for f, tree in trees.items() for r in _responses(f, tree)),
        slots=tuple(s for f, tree in trees.items() for s in _slots(f, tree, constants)),
        words=frozenset(w for tree in trees.values() for w in _words(tree)),
        unreadable=tuple(unreadable),
    )


def _actions(file: str, tree: ast.Module) -> Iterator[Mention]:
    """Yield the classes whose method `name` returns a text."""
    for kind in ast.walk(tree):
        if isinstance(kind, ast.ClassDef):
            for method in kind.body:
                if isinstance(method, ast.FunctionDef) and method.name == "name":
                    for name, _ in _returned(method):
                        yield Mention("action", name, Place(file, kind.lineno))


def _returned(method: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    for node in ast.walk(method):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from _texts(node)


def _texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def _responses(file: str, tree: ast.Module) -> Iterator[Mention]:
    for text, line in _texts(tree):
        if text.startswith(UTTER):
            yield Mention("response", text, Place(file, line))


def _slots(
    file: str, tree: ast.Module, constants: Mapping[str, str]
) -> Iterator[Mention]:
    """Yield the slots that are set, by their names or by constants for them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _called(node) == "SlotSet":
            name = _text_of(node.args[0], constants)
            if name:
                yield Mention("slot", name, Place(file, node.lineno))


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _text_of(node: ast.expr, constants: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    name = getattr(node, "id", "") or getattr(node, "attr", "")
    return constants.get(name)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _words(tree: ast.Module) -> Iterator[str]:
    yield from (text for text, _ in _texts(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg
