"""Turn docs/openapi.json into the generated half of the Python client: `python -m tools.make_client [--check]`."""

import copy
import filecmp
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.http.openapi import codes_of, operations
from tools.source import ROOT

CONTRACT = ROOT / "docs" / "openapi.json"
GENERATED = ROOT / "clients" / "python" / "talentjoin_client" / "generated"
TEMPLATES = ROOT / "tools" / "client_templates"
SENT_BY_THE_CLIENT = frozenset({"Viewer", "Idempotency-Key"})  # headers that its thin layer takes care of
SWAPS = (  # what the generator's own templates need of others, and what does the same here
    ("from attrs import define as _attrs_define\n", "from dataclasses import dataclass as _dataclass\n"),
    ("from attrs import field as _attrs_field\n", "from dataclasses import field as _field\n"),
    ("@_attrs_define\n", "@_dataclass\n"),
    ("_attrs_field(init=False, factory=dict)", "_field(init=False, default_factory=dict)"),
)
DROPPED = re.compile(r" *# noqa: PLC0415\n")
CONFIG = {
    "literal_enums": True,
    "post_hooks": [],
    # bytes, as far as the generator knows
    "content_type_overrides": dict.fromkeys(("application/x-ndjson", "*/*"), "application/octet-stream"),
}
RULES = ("--isolated", "--line-length", "120", "--target-version", "py311")


def simplified(contract: dict[str, Any]) -> dict[str, Any]:
    """Keep of a contract what methods are made of: answers that are good, and headers that callers choose."""
    kept = copy.deepcopy(contract)
    for _, _, operation in operations(kept):
        operation["responses"] = {code: one for code, one in operation["responses"].items() if code < "400"}
        given = [one for one in operation.get("parameters", ()) if one["name"] not in SENT_BY_THE_CLIENT]
        operation["parameters"] = given
        if "requestBody" in operation:
            media, content = next(iter(operation["requestBody"]["content"].items()))  # one way to send it is enough
            operation["requestBody"]["content"] = {media: content}
    return kept


def marks(contract: dict[str, Any]) -> str:
    """Write which operations wait for a change token, take an idempotency key, and may be sent twice."""
    waits, keyed, once = set(), set(), set()
    for _, method, operation in operations(contract):
        name, codes = operation["operationId"], codes_of(operation)
        if "index_behind" in codes:
            waits.add(name)
        if "idempotency_key_reused" in codes:
            keyed.add(name)
        if method != "post" or name in keyed or operation.get("x-scope", "").endswith(":read"):
            once.add(name)
    sets = (("WAITS", waits), ("KEYED", keyed), ("ONCE", once))
    lines = [f"{name} = frozenset({sorted(found)!r})" for name, found in sets]
    return '"""What the contract says of operations beside their shapes."""\n\n' + "\n".join(lines) + "\n"


def generate(contract: dict[str, Any], target: Path) -> None:
    """Write the package into a folder that is not there yet."""
    with tempfile.TemporaryDirectory() as folder:
        source, config = Path(folder) / "openapi.json", Path(folder) / "config.json"
        source.write_text(json.dumps(simplified(contract)), "utf-8")
        config.write_text(json.dumps(CONFIG), "utf-8")
        options = ["--path", source, "--config", config, "--custom-template-path", TEMPLATES]
        command = ["openapi_python_client", "generate", *options, "--meta", "none", "--output-path", target]
        run([*command, "--fail-on-warning"])
    for path in target.rglob("*.py"):
        path.write_text(swapped(path.read_text("utf-8")), "utf-8")
    (target / "marks.py").write_text(marks(contract), "utf-8")
    run(["ruff", "check", *RULES, "--select", "F401,F811,I", "--fix-only", "--quiet", target])
    run(["ruff", "format", *RULES, "--quiet", target])


def swapped(text: str) -> str:
    """Write a generated module with the standard library instead of attrs."""
    for old, new in SWAPS:
        text = text.replace(old, new)
    return DROPPED.sub("\n", text)


def run(module: Sequence[object]) -> None:
    """Run a Python module; raises CalledProcessError, with what it said on standard output."""
    done = subprocess.run(  # noqa: S603 - our own tools
        [sys.executable, "-m", *map(str, module)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, done.stderr)
    done.check_returncode()


def differing(one: Path, other: Path) -> list[str]:
    """List the files in which two packages differ."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*.py")}
    same, _, _ = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return sorted(names - set(same))


def main(*, check: bool) -> int:
    """Write the package, or only compare; the answer is the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "generated"
        generate(json.loads(CONTRACT.read_text("utf-8")), fresh)
        stale = differing(fresh, GENERATED)
        if not check:
            shutil.rmtree(GENERATED, ignore_errors=True)
            shutil.copytree(fresh, GENERATED)
    word = "written" if not check else "stale, run make client" if stale else "stale"
    print(f"client: {len(stale)} modules {word}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
