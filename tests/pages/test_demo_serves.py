"""`talentjoin demo --serve` ends in a page to sign in to and an API to call, and stops when told to."""

import base64
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from entities.ids import TenantKey
from service.cli import trial
from service.flows.furnish import House
from service.http.serving import Address
from tests.http.pages_rig import Visitor

ROOT = Path(__file__).parents[2]


@pytest.mark.full
def test_the_printed_address_and_secrets_work() -> None:
    command = [sys.executable, "-P", "-m", "service.cli", "demo", "--serve", "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            json.loads(demo.stdout.readline())
            told = json.loads(demo.stdout.readline())
            _look_around(told)
        finally:
            demo.send_signal(signal.SIGINT)
            _, errors = demo.communicate(timeout=60)
    assert demo.returncode == 0, errors


def _look_around(told: dict[str, str]) -> None:
    with httpx2.Client(follow_redirects=False, timeout=30) as http:
        visitor = Visitor(http)  # type: ignore[arg-type]  # asks like the client of tests
        visitor.go(told["sign_in"])
        assert len(visitor.words(".hit")) == 20
        assert "people" in visitor.words("#found")[0]
        basic = base64.b64encode(f"{told['client']}:{told['client_secret']}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        form = {"grant_type": "client_credentials"}
        token = http.post(f"{told['listening']}/oauth/token", data=form, headers=headers).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Viewer": told["viewer"]}
        found = http.post(f"{told['listening']}/v1/search", json={"text": "python engineer"}, headers=headers)
        assert found.status_code == 200, found.text
        assert found.json()["total"] > 100


def test_what_is_printed_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    house = House(TenantKey("t"), "demo", "robin", "cl_1", "tj_admin_x", "tj_live_y")
    trial._tell(
        house, Address("http://127.0.0.1:1", "http://127.0.0.1:2"), "http://127.0.0.1:1/sign-in?code=z", as_json=False
    )
    text = capsys.readouterr().out
    shell = re.search(r"TOKEN=.*?/v1/search", text, re.DOTALL)
    assert shell is not None
    fake = 'curl() { echo \'{"access_token": "abc", "scope": "x"}\'; }; '
    line = f"{fake}{shell.group()}; echo $TOKEN"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "abc"
    assert "sign-in?code=z" in text


def test_no_browser_is_opened_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.get", lambda: pytest.fail("asked for a browser"))
    trial._show("http://127.0.0.1:1")
