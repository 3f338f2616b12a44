"""Turn code into the pages of `docs/` that can be read off it: one file for each page."""
