"""Custom actions: each translates a turn of the conversation into one catalog call."""
