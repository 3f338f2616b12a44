"""Turn pages into a real browser's windows: one Chromium for all tests, pages served over a real socket."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Request, sync_playwright

from service.http.listen import bind, port_of
from tests.http.conftest import Town, shared_town
from tests.http.hostile_texts import hostile_members, hostile_people
from tests.http.pages_rig import Lobby, open_lobby

__all__ = ["shared_town"]

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
ACME = [{"company": "Acme Works", "title": "Welder", "start": "2020", "end": ""}]


@dataclass
class Windows:
    """Opens windows of one browser on pages, and keeps what each asked for and complained about."""

    browser: Browser
    lobby: Lobby
    address: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def open(self, **options: Any) -> Page:
        """Open a window that is signed in and stands on the search page."""
        context = self.browser.new_context(**options)
        context.set_default_timeout(10_000)
        context.on("request", self._ask)
        page = context.new_page()
        page.on("console", lambda line: self.said.append(f"{line.type}: {line.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(f"{self.address}/sign-in?code={self.lobby.pages.tickets.issue(self.lobby.operator)}")
        return page

    def elsewhere(self) -> list[str]:
        """List what was asked of any other host."""
        return [one for one in self.asked if urlsplit(one).netloc != urlsplit(self.address).netloc]

    def _ask(self, request: Request) -> None:
        self.asked.append(request.url)


@pytest.fixture(scope="module")  # while it is open its event loop counts as running in this thread
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; without one the tests are skipped by name, but never where CI runs them."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("chromium was not found on PATH: install the chromium package")
        pytest.skip("chromium was not found on PATH: install the chromium package")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(lobby: Lobby, chromium: Browser) -> Iterator[Windows]:
    """Serve a tenant's pages over a socket, with the worker at work."""
    listener = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(lobby.app, ws="none", lifespan="off", log_config=None, server_header=False))
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.run, args=([listener],), daemon=True),
        threading.Thread(target=lobby.house.worker.run, args=(stop, lambda _: None), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield Windows(chromium, lobby, f"http://127.0.0.1:{port_of(listener)}")
    finally:
        stop.set()
        server.should_exit = True
        for thread in threads:
            thread.join()


@pytest.fixture(scope="module")
def windows(shared_town: Town, chromium: Browser) -> Iterator[Windows]:
    """Serve a tenant with a few people, some of them linked, and a job."""
    lobby = open_lobby(shared_town, "windows")
    house = lobby.house
    for name in ("Smitherson", "Robertsen", "Petersdottir"):
        row = {"first_name": "Ann", "last_name": name, "emails": [f"{name}@example.com"], "positions": ACME}
        house.members({"id": f"m-{name}", "location": "Bonn", "skills": ["Falconry"], **row})
        held = {"first_name": "Ann", "last_name": name, "emails": [f"{name}@example.com"]}
        house.push(
            {"kind": "candidate", "id": f"c-{name}", "current_title": "Welder", "current_company": "Acme Works", **held}
        )
    crowd = [
        {"kind": "candidate", "id": f"w{at}", "name": f"Walt Crowd{at:02d}", "current_title": "Baker"}
        for at in range(24)
    ]
    job = {"kind": "job", "id": "j1", "title": "Welder", "description": "Welding of gates", "location": "Bonn"}
    house.push(*crowd, job, {"kind": "application", "id": "a1", "candidate": "w0", "job": "j1", "status": "active"})
    house.drain()
    with served(lobby, chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile_windows(shared_town: Town, chromium: Browser) -> Iterator[Windows]:
    """Serve a tenant whose people are 200 texts that try to break out of a page."""
    lobby = open_lobby(shared_town, "hostile-windows")
    lobby.house.members(*hostile_members())
    lobby.house.push(*hostile_people())
    lobby.house.drain()
    with served(lobby, chromium) as opened:
        yield opened
