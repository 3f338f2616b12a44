"""Generated: how each request is written, and its answer read."""
