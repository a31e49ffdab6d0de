"""Data: etiquette per intent, phrase banks per language, prompt templates. Read with `importlib.resources`."""
