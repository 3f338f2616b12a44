"""Turn the sources into a list of broken rules: `python -m tools.lint`."""

import sys
from collections.abc import Iterable

from tools.lint import clocks, environment, log_fields, opt_outs, outbound_http, tenant_scope
from tools.lint.finding import Finding, Rule
from tools.source import BESIDE, PACKAGES, Module, modules

RULES: dict[str, Rule] = {
    "clocks": clocks.check,
    "environment": environment.check,
    "log-fields": log_fields.check,
    "opt-outs": opt_outs.check,
    "outbound-http": outbound_http.check,
    "tenant-scope": tenant_scope.check,
}


BESIDE_TOO = frozenset({"opt-outs"})  # the others are about what is shipped


def findings(found: Iterable[Module]) -> list[tuple[str, Finding]]:
    """List what each rule finds, as (rule, finding)."""
    return [
        (rule, finding)
        for module in found
        for rule, check in RULES.items()
        if module.package in PACKAGES or rule in BESIDE_TOO
        for finding in check(module)
    ]


def main() -> int:
    """Print the findings; the answer is the exit code."""
    found = findings(modules((*PACKAGES, *BESIDE, "tests")))
    for rule, finding in found:
        print(f"{finding} [{rule}]")
    print(f"own lints: {len(RULES)} rules, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
