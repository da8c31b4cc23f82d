"""Which format a file has, by what it holds; reading it is in the formats' modules."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import partial
from pathlib import Path

from catalog.errors import UnusableFile
from catalog.importers import json_ld, open_qcat, open_vhs, rows, xml_files
from catalog.importers.content import Content, ImportOptions, Part
from catalog.importers.encodings import head
from catalog.importers.tables import Table, check_file, open_table
from catalog.texts import text

_XML: dict[str, Callable[[Path, ImportOptions], Content]] = {
    open_vhs.ROOT: open_vhs.open_content,
    open_qcat.ROOT: open_qcat.open_content,
}
_WEB_PAGES = ("<!doctype html", "<html")
_TABLES = (
    ("articles", "antwort", rows.REQUIRED_ARTICLE_COLUMNS),
    ("articles", "fragen", rows.REQUIRED_ARTICLE_COLUMNS),
    ("offers", "titel", rows.REQUIRED_OFFER_COLUMNS),
    ("offers", "anbieter_id", rows.REQUIRED_OFFER_COLUMNS),
    ("actors", "name", rows.REQUIRED_ACTOR_COLUMNS),
    ("actors", "oeffnungszeiten", rows.REQUIRED_ACTOR_COLUMNS),
    ("words", "wort", rows.WORD_COLUMNS),
)


def open_content(path: Path, options: ImportOptions) -> Content:
    """Open a file of any format, whatever it is called.

    Raises:
        UnusableFile: it cannot be read, or holds nothing the catalog knows.
    """
    check_file(path)
    begins = _beginning(path)
    if begins.startswith("<"):
        return _open_xml(path, options, begins)
    if begins.startswith(("{", "[")):
        if not json_ld.holds_schema_org(path):
            raise UnusableFile(path.name, text("import", "unknown_json"))
        return json_ld.open_content(path, options)
    return Content(
        name=path.name,
        parts=(Part(_kind(open_table(path)), partial(open_table, path)),),
        source=options.source,
        is_complete=options.source is not None,
        is_named_by_hand=options.source is not None,
    )


def _beginning(path: Path) -> str:
    """Return the first characters that are no spaces, as far as they can be read."""
    begins = head(path)
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return begins[: len(begins) & ~1].decode("utf-16", "replace").lstrip()
    plain = begins.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    return plain.decode("latin-1").lstrip()


def _open_xml(path: Path, options: ImportOptions, begins: str) -> Content:
    if begins.lower().startswith(_WEB_PAGES):
        raise UnusableFile(path.name, text("import", "web_page"))
    root = xml_files.root_of(path)
    opener = _XML.get(root.tag)
    if opener is None:
        raise UnusableFile(path.name, text("import", "unknown_xml", root=root.tag[:60]))
    return opener(path, options)


def _kind(table: Table) -> str:
    """Return what a table holds, by its columns.

    Raises:
        UnusableFile: no known columns, or a required one is missing.
    """
    for kind, marker, required in _TABLES:
        if marker in table.header:
            missing = [column for column in required if column not in table.header]
            if missing:
                reason = text("import", "missing_columns", columns=", ".join(missing))
                raise UnusableFile(table.name, reason)
            doubled = [c for c in table.header if c and table.header.count(c) > 1]
            if doubled:
                reason = text("import", "double_column", column=doubled[0])
                raise UnusableFile(table.name, reason)
            return kind
    raise UnusableFile(table.name, text("import", "unknown_columns"))
