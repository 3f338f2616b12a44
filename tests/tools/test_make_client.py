"""The generated half of the client has a method for each route, and needs nothing but httpx2."""

import ast
import copy
import json
import sys

import talentjoin_client.generated.marks as written_marks
from talentjoin_client import Talentjoin, models

from service.http.openapi import codes_of, operations
from tools.make_client import CONTRACT, GENERATED, differing, marks, simplified, swapped

DOCUMENT = json.loads(CONTRACT.read_text(encoding="utf-8"))
IDS = {operation["operationId"] for _, _, operation in operations(DOCUMENT)}


def test_every_operation_is_a_method() -> None:
    assert {name for name in IDS if not callable(getattr(Talentjoin, name, None))} == set()


def test_the_client_needs_nothing_but_httpx2() -> None:
    imported = set()
    for path in GENERATED.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"httpx2", "talentjoin_client"}


def test_marks_are_those_of_the_contract() -> None:
    told: dict[str, frozenset[str]] = {}
    exec(marks(DOCUMENT), {}, told)  # noqa: S102 - what we just wrote
    told.pop("__doc__")
    assert told == {name: getattr(written_marks, name) for name in ("WAITS", "KEYED", "ONCE")}
    assert told["KEYED"] <= told["ONCE"] <= IDS
    for _, method, operation in operations(DOCUMENT):
        name, codes = operation["operationId"], codes_of(operation)
        assert (name in told["WAITS"]) == ("index_behind" in codes)
        assert name in told["ONCE"] or method == "post"


def test_what_is_simplified_keeps_good_answers_only() -> None:
    before = copy.deepcopy(DOCUMENT)
    simple = simplified(DOCUMENT)
    assert before == DOCUMENT
    for _, _, operation in operations(simple):
        assert all(status < "400" for status in operation["responses"])
        assert not [one for one in operation["parameters"] if one["name"] in ("Viewer", "Idempotency-Key")]


def test_models_are_of_the_standard_library() -> None:
    text = "from attrs import define as _attrs_define\nfrom attrs import field as _attrs_field\n@_attrs_define\n"
    assert "attrs" not in swapped(text)
    body = models.SearchBody(text="diver", limit=3)
    assert models.SearchBody.from_dict(body.to_dict()) == body


def test_packages_are_compared_file_by_file() -> None:
    assert differing(GENERATED, GENERATED) == []
    assert "client.py" in differing(GENERATED, GENERATED / "models")
