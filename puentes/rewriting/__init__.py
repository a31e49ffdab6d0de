"""Rewriting a person's own draft: polite and complete, as little changed as can be, each change with its reason."""
