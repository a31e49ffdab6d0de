"""Reports of a run and of a comparison: for the terminal, the browser, CI, machines and a pull request."""
