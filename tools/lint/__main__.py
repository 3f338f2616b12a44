"""Turn the seven packages into a list of broken rules: `python -m tools.lint`."""

import sys
from collections.abc import Iterable

from tools.lint import clocks, environment, log_fields, outbound_http, tenant_scope
from tools.lint.finding import Finding, Rule
from tools.source import PACKAGES, Module, modules

RULES: dict[str, Rule] = {
    "clocks": clocks.check,
    "environment": environment.check,
    "log-fields": log_fields.check,
    "outbound-http": outbound_http.check,
    "tenant-scope": tenant_scope.check,
}


def findings(found: Iterable[Module]) -> list[tuple[str, Finding]]:
    """List what each rule finds, as (rule, finding)."""
    return [(rule, finding) for module in found for rule, check in RULES.items() for finding in check(module)]


def main() -> int:
    """Print the findings; the answer is the exit code."""
    found = findings(modules(PACKAGES))
    for rule, finding in found:
        print(f"{finding} [{rule}]")
    print(f"own lints: {len(RULES)} rules, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
