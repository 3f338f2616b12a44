# ruff: noqa: E501 - markup and rules of style read better unbroken
"""Turn a sheet into a whole HTML page: skeletons put the sections where a design wants them."""

from benchmarks.cvs.chromium import lists, parts
from benchmarks.cvs.chromium.head import contact, head
from benchmarks.cvs.chromium.sheet import Sheet, esc
from benchmarks.cvs.chromium.style import style
from benchmarks.cvs.chromium.web import WEB

QUIET = frozenset({"headline", "face"})


def section(key: str, title: str, body: str) -> str:
    """Return one section; the heading may be drawn by the stylesheet from `data-t`."""
    return (
        f"<section class='{key}'><h2 data-t=\"{title}\"><span>{title}</span></h2><div class=body>{body}</div></section>"
    )


def sections(x: Sheet, keys: tuple[str, ...]) -> str:
    """Return the sections of one part of the page in order; empty ones are left out."""
    out = []
    for key in keys:
        if key in QUIET:
            continue
        if key == "extras":
            out += [section("extras", title, body) for title, body in lists.extras(x)]
            continue
        if key == "lead":
            out.append(f"<p class=lead>{esc(x.person.summary or '')}</p>")
            continue
        body = {
            "summary": lambda: f"<p>{esc(x.person.summary or '')}</p>",
            "work": lambda: parts.work(x),
            "education": lambda: parts.education(x),
            "skills": lambda: lists.skills(x),
            "languages": lambda: lists.languages(x),
            "certifications": lambda: lists.certifications(x),
            "contact": lambda: contact(x),
            "personal": lambda: lists.personal(x),
        }[key]()
        if key == "certifications" and not x.person.certifications:
            continue
        out.append(section(key, x.title(key), body))
    return "".join(out)


def page(x: Sheet) -> str:
    """Return the whole document."""
    design = x.design
    if design.skeleton in WEB:
        return WEB[design.skeleton](x)
    every = design.main + design.side
    top = head(x, addresses="contact" not in every)
    main = f"<main>{sections(x, design.main)}</main>"
    rest = sections(x, design.side)
    side = f"<aside>{rest}</aside>" if design.side else ""
    inner = {
        "main": f"{top}<div class=two>{main}{side}</div>",
        "side": f"{top}<div class=two>{side}{main}</div>",
        "headlast": f"<div class=two>{main}{side}</div>{top}",
        "inside": f"<div class=two><aside>{top}{rest}</aside>{main}</div>",
        "insidelast": f"<div class=two>{main}<aside>{top}{rest}</aside></div>",
        "footer": f"{top}<div class=two>{main}</div><footer>{side}</footer>",
        "table": f"<table class=frame><tr><td colspan=2>{top}</td></tr><tr><td class=l>{rest}</td><td class=r>{main}</td></tr></table>",
    }[design.dom]
    name = esc(x.person.name)
    return (
        f"<!DOCTYPE html><html lang={x.lang}><head><meta charset=utf-8><title>{name}</title><style>{style(x)}</style></head>"
        f"<body class=k-{design.skeleton}>{inner}</body></html>"
    )
