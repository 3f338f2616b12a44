"""Turn the same files into links by other tools, each in an environment of its own."""
