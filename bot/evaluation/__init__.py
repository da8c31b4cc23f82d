"""How good a model is: figures, what changed, the gate, and a report; loads no Rasa."""
