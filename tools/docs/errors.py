"""Turn the exception tree into `docs/errors.md`."""

from collections.abc import Iterator

from entities.errors import TalentjoinError

HEAD = """# Errors

Every failure has a stable code, a sentence that names no person, and a word on whether trying again may help:
`never` (the same call fails again), `later` (after a while), `now` (at once).
A code below another is a special case of it; who handles the upper one handles both.
"""


def render() -> str:
    """Write the page."""
    rows = [
        f"| {'&emsp;' * depth}`{error.code}` | {sentence(error)} | {error.retry} |"
        for depth, error in tree(TalentjoinError)
    ]
    return "\n".join([HEAD, "| code | means | retry |", "|---|---|---|", *rows]) + "\n"


def tree(error: type[TalentjoinError], depth: int = 0) -> Iterator[tuple[int, type[TalentjoinError]]]:
    """Walk an error and those below it as (depth, error), in the order of the source."""
    yield depth, error
    for below in error.__subclasses__():
        if below.__module__ == TalentjoinError.__module__:
            yield from tree(below, depth + 1)


def sentence(error: type[TalentjoinError]) -> str:
    """Give what an error means: the first line of its docstring."""
    return (error.__doc__ or "").splitlines()[0]
