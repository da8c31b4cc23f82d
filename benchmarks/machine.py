"""What a run was measured on; figures of two machines are never compared."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

CPU_INFO = Path("/proc/cpuinfo")
UNKNOWN = "unknown processor"


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine and the programs that decide how quick a run is."""

    processor: str
    cores: int
    memory_gb: int
    system: str
    python: str
    rasa: str

    @property
    def identity(self) -> str:
        """One line that is the same only on the same machine and programs."""
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb} GB, "
            f"{self.system}, Python {self.python}, Rasa {self.rasa}"
        )


def this_machine() -> Machine:
    """Describe the machine this runs on."""
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=round(psutil.virtual_memory().total / 1024**3),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        rasa=version("rasa"),
    )


def now() -> str:
    """Return the date and time of the run."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _processor() -> str:
    lines = CPU_INFO.read_text().splitlines() if CPU_INFO.exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    return next(named, UNKNOWN)
