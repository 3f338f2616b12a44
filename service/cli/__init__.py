"""Turn a command line into a call of one flow."""

from service.cli.app import app, main

__all__ = ["app", "main"]
