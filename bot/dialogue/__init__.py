"""The Rasa process: its start, its channel, its actions, its memory of conversations.

Nothing here knows offers or the web; Rasa components live in bot.nlu.
"""
