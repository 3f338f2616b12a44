"""Turn a person's pieces into web pages as word processors export them and people write them."""

# ruff: noqa: E501  # rows of markup and of tables read better in one piece

from html import escape as quoted

from benchmarks.cvs.office.ink import Ink


def e(text: str) -> str:
    """Return a text as HTML."""
    return quoted(text, quote=False)


def page(title: str, style: str, body: str, attributes: str = "") -> str:
    """Return a whole page."""
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{e(title)}</title><style>{style}</style></head>\n<body{attributes}>\n{body}\n</body></html>\n'


def word_export(ink: Ink) -> str:
    """Write what Word saves as a filtered web page: MsoNormal, tab spans, conditional comments, list marks as text."""
    person = ink.person

    def p(inner: str, kind: str = "MsoNormal", style: str = "margin-bottom:0cm") -> str:
        return f"<p class={kind} style='{style}'>{inner}<o:p></o:p></p>\n"

    def item(text: str) -> str:
        mark = "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        return p(
            f"{mark}<span lang=EN-US>{e(text)}</span>",
            "MsoListParagraphCxSpMiddle",
            "text-indent:-18.0pt;mso-list:l0 level1 lfo1",
        )

    def head(kind: str) -> str:
        return f"<h1><span style='font-size:13.0pt;color:#2F5496'>{e(ink.head(kind))}<o:p></o:p></span></h1>\n"

    body = p(f"<b><span style='font-size:20.0pt'>{e(ink.shown)}</span></b>", "MsoTitle") + p(
        "<br>\n".join(e(one) for one in ink.contact(labels=True))
    )
    body += head("summary") + p(e(person.summary)) if person.summary else ""
    body += head("work")
    for job in person.work:
        half = len(job.title) // 2
        title = f"<b><span>{e(job.title[:half])}</span></b><b><span style='mso-bidi-font-weight:normal'>{e(job.title[half:])}</span></b>"
        body += p(
            f"{title}<span style='mso-tab-count:3'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>{e(ink.when(job))}"
        )
        body += p(f"<i>{e(ink.employer(job))}, {e(job.city or '')}</i>") + "".join(item(one) for one in job.highlights)
    body += head("education")
    body += "".join(
        p(f"<b>{e(ink.degree(one))}</b>") + p(f"{e(one.school)}, {e(ink.when(one))}") for one in person.education
    )
    cells = "".join(
        f"<tr><td width=150 valign=top style='border:none'>{p(e(kind or ''))}</td><td valign=top>{p(e(', '.join(names)))}</td></tr>"
        for kind, names in person.skills
    )
    body += (
        head("skills")
        + f"<table class=MsoTableGrid border=0 cellspacing=0 style='border-collapse:collapse'>{cells}</table>"
    )
    body += head("languages") + p(e("; ".join(ink.tongues())))
    body += head("certifications") + "".join(item(one) for one in ink.certs()) if person.certifications else ""
    return page(
        person.name,
        "<!-- p.MsoNormal {margin:0cm;font-size:11.0pt} -->",
        f"<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--><div class=WordSection1>\n{body}</div>",
        " lang=EN-US link=blue",
    )


def docs_export(ink: Ink) -> str:
    """Write what a browser's word processor exports: one span with a class for each run, tables for columns."""
    person, number = ink.person, iter(range(2, 999))

    def p(inner: str, kind: str = "c1") -> str:
        return f'<p class="c{next(number) % 9} {kind}"><span class="{kind}">{e(inner)}</span></p>'

    def head(kind: str) -> str:
        return f'<h2 class="c7" id="h.{kind}x1"><span class="c3">{e(ink.upper(ink.head(kind)))}</span></h2>'

    left = head("work")
    for job in person.work:
        left += f'<h3 class="c5"><span class="c8">{e(job.company)}, </span><span class="c9">{e(job.city or "")}</span><span class="c9"> &mdash; </span><span class="c10">{e(job.title)}</span></h3>'
        left += p(ink.upper(ink.when(job)), "c11") + (
            f'<ul class="lst-kix_1-0 start">{"".join(f"<li class=c2><span>{e(one)}</span></li>" for one in job.highlights)}</ul>'
            if job.highlights
            else ""
        )
    left += head("education")
    for one in person.education:
        left += (
            f'<h3 class="c5"><span class="c8">{e(one.school)} </span><span>&mdash; </span><span class="c10">{e(ink.degree(one))}</span></h3>'
            + p(ink.upper(ink.when(one)), "c11")
        )
    right = (
        head("skills")
        + "".join(p(one) for one in ink.skills())
        + head("languages")
        + "".join(p(one) for one in ink.tongues("{}, {}"))
    )
    right += head("certifications") + "".join(p(one) for one in ink.certs("{0} ({2})")) if person.certifications else ""
    top = f'<tr class="c4"><td class="c6"><p class="title"><span>{e(ink.shown)}</span></p></td><td class="c6">{"".join(p(one) for one in ink.contact())}</td></tr>'
    body = f'<table class="c12"><tbody>{top}<tr class="c4"><td class="c6">{left}</td><td class="c6">{right}</td></tr></tbody></table>'
    return page(
        "CV",
        "ol{margin:0}table td{padding:5pt;vertical-align:top}.c11{color:#666;font-size:8pt}.c10{font-style:italic}.title{font-size:36pt}",
        body,
        ' class="c13 doc-content"',
    )


