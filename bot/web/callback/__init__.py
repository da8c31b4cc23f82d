"""The callback slip: a form of the web process. Nothing of it reaches the dialogue."""
