"""Rasa components named in config.yml: thin wrappers around the catalog's language."""
