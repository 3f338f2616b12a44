# ruff: noqa: E501 - markup and rules of style read better unbroken
"""Turn a sheet into HTML files as people publish them: semantic, tables, soup, microdata, definition lists, old markup."""

from collections.abc import Callable

from benchmarks.cvs.chromium import lists, parts
from benchmarks.cvs.chromium.head import contact, items
from benchmarks.cvs.chromium.sheet import Sheet, esc
from benchmarks.cvs.person import Job


def shell(x: Sheet, body: str, css: str = "") -> str:
    """Return a document around a body."""
    name = esc(x.person.name)
    return (
        f"<!doctype html>\n<html lang='{x.lang}'>\n<head>\n<meta charset='utf-8'>\n<title>{name} – {x.word('cv')}</title>\n"
        f"<style>{css}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def did(job: Job) -> str:
    """Return highlights as a list."""
    return "<ul>\n" + "".join(f"  <li>{esc(one)}</li>\n" for one in job.highlights) + "</ul>" if job.highlights else ""


def skills_of(x: Sheet) -> list[str]:
    """Return the flat skills."""
    return [esc(one) for _, some in x.person.skills for one in some]


def semantic(x: Sheet) -> str:
    """Print articles, times and lists."""
    jobs = "".join(
        f"<article>\n<h3>{esc(job.title)}</h3>\n<p><strong>{esc(job.company)}</strong>, {esc(job.city or '')} "
        f"<time>{x.when(job)}</time></p>\n{did(job)}\n</article>\n"
        for job in x.person.work
    )
    studies = "".join(
        f"<li><b>{parts.course(x, one)}</b><br>{esc(one.school)}, {x.ended(one.end)}</li>\n"
        for one in x.person.education
    )
    return shell(
        x,
        f"<header>\n<h1>{esc(x.person.name)}</h1>\n<p>{esc(x.person.headline or '')}</p>\n<address>{contact(x)}</address>\n</header>\n<main>\n"
        f"<section id='summary'><h2>{x.title('summary')}</h2><p>{esc(x.person.summary or '')}</p></section>\n"
        f"<section id='work'><h2>{x.title('work')}</h2>\n{jobs}</section>\n<section><h2>{x.title('education')}</h2><ul>{studies}</ul></section>\n"
        f"<section><h2>{x.title('skills')}</h2><ul>{''.join(f'<li>{one}</li>' for one in skills_of(x))}</ul></section>\n"
        f"<section><h2>{x.title('languages')}</h2>{lists.languages(x)}</section>\n</main>",
    )


def tabled(x: Sheet) -> str:
    """Print one table from top to bottom, headings as spanning cells."""

    def head(key: str) -> str:
        return f"<tr bgcolor='#dddddd'><td colspan=2><b>{x.title(key)}</b></td></tr>\n"

    jobs = "".join(
        f"<tr><td width=160>{x.when(job)}</td><td><b>{esc(job.company)}</b>, {esc(job.city or '')}<br><i>{esc(job.title)}</i>{did(job)}</td></tr>\n"
        for job in x.person.work
    )
    studies = "".join(
        f"<tr><td>{x.studied(one.start, one.end)}</td><td><b>{esc(one.school)}</b><br>{parts.course(x, one)}</td></tr>\n"
        for one in x.person.education
    )
    addresses = "".join(f"<tr><td>{x.word(key)}</td><td>{text}</td></tr>\n" for key, text in items(x))
    return shell(
        x,
        f"<table border=0 cellpadding=4>\n<tr><td colspan=2><font size=6>{esc(x.person.name)}</font></td></tr>\n{addresses}"
        f"{head('work')}{jobs}{head('education')}{studies}{head('skills')}<tr><td></td><td>{', '.join(skills_of(x))}</td></tr>\n"
        f"{head('languages')}<tr><td></td><td>{lists.languages(x)}</td></tr>\n</table>",
    )


def soup(x: Sheet) -> str:
    """Print nested boxes and nothing else, headings known by class only."""

    def block(key: str, body: str) -> str:
        title = f"<div class='css-1x8h'><div><span class='jss{len(key)}2'>{x.title(key)}</span></div></div>"
        return f"<div class='css-q{len(key)}'><div>{title}<div class='css-b'>{body}</div></div></div>\n"

    jobs = "".join(
        f"<div class='css-j'><div class='css-r'><div>{esc(job.title)}</div><div>{x.when(job)}</div></div><div class='css-s'><div>{esc(job.company)}</div>"
        f"</div><div>{''.join(f'<div><span>•</span><span>{esc(one)}</span></div>' for one in job.highlights)}</div></div>"
        for job in x.person.work
    )
    studies = "".join(
        f"<div><div>{esc(one.school)}</div><div>{parts.course(x, one)}</div><div>{x.ended(one.end)}</div></div>"
        for one in x.person.education
    )
    chips = "".join(f"<div class='chip'><span>{one}</span></div>" for one in skills_of(x))
    tongues = "".join(
        f"<div><div>{esc(name)}</div><div>{esc(how or '')}</div></div>" for name, how in x.person.languages
    )
    top = "".join(f"<div><div>{text}</div></div>" for _, text in items(x))
    return shell(
        x,
        f"<div id='root'><div class='css-top'><div style='font-size:32px'>{esc(x.person.name)}</div><div>{esc(x.person.headline or '')}</div></div>"
        f"<div class='css-c'>{top}</div>{block('work', jobs)}{block('education', studies)}{block('skills', chips)}{block('languages', tongues)}</div>",
        ".jss42,.jss92,.jss62{font-weight:700;font-size:20px;color:#2557a7}.css-r{display:flex;justify-content:space-between}.chip{display:inline-block}",
    )


def microdata(x: Sheet) -> str:
    """Print boxes marked up with schema.org terms."""
    person = x.person
    mails = "".join(f"<a itemprop='email' href='mailto:{one}'>{one}</a><br>" for one in person.emails)
    phones = "".join(f"<span itemprop='telephone'>{esc(one)}</span><br>" for one in person.phones)
    for one in person.links:
        x.hrefs.append(f"https://{one}")
    pages = "".join(f"<a itemprop='url' href='https://{one}'>{one.split('.')[0].title()}</a> " for one in person.links)
    jobs = "".join(
        f"<li itemprop='hasOccupation' itemscope itemtype='https://schema.org/EmployeeRole'><span itemprop='roleName'>{esc(job.title)}</span> – "
        f"<span itemprop='worksFor'>{esc(job.company)}</span> <em>({x.when(job)})</em>{did(job)}</li>\n"
        for job in person.work
    )
    studies = "".join(
        f"<li itemprop='alumniOf'>{parts.course(x, one)} · <span itemprop='name'>{esc(one.school)}</span> · {x.ended(one.end)}</li>"
        for one in person.education
    )
    certs = "".join(
        f"<li>{esc(name)}{f' ({esc(issuer)})' if issuer else ''}</li>" for name, issuer, _ in person.certifications
    )
    badge = f"<h2>{x.title('certifications')}</h2><ul>{certs}</ul>" if certs else ""
    return shell(
        x,
        f"<div itemscope itemtype='https://schema.org/Person'><h1 itemprop='name'>{esc(person.name)}</h1><div itemprop='jobTitle'>{esc(person.headline or '')}</div>"
        f"<div itemprop='address'><span itemprop='addressLocality'>{x.locality}</span>, {esc(person.country or '')}</div>{mails}{phones}{pages}"
        f"<h2>{x.title('work')}</h2><ol>{jobs}</ol><h2>{x.title('education')}</h2><ul>{studies}</ul>{badge}"
        f"<h2>{x.title('skills')}</h2>{lists.skills(x)}<h2>{x.title('languages')}</h2>{lists.languages(x)}</div>",
    )


def defined(x: Sheet) -> str:
    """Print definition lists: the date is the term, the position its meaning."""
    jobs = "".join(
        f"<dt>{x.when(job)}</dt>\n<dd><b>{esc(job.title)}</b>, {esc(job.company)}{did(job)}</dd>\n"
        for job in x.person.work
    )
    studies = "".join(
        f"<dt>{x.studied(one.start, one.end)}</dt>\n<dd>{parts.course(x, one)}<br>{esc(one.school)}</dd>\n"
        for one in x.person.education
    )
    tongues = "".join(f"<dt>{esc(name)}</dt><dd>{esc(how or '')}</dd>" for name, how in x.person.languages)
    addresses = "".join(f"<dt>{x.word(key)}</dt><dd>{text}</dd>" for key, text in items(x))
    groups = "".join(
        f"<dt>{esc(name or '–')}</dt><dd>{', '.join(esc(one) for one in some)}</dd>" for name, some in x.person.skills
    )
    return shell(
        x,
        f"<h1>{x.word('cv')}</h1>\n<h2>{esc(x.person.name)}</h2>\n<dl>{addresses}</dl>\n<h3>{x.title('work')}</h3>\n<dl>\n{jobs}</dl>\n"
        f"<h3>{x.title('education')}</h3>\n<dl>\n{studies}</dl>\n<h3>{x.title('skills')}</h3>\n<dl>{groups}</dl>\n<h3>{x.title('languages')}</h3><dl>{tongues}</dl>",
    )


def old(x: Sheet) -> str:
    """Print centred fonts and breaks: markup of the nineties."""
    gap = "&nbsp;" * 4
    jobs = "<br><br>\n".join(
        f"<b>{x.when(job)}</b><br>\n{esc(job.company)}, {esc(job.city or '')}<br>\n<i>{esc(job.title)}</i>"
        + "".join(f"<br>\n{gap}- {esc(one)}" for one in job.highlights)
        for job in x.person.work
    )
    studies = "<br>\n".join(
        f"{x.ended(one.end)}{gap}{parts.course(x, one)}, {esc(one.school)}" for one in x.person.education
    )
    tongues = "<br>".join(f"{esc(name)}: {esc(how or '')}" for name, how in x.person.languages)

    def title(key: str) -> str:
        return f"<p><font color=navy><b><u>{x.title(key).upper()}</u></b></font><br>\n"

    return shell(
        x,
        f"<center><font size='+3'>{esc(x.person.name).upper()}</font><br>\n{'<br>'.join(text for _, text in items(x))}</center>\n<hr>\n"
        f"{title('work')}{jobs}\n{title('education')}{studies}\n{title('skills')}{', '.join(skills_of(x))}\n{title('languages')}{tongues}",
    )


def site(x: Sheet) -> str:
    """Print a personal site: menu, banner, script and footer around the resume."""
    inner = "".join(
        f"<div class='entry'><div class='entry-head'><h4>{esc(job.company)}</h4><span class='loc'>{esc(job.city or '')}</span></div><div class='entry-role'>"
        f"<em>{esc(job.title)}</em><span>{x.when(job)}</span></div>{did(job)}</div>"
        for job in x.person.work
    )
    studies = "".join(
        f"<div class='entry'><h4>{esc(one.school)}</h4><p>{parts.course(x, one)}</p><p><small>{x.studied(one.start, one.end)}</small></p></div>"
        for one in x.person.education
    )
    chips = "".join(f"<span class='tag'>{one}</span> " for one in skills_of(x))
    keys = ("summary", "work", "education", "skills", "languages")
    titles = {key: x.title(key) for key in keys}
    menu = "".join(f"<li><a href='#{key}'>{title}</a></li>" for key, title in titles.items())
    return shell(
        x,
        f"<script>window.dataLayer=[];function track(e){{dataLayer.push(e)}}</script><nav><ul>{menu}</ul></nav>\n"
        f"<div class='hero'><h1>{esc(x.person.name)}</h1><h2 class='sub'>{esc(x.person.headline or '')}</h2>{contact(x)}</div>\n"
        f"<h3 id='summary'>{titles['summary']}</h3><p>{esc(x.person.summary or '')}</p><h3 id='work'>{titles['work']}</h3>{inner}"
        f"<h3 id='education'>{titles['education']}</h3>{studies}<h3 id='skills'>{titles['skills']}</h3><p>{chips}</p>"
        f"<h3 id='languages'>{titles['languages']}</h3>{lists.languages(x)}\n<footer><small>© 2026 · <a href='/imprint'>Imprint</a></small></footer>",
        ".entry-head,.entry-role{display:flex;justify-content:space-between}nav li{display:inline}.tag{border:1px solid}",
    )


WEB: dict[str, Callable[[Sheet], str]] = {
    one.__name__: one for one in (semantic, tabled, soup, microdata, defined, old, site)
}
