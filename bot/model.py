"""The trained model on disk: where it is, whether it still fits the project."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = "lernlotse"
UNFINISHED = f"{NAME}-{os.getpid()}"
# What a model depends on: examples, domain and the code that turns words into features.
_SOURCES = ("config.yml", "domain.yml", "data", "bot/nlu", "catalog/language")


class TrainingFailed(Exception):
    """Raised when training wrote no model; `log` holds what it said."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"training failed, see {log}")
        self.log = log


@dataclass(frozen=True, slots=True)
class Model:
    """The model of one project folder."""

    project: Path

    @property
    def archive(self) -> Path:
        """The trained archive."""
        return self.project / "models" / f"{NAME}.tar.gz"

    @property
    def _stamp(self) -> Path:
        return self.project / "models" / f"{NAME}.sources"

    def is_current(self) -> bool:
        """Whether there is a model of exactly these sources."""
        return (
            self.archive.exists()
            and self._stamp.exists()
            and self._stamp.read_text("utf-8") == self._fingerprint()
        )

    def train(self, log: Path) -> None:
        """Train in a process of its own; its output goes to *log*.

        Raises:
            TrainingFailed: no model was written; an older one is left as it was.
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        sources = self._fingerprint()
        command = [sys.executable, "-m", "bot.dialogue.training", "--name", UNFINISHED]
        with log.open("w", encoding="utf-8") as output:
            ended = subprocess.run(
                command,
                cwd=self.project,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        unfinished = self.archive.with_name(f"{UNFINISHED}.tar.gz")
        if ended.returncode != 0 or not unfinished.exists():
            raise TrainingFailed(log)
        self._stamp.unlink(missing_ok=True)
        unfinished.replace(self.archive)
        self._stamp.write_text(sources, "utf-8")

    def _fingerprint(self) -> str:
        found = hashlib.sha256()
        for path in self._files():
            found.update(path.relative_to(self.project).as_posix().encode())
            found.update(path.read_bytes())
        return found.hexdigest()

    def _files(self) -> Iterator[Path]:
        for name in _SOURCES:
            source = self.project / name
            if source.is_dir():
                yield from sorted(
                    p
                    for p in source.rglob("*")
                    if p.is_file() and p.suffix in (".py", ".yml", ".toml", ".cfg")
                )
            else:
                yield source
