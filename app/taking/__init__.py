"""Ways out of the page for a message: a mail link, files, calendar events, a sheet to read from. Pure functions."""
