"""The catalog of learning offers: records, German understanding, search, import, export.

What it offers is named in `__init__.pyi` and loaded when somebody asks for it: who only
reads settings does not carry the search in memory.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
