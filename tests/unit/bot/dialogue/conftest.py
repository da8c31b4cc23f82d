"""Imports Rasa as the dialogue process does, before any test here does otherwise."""

from __future__ import annotations

from bot.dialogue.rasa_import import import_rasa

import_rasa(components=(), modules=["rasa.core.agent"])
