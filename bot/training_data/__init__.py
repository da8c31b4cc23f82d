"""What Rasa learns from, as files: read with lines, checked, extended; loads no Rasa.

The texts of findings stand in bot/cli/texts.toml, those of new files in templates/.
"""
