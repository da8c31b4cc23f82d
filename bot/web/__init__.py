"""The one public port: pages, API and chat; knows neither Rasa's library nor SQL."""
