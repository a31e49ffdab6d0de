"""The parts of the page that evaluates: comparing runs, starting one, and trying a prompt edit."""
