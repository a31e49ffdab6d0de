"""Rendering: facts into the slots, in the grammar and the date format of the language."""
