"""Learning the weights of acts: python -m bench.learn (see __main__.py)."""
