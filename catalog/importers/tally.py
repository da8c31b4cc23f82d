"""Counts and notes of a running import; what is counted is known elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.importers.rows import RejectedRow, RowReader
from catalog.importers.tables import Row
from catalog.records import RowProblem


@dataclass(slots=True)
class Tally:
    """What an import has done so far."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    def count(self, state: str) -> None:
        """Count a record that is new, changed or unchanged."""
        setattr(self, state, getattr(self, state) + 1)

    @property
    def has_changes(self) -> bool:
        """Whether anything is different now."""
        return bool(self.new or self.changed or self.gone)

    def note(
        self, file: str, line: int, record_id: str, reason: str, column: str = ""
    ) -> None:
        """Warn about something."""
        problem = RowProblem(file, line, record_id, column, reason)
        self.warnings.append(problem)

    def reject(
        self, file: str, row: Row, reader: RowReader, error: RejectedRow
    ) -> None:
        """Note a row that is left out."""
        self.rejected.append(
            RowProblem(file, row.line, reader.record_id, error.column, error.reason)
        )

    def warn(self, file: str, row: Row, reader: RowReader) -> None:
        """Note what reading a row gave to warn about."""
        for column, reason in reader.warnings:
            self.note(file, row.line, reader.record_id, reason, column)
