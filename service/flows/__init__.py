"""Turn the data's way into flows, each read top to bottom: the only callers of two arrows in a row."""
