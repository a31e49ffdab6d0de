"""Evaluation: what engines and prompts deliver over many situations. Imports puentes; nothing imports it."""
