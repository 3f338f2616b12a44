"""Turn the other six packages into one product."""

__all__: list[str] = []
