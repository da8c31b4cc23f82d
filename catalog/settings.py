"""The catalog's settings from the environment; the web service's are in `bot.settings`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

PROJECT_DIR = Path(__file__).resolve().parent.parent
BERLIN = ZoneInfo("Europe/Berlin")
NOON = time(12, 0)
SQLITE = "sqlite:///"


def environment() -> dict[str, str]:
    """Return the process environment over what an optional `.env` file says."""
    stored = dotenv_values(PROJECT_DIR / ".env")
    return {k: v for k, v in stored.items() if v is not None} | dict(os.environ)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the catalog lives and which day it is.

    `fixed_now` stops the clock for tests and demonstrations; a plain date in
    `LERNLOTSE_TODAY` means noon of that day.
    """

    database_url: str = field(
        default_factory=lambda: default_database_url(PROJECT_DIR / "var")
    )
    district_dir: Path = PROJECT_DIR / "catalog" / "districts" / "boerde"
    fixed_now: datetime | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read `LERNLOTSE_DATABASE_URL`, `LERNLOTSE_DISTRICT`, `LERNLOTSE_TODAY`."""
        env = environment() if env is None else env
        return cls(
            database_url=absolute_url(env.get("LERNLOTSE_DATABASE_URL", "")),
            district_dir=district_dir(env.get("LERNLOTSE_DISTRICT", "")),
            fixed_now=parse_today(env.get("LERNLOTSE_TODAY", "")),
        )

    @property
    def fingerprint(self) -> str:
        """What tells two services on different catalogs apart; gives nothing away."""
        told = f"{self.database_url} {self.district_dir} {self.fixed_now}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def now(self) -> datetime:
        """Return the moment searches are answered for, in Europe/Berlin."""
        return self.fixed_now or datetime.now(BERLIN)


def default_database_url(directory: Path) -> str:
    """Return the URL of the SQLite file that is used when nothing is set."""
    return f"sqlite:///{directory / 'lernlotse.sqlite'}"


def absolute_url(url: str) -> str:
    """Return a database URL that means the same in every folder; empty → the default."""
    if not url.strip():
        return default_database_url(PROJECT_DIR / "var")
    path = url.removeprefix(SQLITE)
    if path == url or path.startswith(("/", ":memory:")) or not path:
        return url
    return SQLITE + str(Path(path).resolve())


def district_dir(value: str) -> Path:
    """Resolve a district: empty, the name of a shipped one, or a folder."""
    shipped = PROJECT_DIR / "catalog" / "districts"
    if not value:
        return shipped / "boerde"
    if (shipped / value).is_dir():
        return shipped / value
    return Path(value).resolve()


def parse_today(value: str) -> datetime | None:
    """Read an ISO date (noon) or date and time; empty means the real clock."""
    if not value.strip():
        return None
    moment = datetime.fromisoformat(value.strip())
    if "T" not in value and " " not in value.strip():
        moment = datetime.combine(date.fromisoformat(value.strip()), NOON)
    return moment.replace(tzinfo=BERLIN) if moment.tzinfo is None else moment
