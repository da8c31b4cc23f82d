"""What most tests of the language share."""

from __future__ import annotations

import pytest

from catalog.district import load_district
from catalog.language.understanding import Understander
from catalog.language.vocabulary import Vocabulary
from catalog.settings import Settings


@pytest.fixture(scope="session")
def understand() -> Understander:
    """Understands the shipped topics in the default district, without any catalog."""
    return Understander(Vocabulary(load_district(Settings().district_dir)))
