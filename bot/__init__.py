"""The running product around Rasa: web service, dialogue process, commands."""
