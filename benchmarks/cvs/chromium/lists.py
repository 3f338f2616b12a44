# ruff: noqa: E501 - markup and rules of style read better unbroken
"""Turn skills, languages, certificates and the rest into markup, each in many forms."""

from benchmarks.cvs.chromium.sheet import Sheet, esc

DOTS = 5


def level(x: Sheet) -> int:
    """Return a drawn level of 2 to 5."""
    return x.rng.randrange(2, DOTS + 1)


def skills(x: Sheet) -> str:
    """Return the skills in the design's form."""
    groups = [(esc(name or ""), [esc(one) for one in some]) for name, some in x.person.skills]
    flat = [one for _, some in groups for one in some]
    kind = x.design.skills
    if kind in {"grouped", "grouplines", "table", "groupchips"}:
        return grouped(kind, groups)
    if kind in {"dots", "bars", "stars", "levels", "percent"}:
        return "<div class=rated>" + "".join(rated(x, kind, one) for one in flat) + "</div>"
    joined = {"comma": ", ", "pipes": " | ", "middots": " · ", "slashes": " / ", "bulleted": " • ", "semi": "; "}
    if kind in joined:
        return f"<p class=sk>{joined[kind].join(flat)}</p>"
    if kind == "prose":
        pattern = x.said["prose"][0]
        return f"<p class=sk>{pattern.replace('{a}', ', '.join(flat[:-1])).replace('{b}', flat[-1])}</p>"
    tag = {"list": "li", "columns": "li", "chips": "span", "lines": "div"}[kind]
    return f"<div class='{kind}'>" + "".join(f"<{tag} class=s>{one}</{tag}>" for one in flat) + "</div>"


def grouped(kind: str, groups: list[tuple[str, list[str]]]) -> str:
    """Return skills by category."""
    if kind == "table":
        return (
            "<table class=sk>"
            + "".join(f"<tr><th>{name}</th><td>{', '.join(some)}</td></tr>" for name, some in groups)
            + "</table>"
        )
    if kind == "groupchips":
        chips = (
            f"<h4>{name}</h4><div class=chips>" + "".join(f"<span class=s>{one}</span>" for one in some) + "</div>"
            for name, some in groups
        )
        return "".join(chips)
    if kind == "grouplines":
        return "".join(
            f"<h4>{name}</h4>" + "".join(f"<div class=s>{one}</div>" for one in some) for name, some in groups
        )
    return "".join(f"<p class=sk>{f'<b>{name}:</b> ' if name else ''}{', '.join(some)}</p>" for name, some in groups)


def rated(x: Sheet, kind: str, one: str) -> str:
    """Return one skill with how well it is known."""
    got = level(x)
    mark = {
        "dots": "<em class=on></em>" * got + "<em></em>" * (DOTS - got),
        "bars": f"<u><em style='width:{got * 20}%'></em></u>",
        "stars": f"<em class=star>{'★' * got}{'☆' * (DOTS - got)}</em>",
        "levels": f"<small>{esc(x.said['rated'][got % len(x.said['rated'])])}</small>",
        "percent": f"<small>{got * 20 - 5}%</small>",
    }[kind]
    return f"<div class='s {kind}'><span>{one}</span>{mark}</div>"


def languages(x: Sheet) -> str:
    """Return the languages in the design's form."""
    kind = x.design.tongues
    rows = [(esc(name), esc(how or "")) for name, how in x.person.languages]
    if kind == "comma":
        return "<p>" + ", ".join(f"{name} ({how})" if how else name for name, how in rows) + "</p>"
    if kind == "plain":
        return "<p>" + ", ".join(name for name, _ in rows) + "</p>"
    if kind == "dots":
        return "".join(
            f"<div class='s dots'><span>{name}</span>"
            + "<em class=on></em>" * got
            + "<em></em>" * (DOTS - got)
            + "</div>"
            for (name, _), got in ((row, level(x)) for row in rows)
        )
    between = {
        "dash": " – ",
        "colon": ": ",
        "paren": " (",
        "row": "</span><span class=lv>",
        "below": "</span><div class=lv>",
    }[kind]
    close = {"paren": ")", "below": "</div>"}.get(kind, "")
    rowed = "row" if kind == "row" else "lang"
    return "".join(f"<div class={rowed}><span>{name}{between}{how}{close}</span></div>" for name, how in rows)


def certifications(x: Sheet) -> str:
    """Return the certificates in the design's form."""
    kind = x.design.certs
    rows = [(esc(name), esc(issuer or ""), year or "") for name, issuer, year in x.person.certifications]
    if kind == "names":
        return "".join(f"<div class=cert>{name}</div>" for name, _, _ in rows)
    if kind == "stacked":
        return "".join(
            f"<div class=cert><b>{name}</b><div class=c>{issuer}</div><div class=d>{year}</div></div>"
            for name, issuer, year in rows
        )
    if kind == "row":
        return "".join(
            f"<div class='cert row'><span>{name}{f', {issuer}' if issuer else ''}</span><span class=d>{year}</span></div>"
            for name, issuer, year in rows
        )
    if kind == "rail":
        return "".join(
            f"<div class=rail><div class=d>{year}</div><div class=r>{name}{f' – {issuer}' if issuer else ''}</div></div>"
            for name, issuer, year in rows
        )
    if kind == "id":
        return "".join(
            f"<div class=cert><b>{name}</b><div class=c>{issuer}</div><div class=d>{year} · ID {x.rng.randrange(10**6, 10**7)}</div></div>"
            for name, issuer, year in rows
        )
    return (
        "<ul>"
        + "".join(f"<li>{name}{f' ({issuer}, {year})' if issuer else f' ({year})'}</li>" for name, issuer, year in rows)
        + "</ul>"
    )


def personal(x: Sheet) -> str:
    """Return birth, nationality, marital status and licence behind labels."""
    keys = (("born", "bornplace"), ("nationality", "nation"), ("marital", "marital_list"), ("licence", "licence_list"))
    return (
        "<div class=grid>"
        + "".join(f"<div class=k>{x.word(key)}</div><div class=v>{x.word(value)}</div>" for key, value in keys)
        + "</div>"
    )


def extras(x: Sheet) -> list[tuple[str, str]]:
    """Return further sections: what the person has, hobbies and references."""
    found = [(esc(title), "".join(f"<p class=x>{esc(line)}</p>" for line in lines)) for title, lines in x.person.extras]
    if x.rng.random() < 0.5:
        found.append((x.word("interests"), f"<p class=x>{x.word('interests_list')}</p>"))
    if x.rng.random() < 0.25:
        found.append((x.word("references"), f"<p class=x>{x.word('references_list')}</p>"))
    return found
