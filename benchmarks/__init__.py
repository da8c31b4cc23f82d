"""Lernlotse measured beside stock Rasa and beside the physical floor; no tests here."""
