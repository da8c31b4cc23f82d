"""The stock Rasa assistant: its project files and how it is measured."""
