"""Turn markup that no page needs into HTML files."""

from base64 import b64encode
from collections.abc import Iterator

from benchmarks.hostile.built import (
    LINES,
    MEGABYTE,
    READABLE,
    UNFINISHED,
    Case,
    Hostile,
    later,
    named,
    random_bytes,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

JANE = "".join(f"<p>{line}</p>" for line in LINES)
PAGE = f"<!doctype html><html><body>{{}}{JANE}</body></html>"
REFUSED: tuple[ParseStatus, ...] = ("too_large",)
SLOW: tuple[ParseStatus, ...] = (*READABLE, *UNFINISHED)
SURE: tuple[ParseStatus, ...] = ("ok",)


def _deep(limits: Limits) -> dict[str, Case]:
    over = limits.markup_depth + 1
    bodies = {
        "nested divs": "<div>" * 200_000 + "Jane Doe",
        "self-closed divs": "<html>" + "<div/>" * 200_000 + "Jane Doe",
        "one element too deep": f"<html><body>{'<div>' * over}Jane Doe",
        "nested spans": "<p>" + "<span>" * over,
        "nested formats": "<p>" + "<b><i><u><font>" * over,
        "nested lists": "<ul><li>" * over,
        "nested tables": "<table><tr><td>" * over,
        "nested drawings": "<svg><g>" * over,
        "nested formulas": "<math><mrow>" * over,
        "nested templates": "<template>" * over,
        "nested forms": "<form><fieldset>" * over,
        "nested unknown elements": "<x-y>" * over,
        "nested names of great length": f"<{'a' * 100}>" * over,
        "nested capitals": "<html><DIV CLASS=a>" * over,
        "nested with breaks": "<html><div\n>" * over,
    }
    cases: dict[str, Case] = {name: (later(lambda body: body.encode(), body), REFUSED) for name, body in bodies.items()}
    hidden = {
        "nested in attributes": "<html><div title='" + "<div>" * 20_000 + f"'>{JANE}",
        "nested in a comment": f"<html><!--{'<div>' * 20_000}-->{JANE}",
        "nested in a script": f"<html><script>{'<div>' * 20_000}</script>{JANE}",
        "nested behind quotes": "<html>" + "<div a='>'>" * 5000 + JANE,
        "nested in cut tags": "<html>" + "<div " * 50_000 + JANE,
        "nested paragraphs": "<html>" + "<p>" * 20_000 + "Jane Doe",
        "nested items": "<html>" + "<li>" * 20_000 + "Jane Doe",
        "nested anchors": "<html>" + "<a>" * 5000 + "Jane Doe",
        "formats never closed": "<html>" + "<b><p>" * 500 + "Jane Doe",
        "formats across": "<html>" + "<b><i></b></i>" * 5000 + JANE,
        "tables misplaced": "<html>" + "<table><p>" * 50 + JANE,
        "tags closed too often": "<html>" + "</div>" * 50_000 + JANE,
    }
    return cases | {name: (later(lambda body: body.encode(), body), SLOW) for name, body in hidden.items()}


def _long(limits: Limits) -> dict[str, Case]:
    most = limits.markup - 5000
    some = min(most // 10, 300_000)
    long, spaces = "a" * most, " " * some
    attributes = " ".join(f"a{at}=b" for at in range(some // 8))
    picture = b64encode(random_bytes(some)).decode()
    bodies: dict[str, tuple[str, tuple[ParseStatus, ...]]] = {
        "unclosed quotes": ("<html>" + "<a href='" * (some // 9), SLOW),
        "markup beyond the limit": ("<html>" + "<p>a</p>" * (limits.markup // 8 + 1), REFUSED),
        "an attribute of great length": (PAGE.format(f"<p title='{long}'>"), SURE),
        "attributes of great number": (PAGE.format(f"<p {attributes}>"), SLOW),
        "the same attribute again and again": (PAGE.format(f"<p {'a=b ' * (some // 4)}>"), SLOW),
        "a class of great length": (PAGE.format("<p class='" + "date " * (some // 5) + "'>"), SLOW),
        "a style of great length": (PAGE.format("<p style='" + "display:block;" * (some // 14) + "'>"), SLOW),
        "a style of spaces": (PAGE.format(f"<p style='display{spaces}'>"), SLOW),
        "an address of great length": (PAGE.format("<a href='http://" + "a." * (some // 2) + "'>x</a>"), SLOW),
        "a name of great length": (PAGE.format(f"<{'a' * some}>"), SLOW),
        "a comment of great length": (PAGE.format(f"<!--{'-' * some}-->"), SLOW),
        "a comment without end": (f"<html><p>Jane Doe<!--{'a' * some}", SLOW),
        "a script of great length": (PAGE.format(f"<script>{'a<b;' * (some // 4)}</script>"), SURE),
        "a script without end": (f"<html><p>Jane Doe<script>{'a' * some}", SLOW),
        "a title without end": (f"<html><title>{'a' * some}", SLOW),
        "a text area without end": (f"<html><textarea>{'a' * some}", SLOW),
        "plain text without end": (f"<html><plaintext>{'a ' * (limits.characters // 4)}", SLOW),
        "a picture in the page": (PAGE.format(f"<img src='data:image/png;base64,{picture}'>"), SURE),
        "entities of great number": (PAGE.format("&amp;" * (some // 5)), SLOW),
        "entities that don't end": (PAGE.format("&" * some), SLOW),
        "an entity of great length": (PAGE.format("&" + "a" * some + ";"), SLOW),
        "entities of no letters": (PAGE.format("&#0;&#xD800;&#x110000;&#99999999999999999999;&#x202E;" * 500), SLOW),
        "spaces of great number": (PAGE.format(" " * some), SURE),
        "line ends of great number": (PAGE.format("\n" * some), SURE),
        "breaks of great number": (PAGE.format("<br>" * (some // 4)), SLOW),
        "empty elements of great number": (PAGE.format("<p></p>" * (some // 7)), SLOW),
        "cells of great number": (PAGE.format(f"<table><tr>{'<td>a' * (some // 10)}</table>"), SLOW),
        "items of great number": (PAGE.format(f"<ul>{'<li>a</li>' * (some // 20)}</ul>"), SLOW),
        "lists of great number": (PAGE.format("<ul><li>a</li></ul>" * (some // 40)), SLOW),
        "lists within lists": (PAGE.format("<ul><li>a" * 9 + "<li>b" * (some // 10)), SLOW),
        "links of great number": (PAGE.format('<a href="http://a.com">a</a>' * (some // 60)), SLOW),
        "letters beyond the limit": (PAGE.format("<p>" + "ab " * (limits.characters // 3 + 9)), REFUSED),
        "open brackets": (PAGE.format("<" * some), SLOW),
        "closed brackets": (PAGE.format(">" * (limits.characters // 2)), SLOW),
        "tags without names": (PAGE.format("<>" * (some // 4)), SLOW),
        "declarations": (PAGE.format("<!x>" * (some // 4)), SLOW),
        "instructions": (PAGE.format("<?x?>" * (some // 5)), SLOW),
        "sections of letters as they are": (PAGE.format("<![CDATA[a]]>" * (some // 26)), SLOW),
    }
    return {name: (later(lambda body: body.encode(), body), statuses) for name, (body, statuses) in bodies.items()}


def _lies() -> dict[str, Case]:
    """Pages that say something else than they are."""
    page = PAGE.format("")
    meta = '<meta charset="{}">'
    bodies: dict[str, tuple[bytes, tuple[ParseStatus, ...]]] = {
        f"encoding told as {name}": (PAGE.format(meta.format(name)).encode(), SURE)
        for name in ("utf-16", "utf-7", "klingon", "../../etc/passwd", "a" * 5000, "iso-2022-jp")
    }
    bodies |= {
        "page in utf-16": (page.encode("utf-16"), SURE),
        "page in utf-16 without a mark": (page.encode("utf-16-le"), SURE),
        "page in utf-32": (page.encode("utf-32"), (*READABLE, "unsupported")),
        "page of an odd number of bytes": (page.encode("utf-16")[:-1], SURE),
        "page in latin": (page.replace("Jane", "Jané").encode("latin-1"), SURE),
        "page with zeros": (page.replace("<p>", "<p\0>").encode(), (*READABLE, "unsupported")),
        "page with broken letters": (page.encode().replace(b"Jane", b"J\xc3\x28ne"), READABLE),
        "page that includes a file": (
            PAGE.format('<iframe src="file:///etc/passwd"></iframe><object data=x></object>').encode(),
            SURE,
        ),
        "page that goes elsewhere": (
            PAGE.format('<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9">').encode(),
            SURE,
        ),
        "page that loads a style": (
            PAGE.format('<link rel="stylesheet" href="http://127.0.0.1:9/x.css">').encode(),
            SURE,
        ),
        "page with a script": (PAGE.format("<script>while(1){}</script><img onerror=alert(1) src=x>").encode(), SURE),
        "page that is hidden": (f"<html><body style='display:none'>{JANE}".encode(), READABLE),
        "page of frames": (b"<html><frameset><frame src=x></frameset>", READABLE),
        "page without a body": (b"<html>", READABLE),
        "page of two bodies": (f"<html><body>{JANE}</body><body>{JANE}</body>".encode(), SURE),
        "xml with entities": (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><html>&a;' + JANE.encode(),
            SURE,
        ),
        "xml with laughs": (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
            + b"&a;" * 9999
            + b'">]><html>&b;'
            + JANE.encode(),
            SLOW,
        ),
        "a base that lies": (PAGE.format('<base href="javascript:alert(1)//"><a href="x">x</a>').encode(), SURE),
        "marks of direction": (PAGE.format("<p>\u202e\u2066\u2067" * 500).encode(), SURE),
    }
    return {name: (later(lambda body: body, body), statuses) for name, (body, statuses) in bodies.items()}


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield HTML files that are deep, long or lie."""
    for cases in (_deep(limits), _long(limits), _lies()):
        for one in named("a.html", cases):
            yield one._replace(name=f"html: {one.name}")
    large = b"<html>" + b" " * MEGABYTE
    yield Hostile("html: as large as the limit", "a.html", lambda: large[: limits.markup], ("empty",))
