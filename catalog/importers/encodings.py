"""Which encoding a file has, found in constant memory; no format is known here."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

CHUNK = 1 << 20
_HEAD = 400
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# Programs that say Latin 1 usually write the quotes of Windows-1252.
_SPOKEN_OF_AS = {"iso8859-1": "cp1252", "ascii": "utf-8-sig", "utf-8": "utf-8-sig"}
_KNOWN = frozenset({"utf-8-sig", "cp1252", "iso8859-15", "utf-16"})


class BadEncoding(ValueError):
    """Raised when a file has none of the known encodings; `line` cannot be read."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class NoText(ValueError):
    """Raised when a file holds no text at all."""


def head(path: Path) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file.

    Raises:
        BadEncoding: it is none of the known ones.
        NoText: it holds zeros.
    """
    begins = head(path)
    if begins.startswith(_UTF_16):
        return _first_that_decodes(path, ("utf-16",))
    if begins[:4] in (b"<\0?\0", b"\0<\0?"):
        guess = "utf-16-le" if begins[:1] == b"<" else "utf-16-be"
        return _first_that_decodes(path, (guess,))
    if has_zeros(path):
        raise NoText
    declared = _declared(begins)
    return _first_that_decodes(path, (*declared, "utf-8-sig", "cp1252"))


def _declared(begins: bytes) -> tuple[str, ...]:
    match = _DECLARED.match(begins.removeprefix(codecs.BOM_UTF8))
    if match is None or begins.startswith(codecs.BOM_UTF8):
        return ()
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ()
    found = _SPOKEN_OF_AS.get(name, name)
    return (found,) if found in _KNOWN else ()


def _first_that_decodes(path: Path, encodings: tuple[str, ...]) -> str:
    line: int | None = None
    for encoding in encodings:
        line = undecodable_line(path, encoding)
        if line is None:
            return encoding
    raise BadEncoding(line or 1)


def has_zeros(path: Path) -> bool:
    """Whether a file holds zeros, as no text in an 8-bit encoding does."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk:
                return True
    return False


def undecodable_line(path: Path, encoding: str) -> int | None:
    """Return None when the file has this encoding, else the first line that has not."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                line += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                return line + chunk[: error.start].count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None
