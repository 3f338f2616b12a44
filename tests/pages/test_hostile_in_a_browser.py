"""200 texts that try to break out of a page stand in a real browser, and none runs or asks for anything."""

import re

from playwright.sync_api import expect

from tests.pages.conftest import Windows

TRAP = "window.struck = () => { window.ran = (window.ran || 0) + 1 }; window.ran = 0;"


def test_nothing_of_200_texts_runs_and_no_other_host_is_asked(hostile_windows: Windows) -> None:
    windows = hostile_windows
    page = windows.open(viewport={"width": 360, "height": 740})
    page.add_init_script(TRAP)
    page.reload()
    page.locator("#q").fill("struck*")
    page.locator("#q").press("Enter")
    expect(page.locator("#found")).to_have_text(re.compile(r"2\d\d people"))
    count = 0
    while True:
        count += page.locator(".hit").count()
        assert page.evaluate("window.ran") == 0
        assert page.locator("iframe, object, style, img, video, base, math, template").count() == 0
        following = page.get_by_role("button", name="Next")
        if following.count() == 0:
            break
        last = page.locator(".bar .quiet").inner_text()
        following.click()
        expect(page.locator(".bar .quiet")).not_to_have_text(last)
    assert count >= 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for _ in range(3):
        page.locator(".name").last.click()
        page.wait_for_url("**/person?at=*")
        assert page.evaluate("window.ran") == 0
        page.go_back()
        page.get_by_role("button", name="Previous").click()
        expect(page.locator("#found")).to_be_focused()
    page.goto(f"{windows.address}/matches")
    page.get_by_role("button", name="Recommend people").click()
    expect(page.locator("#found")).to_be_visible()
    assert page.evaluate("window.ran") == 0
    assert windows.said == []
    assert windows.elsewhere() == []
    page.context.close()