def simple(ink: Ink) -> str:
    """Write a page by hand: headings, lists, dates in small type behind a break."""
    person = ink.person
    mails = "".join(f'<br><a href="mailto:{one}">{one}</a>' for one in person.emails)
    phones = "".join(f"<br>{e(one)}" for one in person.phones)
    links = "".join(f'<br><a href="https://{one.removeprefix("https://")}">{one}</a>' for one in person.links)
    body = f"<h1>{e(ink.shown)}</h1>\n<p>{e(ink.home())}{phones}{mails}{links}\n"
    body += f"<h2>{e(ink.head('summary'))}</h2>\n<p>{e(person.summary)}\n" if person.summary else ""
    body += f"<h2>{e(ink.head('work'))}</h2>\n<ul>\n"
    for job in person.work:
        inner = "".join(f"<li>{e(one)}" for one in job.highlights)
        body += f"<li><b>{e(job.title)}</b>, {e(ink.employer(job))}<br><small>{e(ink.when(job))}</small>" + (
            f"<ul>{inner}</ul>\n" if inner else "\n"
        )
    body += (
        f"</ul>\n<h2>{e(ink.head('education'))}</h2>\n<ul>\n"
        + "".join(
            f"<li><b>{e(ink.degree(one))}</b>, {e(one.school)}<br><small>{e(ink.when(one))}</small>\n"
            for one in person.education
        )
        + "</ul>\n"
    )
    body += f"<h2>{e(ink.head('skills'))}</h2>\n<p>{e(', '.join(ink.skills()))}\n<h2>{e(ink.head('languages'))}</h2>\n<p>{e(', '.join(ink.tongues()))}\n"
    body += (
        f"<h2>{e(ink.head('certifications'))}</h2>\n<ol>{''.join(f'<li>{e(one)}' for one in ink.certs())}</ol>\n"
        if person.certifications
        else ""
    )
    return page("Home of " + person.name, "body{font-family:serif;max-width:40em}", body)


def listed(ink: Ink) -> str:
    """Write definition lists: dates as terms, entries as definitions; nothing hidden counts."""
    person = ink.person

    def head(kind: str) -> str:
        return f"<dt><strong>{e(ink.head(kind))}</strong></dt>"

    body = f'<div style="display:none">Template by Nobody Inc., 2010 - 2011, Chief Template Officer</div><h1>{e(ink.shown)}</h1><address>{"<br/>".join(e(one) for one in ink.contact())}</address><hr/>'
    body += f"<h3>{e(ink.head('work'))}</h3><dl>"
    for job in person.work:
        body += f"<dt>{e(ink.when(job))}</dt><dd><b>{e(ink.employer(job))}</b><br/><em>{e(job.title)}</em>{''.join(f'<br/>&bull; {e(one)}' for one in job.highlights)}</dd>"
    body += f"</dl><h3>{e(ink.head('education'))}</h3><dl>" + "".join(
        f"<dt>{e(ink.when(one))}</dt><dd><b>{e(one.school)}</b><br/>{e(ink.degree(one))}</dd>"
        for one in person.education
    )
    body += f"</dl><h3>{e(ink.head('skills'))}</h3><dl>" + "".join(
        f"<dt>{e(kind or '')}</dt><dd>{e(' / '.join(names))}</dd>" for kind, names in person.skills
    )
    body += (
        f"</dl><h3>{e(ink.head('languages'))}</h3><dl>"
        + "".join(f"<dt>{e(name)}</dt><dd>{e(level or '')}</dd>" for name, level in person.languages)
        + "</dl>"
    )
    body += (
        f"<h3>{e(ink.head('certifications'))}</h3><p>{'<br/>'.join(e(one) for one in ink.certs())}</p>"
        if person.certifications
        else ""
    )
    return page(person.name, "dt{float:left;width:10em}dd{margin-left:11em}", body)


