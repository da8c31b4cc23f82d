"""Modules that stand in for packages this process leaves out; names no package."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn


class PlaceholderUsed(RuntimeError):
    """Raised when code calls something of a package that was left out."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} cannot be used: this process left out the package, because "
            f"nothing in config.yml needs it (see bot/dialogue/rasa_import.py)"
        )
        self.name = name


class _PlaceholderType(type):
    """Lets a placeholder class pass as anything that is only named, not called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        placeholder = _placeholder_class(cls.__module__, f"{cls.__qualname__}.{name}")
        setattr(cls, name, placeholder)
        return placeholder

    def __getitem__(cls, _: object) -> _PlaceholderType:
        return cls

    def __or__(cls, _: object) -> Any:
        return cls

    def __ror__(cls, _: object) -> Any:
        return cls


class _Placeholder(Exception, metaclass=_PlaceholderType):
    """Base of every class a placeholder module hands out.

    An exception, because such a class may be named in an except clause.
    """

    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise PlaceholderUsed(f"{type(self).__module__}.{type(self).__qualname__}")


def _placeholder_class(module: str, qualname: str) -> _PlaceholderType:
    namespace = {"__module__": module, "__qualname__": qualname}
    return _PlaceholderType(qualname.rpartition(".")[2], (_Placeholder,), namespace)


class _PlaceholderModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        placeholder = _placeholder_class(self.__name__, name)
        setattr(self, name, placeholder)
        return placeholder


class PlaceholderFinder(MetaPathFinder, Loader):
    """Answers the import of the named packages and modules with placeholders."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Claim *fullname* when it or a package above it is named."""
        parts = fullname.split(".")
        parents = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        if parents.isdisjoint(self._names):
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return an empty module that invents its attributes."""
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module as it is: there is no code to run."""


def forget_placeholders() -> None:
    """Drop every placeholder from the loaded modules; who holds one keeps it.

    What scans all loaded modules would otherwise ask each of them for every name.
    """
    for name, module in list(sys.modules.items()):
        if isinstance(module, _PlaceholderModule):
            del sys.modules[name]


@contextmanager
def placeholders_for(names: Iterable[str]) -> Iterator[None]:
    """Let placeholders answer the named imports inside the block, and only there.

    A package that was loaded before is left alone.
    """
    finder = PlaceholderFinder(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        forget_placeholders()
