"""Operators and clients are made from the command line, and a secret is printed once."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from joserfc.jwk import OKPKey
from typer.testing import CliRunner

from service.cli import app
from service.credentials import is_secret

RUN = CliRunner()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make an installation with two tenants."""
    folder = tmp_path / "data"
    for name in ("acme", "beta"):
        said(folder, "tenant", "add", name)
    return folder


def said(data: Path, *arguments: object, code: int = 0) -> str:
    done = RUN.invoke(app, [*map(str, arguments), "--data", str(data)])
    assert done.exit_code == code, f"{done.output}\n{done.stderr}"
    return done.stdout


def test_an_operator_is_made_listed_and_closed(data: Path) -> None:
    printed = said(data, "operator", "add", "kim")
    name, secret = (line.partition("=")[2] for line in printed.splitlines())
    assert name == "kim"
    assert is_secret(secret)
    second = json.loads(said(data, "operator", "add", "robin", "--scopes", "tenants:read,members:read", "--json"))
    assert (second["scopes"], is_secret(second["secret"])) == (["members:read", "tenants:read"], True)
    said(data, "operator", "close", "kim", code=5)  # the last who may make others
    assert json.loads(said(data, "operator", "close", "robin", "--json")) == {"closed": "robin"}
    said(data, "operator", "close", "robin", code=4)
    listed = said(data, "operator", "list", "--json")
    assert [(one["name"], one["closed_at"] is None) for one in json.loads(listed)] == [("kim", True), ("robin", False)]
    for text in (listed, said(data, "operator", "list")):
        assert secret not in text
        assert second["secret"] not in text


def test_a_client_is_made_gets_a_second_secret_and_is_revoked(data: Path) -> None:
    made = said(data, "client", "add", "--tenant", "acme", "--name", "Import", "--scopes", "records:write act_as")
    client, first = (line.partition("=")[2] for line in made.splitlines())
    second = said(data, "client", "secret", client).strip().partition("=")[2]
    assert is_secret(first)
    assert is_secret(second)
    assert "2 live secrets" in RUN.invoke(app, ["client", "secret", client, "--data", str(data)]).stderr
    assert json.loads(said(data, "client", "secret", client, "--remove", "1", "--json")) == {"removed": 1}
    third = json.loads(said(data, "client", "secret", client, "--expires", "2999-01-01", "--json"))
    assert (third["number"], third["expires_at"]) == (3, "2999-01-01T00:00:00+00:00")
    listed = json.loads(said(data, "client", "list", "--tenant", "acme", "--json"))
    assert [(one["id"], one["scopes"], one["made_by"]) for one in listed] == [
        (client, ["act_as", "records:write"], "cli")
    ]
    assert [one["number"] for one in listed[0]["secrets"]] == [2, 3]
    assert json.loads(said(data, "client", "list", "--tenant", "beta", "--json")) == []
    again = ("client", "add", "--tenant", "beta", "--name", "Again", "--scopes", "records:write", "--json")
    assert [one["number"] for one in json.loads(said(data, *again))["secrets"]] == [1]
    assert client in said(data, "client", "revoke", client)
    for command in (("revoke", client), ("secret", client), ("revoke", "cl_nobody"), ("secret", "cl_nobody")):
        said(data, "client", *command, code=4)
    for secret in (first, second, third["secret"]):
        assert secret not in said(data, "client", "list", "--tenant", "acme")


def test_a_client_with_a_public_key_gets_no_secret(data: Path, tmp_path: Path) -> None:
    key, file = OKPKey.import_key(ed25519.Ed25519PrivateKey.generate()), tmp_path / "key.json"
    wanted = ("client", "add", "--tenant", "acme", "--name", "Signer", "--scopes", "records:write")
    wanted = (*wanted, "--contracts", "main,north", "--public-key", str(file), "--json")
    for text in ("", "[]", "{}", json.dumps(key.as_dict(private=True))):
        file.write_text(text, encoding="utf-8")
        said(data, *wanted, code=1)
    file.write_text(json.dumps(key.as_dict(private=False)), encoding="utf-8")
    made = json.loads(said(data, *wanted))
    assert (made["secret"], made["has_public_key"], made["contracts"]) == (None, True, ["main", "north"])


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--scopes", "nonsense", 1), ("--instance", "none", 4), ("--tenant", "nobody", 4), ("--name", "", 1)],
)
def test_a_client_that_can_not_be_is_not_made(data: Path, option: str, value: str, code: int) -> None:
    options = {"--tenant": "acme", "--name": "x", "--scopes": "records:write", option: value}
    said(data, "client", "add", *(text for pair in options.items() for text in pair), code=code)
    assert json.loads(said(data, "client", "list", "--tenant", "acme", "--json")) == []


def test_what_goes_wrong_with_operators_is_said(data: Path) -> None:
    said(data, "operator", "add", "kim")
    for arguments in (("kim",), ("Kim Smith",), ("robin", "--scopes", "records:read")):
        said(data, "operator", "add", *arguments, code=1)
