"""A match's report in a real browser, opened as a file: drawn, moved by keyboard, readable without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from service.pictures import report_page
from tests.service.told_run import story

DRAWN = "[...document.querySelectorAll('.drawn')].every(one => !one.offsetParent || one.querySelector('svg'))"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report") / "report.html"
    place.write_text(report_page(story(values=True)), encoding="utf-8")
    return place


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def opened(chromium: Browser, file: Path, said: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    options: dict[str, Any] = getattr(request, "param", {})
    context = chromium.new_context(**options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("console", lambda line: said.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda asked: said.append(f"asked: {asked.url}") if asked.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    context.close()


def move_the_threshold(page: Page) -> None:
    slider, linked = page.locator("#slider"), page.locator("#linked")
    assert linked.inner_text() == "2"
    rule = page.locator(".drawn[data-spec=threshold] .mark-rule.role-mark line").get_attribute("transform")
    slider.focus()
    slider.press("Home")
    assert (linked.inner_text(), page.locator("#precision").inner_text()) == ("5", "61.4 %")
    slider.press("End")
    assert (linked.inner_text(), page.locator("#chosen").inner_text()) == ("1", "0.999")
    assert page.locator("#recall").inner_text() == "29.2 %"
    assert page.locator(".drawn[data-spec=threshold] .mark-rule.role-mark line").get_attribute("transform") != rule


def is_sound(page: Page, *, unfolded: bool) -> None:
    page.wait_for_function(DRAWN)
    move_the_threshold(page)
    if unfolded:
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        page.wait_for_function(DRAWN)
        assert page.locator(".drawn svg").count() == page.locator(".drawn").count()
    assert page.locator(".drawn svg").count() > 15
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_everything_is_drawn_and_moves_by_keyboard_without_a_complaint(opened: Page, said: list[str]) -> None:
    is_sound(opened, unfolded=False)
    assert said == []


@pytest.mark.full
@pytest.mark.parametrize(
    "opened", [{"color_scheme": "dark", "viewport": {"width": 380, "height": 740}}], indirect=True, ids=["narrow"]
)
def test_so_it_does_in_the_dark_on_a_narrow_screen(opened: Page, said: list[str]) -> None:
    is_sound(opened, unfolded=True)
    assert said == []


@pytest.mark.parametrize("opened", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
def test_without_scripts_every_figure_is_in_a_table(opened: Page) -> None:
    box = opened.locator("noscript").bounding_box()
    assert box is not None
    assert box["height"] > 10
    opened.locator("#blocking summary").click()
    assert opened.locator("#blocking").get_by_role("cell", name="weak keys").is_visible()
