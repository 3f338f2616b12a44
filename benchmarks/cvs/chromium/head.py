"""Turn a person's name and addresses into the head of a page, plain or with icons."""

from benchmarks.cvs.chromium.sheet import Sheet, esc

GLYPHS = {"phone": "\ue001", "email": "\ue002", "address": "\ue003", "web": "\ue004"}
EMOJI = {"phone": "☎", "email": "✉", "address": "⌂", "web": "➚"}
PATHS = {
    "phone": "M3 1h4l1 4-2 2a9 9 0 0 0 4 4l2-2 4 1v4a2 2 0 0 1-2 2A13 13 0 0 1 1 3a2 2 0 0 1 2-2z",
    "email": "M1 3h16v12H1zM1 4l8 6 8-6",
    "address": "M9 1a6 6 0 0 0-6 6c0 4 6 10 6 10s6-6 6-10a6 6 0 0 0-6-6z",
    "web": "M7 11a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6L8 4M11 7a4 4 0 0 0-6 0L2 10a4 4 0 0 0 6 6l2-2",
}
FACES = (
    "<svg class=face viewBox='0 0 80 80'><rect width=80 height=80 fill='#ccd'/><circle cx=40 cy=30 r=15 fill='#889'/>"
    "<path d='M10 80a30 30 0 0 1 60 0z' fill='#889'/></svg>"
)


def icon(x: Sheet, key: str) -> str:
    """Return what stands before an address: a label, a private-use glyph, a drawing, an emoji or nothing."""
    kind = x.design.icons
    if kind == "label":
        return f"<b class=k>{x.word(key)}:</b> "
    if kind == "glyph":
        return f"<i class=ic>{GLYPHS[key]}</i> "
    if kind == "emoji":
        return f"{EMOJI[key]} "
    if kind == "svg":
        return f"<svg class=ic viewBox='0 0 18 18'><path d='{PATHS[key]}'/></svg> "
    return ""


def items(x: Sheet) -> list[tuple[str, str]]:
    """Return every address with its key, in an order that the document draws."""
    person = x.person
    place = x.address if x.rng.random() < 0.35 else x.locality
    if x.rng.random() < 0.25:
        place = f"{place}, {esc(person.country or '')}"
    found = [("address", place)]
    found += [("phone", esc(phone)) for phone in person.phones]
    found += [
        ("email", f"<a href='mailto:{mail}'>{mail}</a>" if x.rng.random() < 0.5 else mail) for mail in person.emails
    ]
    for link in person.links:
        target = f"https://{link}"
        x.hrefs.append(target)
        shown = target if x.rng.random() < 0.2 else link
        found.append(("web", f"<a href='{target}'>{shown}</a>"))
    if x.rng.random() < 0.5:
        x.rng.shuffle(found)
    return found


def contact(x: Sheet) -> str:
    """Return the addresses in the design's form."""
    kind = x.design.contact
    rows = [f"{icon(x, key)}{text}" for key, text in items(x)]
    if kind in {"bars", "middots", "diamonds", "commas", "spaces"}:
        between = {"bars": " | ", "middots": " · ", "diamonds": " ◆ ", "commas": ", ", "spaces": "&emsp;"}[kind]
        return f"<div class=contact>{between.join(f'<span class=n>{row}</span>' for row in rows)}</div>"
    if kind == "table":
        keyed = "".join(f"<tr><th>{x.word(key)}</th><td>{text}</td></tr>" for key, text in items(x))
        return f"<table class=contact>{keyed}</table>"
    if kind == "above":
        return (
            "<div class=contact>"
            + "".join(f"<div class=k>{x.word(key)}</div><div class=v>{text}</div>" for key, text in items(x))
            + "</div>"
        )
    return f"<div class='contact {kind}'>" + "".join(f"<div class=n>{row}</div>" for row in rows) + "</div>"


def named(x: Sheet) -> str:
    """Return the name as the design prints it, titles and post-nominals around it."""
    name = esc(x.person.name)
    first, _, last = name.rpartition(" ")
    forms = {
        "split": f"<h1><span>{first}</span><br><strong>{last}</strong></h1>",
        "weights": f"<h1><span class=thin>{first}</span> {last}</h1>",
        "caps": f"<h1>{name.upper()}</h1>",
        "suffix": f"<h1>{name}{x.design.suffix}</h1>",
        "prefix": f"<h1>{x.design.suffix}{name}</h1>",
        "cv": f"<div class=cv>{x.word('cv')}</div><div class=name>{name}</div>",
    }
    return forms.get(x.design.head, f"<h1>{name}</h1>")


def head(x: Sheet, *, addresses: bool) -> str:
    """Return name, headline and, where wanted, the addresses."""
    line = f"<div class=headline>{esc(x.person.headline or '')}</div>" if "headline" in x.design.main else ""
    face = FACES if "face" in x.design.main else ""
    return f"<header>{face}{named(x)}{line}{contact(x) if addresses else ''}</header>"
