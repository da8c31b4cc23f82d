"""XML files element by element, in constant memory; nothing outside them is read.

Entities, document types and external references are refused, as is what would need
more memory than a record may. What the elements mean is in the modules of the formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from catalog.errors import UnusableFile
from catalog.importers.encodings import BadEncoding, NoText, encoding_of
from catalog.texts import text

MAX_DEPTH = 60
MAX_RECORD = 1_000_000
MAX_NODES = 20_000
_CHUNK = 1 << 16
# XML does not allow them; programs write them all the same.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class TooMuch(Exception):
    """Raised when one element holds more than any record needs."""


@dataclass(slots=True)
class Node:
    """An element with its line; names have no namespaces."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element itself, without surrounding spaces."""
        return "".join(self.parts).strip()

    def all(self, *path: str) -> list[Node]:
        """Return the elements that a path leads to."""
        found = [self]
        for tag in path:
            found = [c for node in found for c in node.children if c.tag == tag]
        return found

    def find(self, *path: str) -> Node | None:
        """Return the first element that a path leads to."""
        return next(iter(self.all(*path)), None)

    def value(self, *path: str) -> str:
        """Return the text of the first element of a path that has any."""
        return next(iter(self.values(*path)), "")

    def values(self, *path: str) -> list[str]:
        """Return the texts of the elements that a path leads to, without empty ones."""
        return [node.text for node in self.all(*path) if node.text]


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was asked for, with those around it, the outermost first."""

    node: Node
    around: tuple[Node, ...]

    def inside(self, tag: str) -> bool:
        """Whether an element of this name stands around it."""
        return any(node.tag == tag for node in self.around)


class _Builder:
    """Builds the elements that are asked for, and forgets all others."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.parser: Any = None
        self.found: list[Found] = []
        self.root: Node | None = None
        self._wanted = wanted
        self._open: list[Node] = []
        self._begins_at: int | None = None
        self._size = 0
        self._nodes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        local = {_local(name): value for name, value in attributes.items()}
        node = Node(_local(tag), local, int(self.parser.CurrentLineNumber))
        if len(self._open) >= MAX_DEPTH:
            raise TooMuch
        if self.root is None:
            self.root = node
        if self._begins_at is not None:
            self._nodes += 1
            if self._nodes > MAX_NODES:
                raise TooMuch
            self._open[-1].children.append(node)
        elif node.tag in self._wanted:
            self._begins_at, self._size, self._nodes = len(self._open), 0, 0
        self._open.append(node)

    def data(self, characters: str) -> None:
        """Take text; that of elements nobody asked for is forgotten."""
        if self._begins_at is not None:
            self._size += len(characters)
            if self._size > MAX_RECORD:
                raise TooMuch
            self._open[-1].parts.append(characters)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        node = self._open.pop()
        if self._begins_at == len(self._open):
            self._begins_at = None
            self.found.append(Found(node, tuple(self._open)))

    def close(self) -> None:
        """Nothing is left to do."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def root_of(path: Path) -> Node:
    """Return the outermost element of a file, with its attributes alone.

    Raises:
        UnusableFile: it is no XML file, or not one that may be read.
    """
    builder = _Builder(frozenset())
    for _ in _steps(path, builder):
        if builder.root is not None:
            return builder.root
    raise UnusableFile(path.name, text("import", "no_xml", line=1))


def elements(path: Path, *wanted: str) -> Iterator[Found]:
    """Yield the outermost elements of these names, in their order.

    Raises:
        UnusableFile: it is broken, or not a file that may be read.
    """
    builder = _Builder(frozenset(wanted))
    for _ in _steps(path, builder):
        found, builder.found = builder.found, []
        yield from found


def _steps(path: Path, builder: _Builder) -> Iterator[None]:
    """Parse a file a part at a time."""
    parser: Any = DefusedXMLParser(target=builder, encoding="utf-8", forbid_dtd=True)
    builder.parser = parser.parser
    fed = 0
    try:
        for characters in _characters(path):
            part = characters.encode()
            fed += len(part)
            parser.feed(part)
            # A tag or a comment without end would be looked at again and again.
            if fed - builder.parser.CurrentByteIndex > MAX_RECORD:
                raise TooMuch
            yield
        parser.close()
        yield
    except DefusedXmlException as error:
        raise _unusable(path, "xml_entities", builder) from error
    except TooMuch as error:
        limit = MAX_RECORD // 1_000
        raise _unusable(path, "xml_too_much", builder, limit=limit) from error
    except ParseError as error:
        raise _unusable(path, "no_xml", builder) from error
    except BadEncoding as error:
        reason = text("import", "bad_xml_encoding", line=error.line)
        raise UnusableFile(path.name, reason) from error
    except NoText as error:
        raise UnusableFile(path.name, text("import", "binary")) from error


def _unusable(
    path: Path, key: str, builder: _Builder, **values: object
) -> UnusableFile:
    line = max(1, int(builder.parser.ErrorLineNumber))
    return UnusableFile(path.name, text("import", key, line=line, **values))


def _characters(path: Path) -> Iterator[str]:
    with path.open(encoding=encoding_of(path), newline="") as file:
        while characters := file.read(_CHUNK):
            yield CONTROLS.sub(" ", characters)
