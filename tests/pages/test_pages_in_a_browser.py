"""The pages in a real browser: by keyboard, with scripts and without, in light and in dark."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.pages.conftest import Windows

GRAVE = ("serious", "critical")
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # all that the colours change
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def tab_to(page: Page, role: str, name: str, most: int = 200) -> None:
    """Press Tab until the named control has the focus, which must be visible."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]  # a role's name
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            outline = wanted.evaluate("one => getComputedStyle(one).outlineStyle")
            assert outline != "none", f"the focus on {name} can't be seen"
            return
    pytest.fail(f"{name} can't be reached by Tab")


def settled(page: Page) -> None:
    """Look again until the worker has matched anew: on a busy machine it may take longer than the page waits."""
    for _ in range(50):
        if page.locator(".verdict b").first.inner_text() != "The same person":
            return
        page.wait_for_timeout(200)
        page.reload()
    pytest.fail("the correction has no effect")


def search(page: Page, text: str) -> None:
    """Type into the search box, and press Enter."""
    page.locator("#q").fill(text)
    page.locator("#q").press("Enter")
    expect(page.locator("#found")).not_to_have_text(re.compile("^$"))


@SCRIPTS
def test_search_narrow_open_and_correct_by_keyboard_alone(windows: Windows, *, scripts: bool) -> None:
    name = "Smitherson" if scripts else "Robertsen"
    page = windows.open(java_script_enabled=scripts)
    if scripts:
        page.keyboard.press("/")
        assert page.locator("#q").evaluate("one => one === document.activeElement")
    else:
        page.locator("#q").focus()
    page.keyboard.type(f"welder {name}")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 person")
    expect(page.locator(".whys").first).to_contain_text("Current title")
    assert page.locator("mark").all_inner_texts()
    tab_to(page, "checkbox", "In our ATS 1 person")
    page.keyboard.press("Space")
    if not scripts:
        tab_to(page, "button", "Apply filters")
        page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="In our ATS")).to_be_checked()
    if scripts:
        assert page.evaluate("document.activeElement.type") == "checkbox", "the focus stays where it was"
        assert page.locator("#heard").inner_text() == "1 person"
    tab_to(page, "button", f"Ann {name}")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Ann {name}")
    expect(page.locator(".fall tfoot")).to_contain_text("Sum")
    tab_to(page, "button", "They are different people…")
    page.keyboard.press("Enter")
    tab_to(page, "button", f"Yes, Ann {name} is not Ann {name}")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("is not this member")
    settled(page)
    assert windows.lobby.house.link(f"c-{name}").correction == "not_linked"
    tab_to(page, "link", "Back to the list")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value(f"welder {name}")
    assert re.fullmatch(r".*/\?at=[\w-]+", page.url)
    page.context.close()


def test_reload_and_back_show_what_was_there(windows: Windows) -> None:
    page = windows.open()
    search(page, "baker")
    expect(page.locator("#found")).to_have_text("24 people")
    search(page, "petersdottir")
    expect(page.locator("#found")).to_have_text("1 person")
    page.locator(".name").first.click()
    page.wait_for_url("**/person?at=*")
    page.reload()
    expect(page.locator("h1")).to_have_text("Ann Petersdottir")
    page.go_back()
    expect(page.locator("#q")).to_have_value("petersdottir")
    page.go_back()
    expect(page.locator("#found")).to_have_text("24 people")
    kept = page.evaluate("Object.values({...localStorage, ...sessionStorage})")
    assert all(re.fullmatch(r"/(\?at=[\w-]+)?", one) for one in kept), "nothing of a page is left in the browser"
    page.context.close()


def test_turning_a_page_begins_at_its_top(windows: Windows) -> None:
    page = windows.open()
    search(page, "baker")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".bar .quiet")).to_contain_text("21 to 24")
    assert page.evaluate("document.activeElement.id") == "found"
    assert page.evaluate("scrollY") == 0
    page.context.close()


def visited(page: Page, address: str) -> Any:
    """Show each kind of page in turn, by name."""
    yield "everybody"
    search(page, "petersdottir")
    expect(page.locator("#found")).to_have_text("1 person")
    yield "hits"
    page.locator(".name").first.click()
    page.wait_for_url("**/person?at=*")
    yield "person"
    page.locator(".acts button").first.click()
    expect(page.locator("#sure")).to_be_visible()
    yield "second click"
    page.goto(f"{address}/")
    search(page, "zzzzzz")
    expect(page.locator(".nothing")).to_be_visible()
    yield "nobody"
    search(page, "(")
    expect(page.locator(".problem")).to_be_visible()
    yield "unreadable"
    page.goto(f"{address}/matches")
    page.get_by_role("button", name="Recommend people").click()
    expect(page.locator("#found")).to_be_visible()
    yield "matches"
    page.goto(f"{address}/person?at=gone")
    yield "error"
    page.goto(f"{address}/sign-in")
    yield "sign in"


def test_axe_finds_nothing_grave_on_any_page_in_light_and_dark(windows: Windows) -> None:
    page = windows.open(reduced_motion="reduce")
    grave = []
    for name in visited(page, windows.address):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that there are
            options = {"resultTypes": ["violations"], **({} if scheme == "light" else CONTRAST)}
            for found in Axe().run(page, options=options).response["violations"]:
                if found["impact"] in GRAVE:
                    grave += [(name, scheme, found["id"], node["html"][:120]) for node in found["nodes"]]
    assert grave == []
    page.context.close()


def test_no_page_is_wider_than_a_phone(windows: Windows) -> None:
    page = windows.open(viewport={"width": 360, "height": 740})
    for name in visited(page, windows.address):
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, name
    assert windows.elsewhere() == []
    assert [one for one in windows.said if "Failed to load resource" not in one] == [], "a status of 4xx is said so"
    page.context.close()
