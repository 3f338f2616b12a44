"""Turn ways to break out of a page into texts that say so if any of them ran."""

from itertools import product

# What would run, fetch or reshape the page; each calls `struck` or leaves an element that no page of ours has.
CHARGES = (
    "<script>struck()</script>",
    "<img src=x onerror=struck()>",
    "<svg/onload=struck()>",
    "<iframe srcdoc='<script>parent.struck()</script>'></iframe>",
    "<details open ontoggle=struck()>",
    "<input autofocus onfocus=struck()>",
    "<math><mtext><table><mglyph><style><img src=x onerror=struck()>",
    "<style>@import'//struck.example/x.css';*{display:none}</style>",
    "<link rel=stylesheet href=//struck.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//struck.example/'>",
    "<base href=//struck.example/>",
    "<form action=//struck.example/><button>struck",
    "<a href=javascript:struck()>struck</a>",
    "<div hx-get=/ hx-trigger=load hx-on::load=struck()>struck</div>",
    "<object data=//struck.example/></object>",
    "<video><source onerror=struck()>",
    "<template><script>struck()</script></template>",
    "{{ struck }}{% include 'struck' %}${struck()}",
    "&lt;script&gt;struck()&lt;/script&gt; &#60;img src=x onerror=struck()&#62;",
    "<textarea autofocus onfocus=struck()>",
)
# What a text may stand in when it tries to get out.
CONTEXTS = (
    "{}",
    '"> {}',
    "'> {}",
    '" autofocus onfocus=struck() x="{}',
    "</title></textarea></select></option>{}",
    "--> {} <!--",
    "]]> {}",
    "\u2028\u2029\ufeff{}",
    "</span></p></li></ul></main></body></html>{}",
    "x\u202e{}\u0000\u0008",
)
HOSTILE = tuple(context.replace("{}", charge) for charge, context in product(CHARGES, CONTEXTS))
assert len(HOSTILE) == 200


def hostile_people() -> list[dict[str, object]]:
    """Make a candidate of each text, which stands in all that a page shows, with a job, an application and a note."""
    items: list[dict[str, object]] = []
    for at, text in enumerate(HOSTILE):
        near = HOSTILE[(at + 7) % len(HOSTILE)]
        items += [
            {
                "kind": "candidate",
                "id": f"c{at}",
                "name": f"{text} struck",
                "current_title": text,
                "current_company": near,
                "addresses": [{"city": text}],
                "tags": [near],
                "phones": [near[:100]],
                "status": text,
            },
            {"kind": "job", "id": f"j{at % 20}", "title": HOSTILE[at % 20], "description": text, "location": near},
            {
                "kind": "application",
                "id": f"a{at}",
                "candidate": f"c{at}",
                "job": f"j{at % 20}",
                "status": text,
                "source": near,
            },
            {"kind": "stage_entry", "id": f"s{at}", "application": f"a{at}", "stage": text, "entered_at": "2025-01-05"},
            {"kind": "note", "id": f"n{at}", "candidate": f"c{at}", "text": text, "visibility": "everyone"},
        ]
    return items


def hostile_members() -> list[dict[str, object]]:
    """Make members of some of the texts, their skills and positions too."""
    return [
        {
            "id": f"m{at}",
            "name": f"{text} struck",
            "headline": text,
            "summary": text,
            "location": text,
            "skills": [text, HOSTILE[at - 1]],
            "positions": [{"company": text, "title": text, "start": "2020", "end": ""}],
            "education": [{"school": text, "degree": text, "area": text, "end": "2019"}],
            "profile_url": "javascript:struck()",
            "open_to_work": True,
        }
        for at, text in enumerate(HOSTILE[:40])
    ]