def old_tables(ink: Ink) -> str:
    """Write the web of 1999: tables, font tags, headings in coloured cells, entities everywhere."""
    person = ink.person

    def head(kind: str) -> str:
        return f'<TR><TD COLSPAN=2 BGCOLOR="#003366"><FONT COLOR="#FFFFFF" FACE="Verdana" SIZE=2><B>&nbsp;{e(ink.head(kind))}</B></FONT></TD></TR>\n'

    def row(left: str, right: str) -> str:
        return f"<TR><TD WIDTH=150 VALIGN=TOP><FONT SIZE=2>{e(left)}</FONT></TD><TD><FONT SIZE=2>{right}</FONT></TD></TR>\n"

    body = f"<CENTER><FONT SIZE=5><B>{e(ink.shown)}</B></FONT><BR>{' &middot; '.join(e(one) for one in ink.contact())}</CENTER><TABLE WIDTH=700 BORDER=0>\n{head('work')}"
    for job in person.work:
        body += row(
            ink.when(job),
            f"<B>{e(job.title)}</B><BR>{e(ink.employer(job))}, {e(job.city or '')}"
            + "".join(f"<BR>&#149; {e(one)}" for one in job.highlights),
        )
    body += head("education") + "".join(
        row(ink.when(one), f"<B>{e(ink.degree(one))}</B><BR>{e(one.school)}") for one in person.education
    )
    body += head("skills") + "".join(row(kind or "", e(", ".join(names))) for kind, names in person.skills)
    body += head("languages") + "".join(row(name, e(level or "")) for name, level in person.languages)
    body += (
        head("certifications") + "".join(row(year or "", e(name)) for name, _, year in person.certifications)
        if person.certifications
        else ""
    )
    text = page(person.name, "", body + "</TABLE>")
    return "".join(ch if ord(ch) < 128 else f"&#{ord(ch)};" for ch in text)


def sectioned(ink: Ink) -> str:
    """Write today's page: an aside before the main part, articles with time elements, chips in spans."""
    person = ink.person

    def part(kind: str, inner: str) -> str:
        return f'<section id="{kind}"><h2 class="h">{e(ink.head(kind))}</h2>{inner}</section>'

    aside = "".join(f"<p>{icon} {e(one)}</p>" for icon, one in zip("📍☎✉🔗🔗🔗🔗🔗", ink.contact(), strict=False))
    chips = "".join(f'<span class="chip">{e(one)}</span>' for one in ink.skills())
    aside += part("skills", f'<div class="chips">{chips}</div>') + part(
        "languages", "".join(f"<p>{e(name)}<span>{e(level or '')}</span></p>" for name, level in person.languages)
    )
    main = part("summary", f"<p>{e(person.summary)}</p>") if person.summary else ""
    jobs = ""
    for job in person.work:
        jobs += f"<article><header><h3>{e(job.title)}</h3><span>{e(ink.employer(job))}</span> <time>{e(ink.when(job))}</time></header><ul>{''.join(f'<li>{e(one)}</li>' for one in job.highlights)}</ul></article>"
    main += part("work", jobs)
    main += part(
        "education",
        "".join(
            f"<article><h3>{e(ink.degree(one))}</h3><span>{e(one.school)}</span><time>{e(ink.when(one))}</time></article>"
            for one in person.education
        ),
    )
    main += (
        part("certifications", "".join(f"<p>{e(one)}</p>" for one in ink.certs("{0} · {2}")))
        if person.certifications
        else ""
    )
    top = f"<header><h1>{e(ink.shown)}</h1>" + (f"<p>{e(person.headline)}</p>" if person.headline else "") + "</header>"
    script = "<script>document.documentElement.className='js'</script>"
    return page(
        person.name,
        "body{display:grid;grid-template-columns:1fr 2fr}.chip{padding:2px}",
        f"{top}<aside>{aside}</aside><main>{main}</main>{script}",
    )
