"""Turn a JSON value into whether it nests deeper than we take."""

DEPTH = 20  # levels of nesting in one item or body


def deeper_than(value: object, levels: int) -> bool:
    """Tell whether nesting goes deeper, without recursing deeper than asked."""
    layer = [value]
    for _ in range(levels):
        layer = [
            child
            for parent in layer
            for child in (parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ())
            if isinstance(child, dict | list)
        ]
        if not layer:
            return False
    return True
