"""German in, conditions out: what a sentence asks for. No search and no Rasa here."""
