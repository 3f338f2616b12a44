"""Turn HTTP requests into flows, and what comes of them into answers."""
