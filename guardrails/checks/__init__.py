"""The checks: each a value (Check) in a module of its own, with the source of its rule and its examples."""
