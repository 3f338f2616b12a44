"""Turn the settings into the places that read them: a setting that changes nothing is a lie."""

import ast

import pytest

from service.settings import Settings
from tools.source import modules

READ = {
    node.attr
    for module in modules(("service",))
    if module.path != "service/settings.py"
    for node in ast.walk(module.tree)
    if isinstance(node, ast.Attribute)
}
BEHIND = {"key_file": "master_key_file", "opensearch_url": "opensearch_hosts"}  # read through a property


@pytest.mark.parametrize("name", Settings.model_fields)
def test_setting_is_read(name: str) -> None:
    assert BEHIND.get(name, name) in READ
