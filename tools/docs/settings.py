"""Turn the settings object into `docs/settings.md`."""

from pydantic.fields import FieldInfo

from service.settings import PREFIX, Settings

HEAD = f"""# Settings

Read once, at the start, from the environment. No setting is needed to begin; none has a secret as its default.
A wrong value ends the command with exit code 2 and names the variable, never what it holds. All begin with `{PREFIX}`.
"""


def render() -> str:
    """Write the page."""
    return "\n".join([HEAD, *(entry(name, field) for name, field in Settings.model_fields.items())])


def entry(name: str, field: FieldInfo) -> str:
    """Write the part of one setting."""
    facts = " ".join(filter(None, (f"Default: {default(field)}.", bounds(field))))
    return f"## `{PREFIX}{name.upper()}`\n\n{field.description}\n\n{facts}\n"


def default(field: FieldInfo) -> str:
    """Write a default; what the machine decides is said in words by the description."""
    if field.default_factory is not None:
        return "depends on the machine"
    return "none" if field.default is None else f"`{field.default}`"


def bounds(field: FieldInfo) -> str:
    """Write what values are allowed."""
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    parts = [
        f"{words[name]} {getattr(limit, name)}" for limit in field.metadata for name in words if hasattr(limit, name)
    ]
    return f"Allowed: {', '.join(parts)}." if parts else ""
