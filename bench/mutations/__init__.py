"""Mutation tests for the guardrails: valid messages are damaged, and the share that the checks catch is counted.

`python -m bench.mutations` prints the table; tests/test_mutations.py holds its floors on fewer messages.
"""
