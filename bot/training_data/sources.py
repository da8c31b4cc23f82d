"""The files of a project, with changes that are not written yet."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

DOMAIN = "domain.yml"
DATA = "data"
HELD_OUT = "tests/nlu"
DIALOGUES = "tests/conversations"
ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Sources:
    """Files by their path below the project, as they are with `changed` over them."""

    project: Path
    changed: Mapping[str, str] = field(default_factory=dict)

    def having(self, changes: Mapping[str, str]) -> Sources:
        """Return the same with some files changed or added."""
        return replace(self, changed={**self.changed, **changes})

    def exists(self, file: str) -> bool:
        """Whether there is such a file."""
        return file in self.changed or (self.project / file).is_file()

    def text(self, file: str) -> str:
        """Return what stands in a file."""
        if file in self.changed:
            return self.changed[file]
        return (self.project / file).read_text("utf-8")

    def files(self, folder: str) -> list[str]:
        """Return all files below a folder, sorted; hidden ones and caches left out."""
        found = {
            path.relative_to(self.project).as_posix()
            for path in (self.project / folder).rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        found |= {file for file in self.changed if file.startswith(f"{folder}/")}
        return sorted(f for f in found if "/." not in f)

    def save(self) -> None:
        """Write the changes: all of them, or none.

        Raises:
            OSError: A file cannot be written; everything is as it was before.
        """
        before = {file: self._content(file) for file in self.changed}
        with ExitStack() as undo:
            for folder in self._missing_folders():
                folder.mkdir()
                undo.callback(folder.rmdir)
            for file, text in self.changed.items():
                draft = self._draft_of(file)
                undo.callback(draft.unlink, missing_ok=True)
                draft.write_text(text, "utf-8")
            for file in self.changed:
                undo.callback(self._restore, file, before[file])
                self._draft_of(file).replace(self.project / file)
            undo.pop_all()

    def _content(self, file: str) -> bytes | None:
        path = self.project / file
        return path.read_bytes() if path.exists() else None

    def _draft_of(self, file: str) -> Path:
        path = self.project / file
        return path.with_name(f".{path.name}.new")

    def _missing_folders(self) -> list[Path]:
        """Return the folders that have to be made, the outer ones first."""
        return sorted(
            {
                folder
                for file in self.changed
                for folder in (self.project / file).parents
                if not folder.exists()
            }
        )

    def _restore(self, file: str, content: bytes | None) -> None:
        path = self.project / file
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
