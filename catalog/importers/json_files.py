"""JSON files object by object, in constant memory; what they mean is elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import UnusableFile
from catalog.importers.encodings import BadEncoding, NoText, encoding_of
from catalog.texts import text

MAX_OBJECT = 4_000_000
_CHUNK = 1 << 16
_SPACE = " \t\r\n"
_LONGEST_WORD = 32
_DECODER = json.JSONDecoder()
Json = object


class BrokenJson(ValueError):
    """Raised when a file is no JSON; `line` is where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class TooLarge(ValueError):
    """Raised when one value is larger than any record."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value of the file and the line where it begins."""

    value: Json
    line: int


class _Reader:
    """The characters of a file, of which only those not yet read are held."""

    def __init__(self, parts: Iterator[str]) -> None:
        self._parts = parts
        self._held = ""
        self._at = 0
        self.line = 1

    def _more(self) -> bool:
        part = next(self._parts, "")
        self._held = self._held[self._at :] + part
        self._at = 0
        return bool(part)

    def _skip(self, count: int) -> None:
        self.line += self._held.count("\n", self._at, self._at + count)
        self._at += count

    def peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _SPACE:
                    return self._held[self._at]
                self._skip(1)
            if not self._more():
                return ""

    def take(self, expected: str) -> bool:
        """Step over a character if it is the next one."""
        if self.peek() != expected:
            return False
        self._skip(1)
        return True

    def require(self, expected: str) -> None:
        """Step over a character that has to come."""
        if not self.take(expected):
            raise BrokenJson(self.line)

    def value(self) -> Item:
        """Return the next value as a whole."""
        if not self.peek():
            raise BrokenJson(self.line)
        line = self.line
        while True:
            broken: int | None = None
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                broken = self.line + self._held.count("\n", self._at, error.pos)
                if not self._may_be_cut(error):
                    raise BrokenJson(broken) from error
            # A number at the end of what is held may go on.
            if broken is None and end < len(self._held):
                break
            if len(self._held) - self._at > MAX_OBJECT:
                raise TooLarge
            if not self._double():
                if broken is not None:
                    raise BrokenJson(broken)
                break
        self._skip(end - self._at)
        return Item(value, line)

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether it is only that the end of the value was not read yet."""
        is_near = error.pos > len(self._held) - _LONGEST_WORD
        return is_near or error.msg.startswith("Unterminated string")

    def _double(self) -> bool:
        """Read as much again as is held: a large value is not decoded many times."""
        wanted = 2 * max(_CHUNK, len(self._held) - self._at)
        has_grown = False
        while len(self._held) - self._at < wanted and self._more():
            has_grown = True
        return has_grown


def items(path: Path, list_key: str) -> Iterator[Item]:
    """Yield the objects of a file: of its list, of the list under a key, or itself.

    Raises:
        UnusableFile: it is broken, or one value is too large.
    """
    try:
        yield from _items(_Reader(_parts(path)), list_key)
    except BrokenJson as error:
        reason = text("import", "no_json", line=error.line)
        raise UnusableFile(path.name, reason) from error
    except (TooLarge, RecursionError) as error:
        limit = MAX_OBJECT // 1_000
        reason = text("import", "json_too_much", limit=limit)
        raise UnusableFile(path.name, reason) from error
    except BadEncoding as error:
        reason = text("import", "bad_xml_encoding", line=error.line)
        raise UnusableFile(path.name, reason) from error
    except NoText as error:
        raise UnusableFile(path.name, text("import", "binary")) from error
    except ValueError as error:
        # Numbers of thousands of digits.
        raise UnusableFile(path.name, text("import", "no_json", line=1)) from error


def _items(reader: _Reader, list_key: str) -> Iterator[Item]:
    if reader.take("["):
        yield from _elements(reader)
    else:
        reader.require("{")
        yield from _object(reader, list_key)
    if reader.peek():
        raise BrokenJson(reader.line)


def _elements(reader: _Reader) -> Iterator[Item]:
    if reader.take("]"):
        return
    while True:
        yield reader.value()
        if reader.take("]"):
            return
        reader.require(",")


def _object(reader: _Reader, list_key: str) -> Iterator[Item]:
    """Yield the elements of an object's list; without one, the object itself."""
    line, members, has_list = reader.line, dict[str, Json](), False
    if reader.take("}"):
        return
    while True:
        key = reader.value().value
        if not isinstance(key, str):
            raise BrokenJson(reader.line)
        reader.require(":")
        if key == list_key and reader.take("["):
            has_list = True
            yield from _elements(reader)
        else:
            members[key] = reader.value().value
        if reader.take("}"):
            break
        reader.require(",")
    if not has_list:
        yield Item(members, line)


def _parts(path: Path) -> Iterator[str]:
    with path.open(encoding=encoding_of(path), newline="") as file:
        while part := file.read(_CHUNK):
            yield part
