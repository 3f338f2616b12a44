"""Turn a module into the places where a check is switched off without a word why.

The incident: a bare `# noqa` meant for a long line also hid an undefined name that a later edit put on it; it failed in
front of a customer. The next reader could not tell which of thirty such marks were still needed. So an opt-out names
its code, then says its reason on the same line.
"""

import io
import re
import tokenize
from collections.abc import Iterator

from tools.lint.finding import Finding
from tools.source import Module

OPT_OUT = re.compile(
    r"#\s*(?:noqa(?::\s*(?P<rule>[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*))?|type:\s*ignore(?:\[(?P<kind>[a-z-]+(?:,\s*[a-z-]+)*)\])?)"
    r"(?P<rest>.*)"
)
REASON = re.compile(r"[^\W\d_]{2,}.*[^\W\d_]{2,}")  # two words


def check(module: Module) -> Iterator[Finding]:
    """Find opt-outs without a code or without a reason."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        found = OPT_OUT.search(token.string) if token.type == tokenize.COMMENT else None
        if found is None:
            continue
        if not (found["rule"] or found["kind"]):
            yield Finding(module.path, token.start[0], "an opt-out names its code")
        elif not REASON.search(OPT_OUT.sub("", found["rest"]) or found["rest"]):
            yield Finding(module.path, token.start[0], "an opt-out says its reason behind its code")
