"""Evaluation: what engines and prompts deliver over many situations. Imports puentes; only app imports it, and late."""
