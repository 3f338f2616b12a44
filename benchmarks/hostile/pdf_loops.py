"""Turn page trees, forms, references and tables that lead back to themselves into PDFs."""

from collections.abc import Iterator

from benchmarks.hostile.built import (
    ANY,
    DAMAGED,
    JANE,
    READABLE,
    UNFINISHED,
    Case,
    Hostile,
    later,
    named,
    objects,
    pdf,
    stream,
    text_page,
    written,
)
from entities.resume import ParseStatus
from matcher.resume.limits import Limits

PAGE = objects()[3]
MARGINS = b"0 0 612 792"
SURELY_READ: tuple[ParseStatus, ...] = ("ok",)


def page_loop() -> bytes:
    """Build a PDF whose page tree contains itself."""
    return pdf(text_page("Jane Doe")).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R 3 0 R]")


def form_loop(*, doubling: int = 0) -> bytes:
    """Build a PDF with a form that draws itself, or with `doubling` forms that each draw the next one twice."""
    last = doubling or 1
    forms = []
    for at in range(last):
        body = f"/X{0 if not doubling else at + 1} Do " * 2 if at + 1 < last or not doubling else "BT /F 9 Tf (x) Tj ET"
        names = "".join(f"/X{number} {number + 6} 0 R" for number in range(last))
        forms.append(
            f"{at + 6} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<{names}>>"
            f"/Font<</F 5 0 R>>>>/Length {len(body)}>> stream\n{body}\nendstream endobj",
        )
    return pdf(text_page("Jane Doe") + b" /X0 Do", extra="\n".join(forms), resources="/XObject<</X0 6 0 R>>")


def _ring(length: int) -> bytes:
    """Build a PDF with forms in a ring, each of which draws the next."""
    forms = {
        6 + at: stream(
            b"/X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + (at + 1) % length),
        )
        for at in range(length)
    }
    page = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    return written({3: page, 4: stream(JANE + b" /X Do"), **forms})


def _deep_tree(depth: int) -> bytes:
    """Build a PDF whose only page lies below so many nodes."""
    nodes = {6 + at: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (7 + at) for at in range(depth)}
    return written({2: b"<</Type/Pages/Count 1/Kids[6 0 R]>>", **nodes, 6 + depth: PAGE})


def _reference_chain(length: int) -> bytes:
    """Build a PDF whose content is found at the end of so many references."""
    links = {6 + at: b"%d 0 R" % (7 + at) for at in range(length)}
    return written({3: PAGE.replace(b"4 0 R", b"6 0 R"), **links, 6 + length: stream(JANE)})


def _tables(count: int) -> bytes:
    """Build a PDF with so many tables of objects, each of which names the one before."""
    whole = written(end=b"trailer\n<</Root 1 0 R/Size 6>>\n")
    at = whole.rindex(b"xref\n0 1")
    for _ in range(count):
        before, at = at, len(whole)
        whole += b"xref\n0 0\ntrailer\n<</Root 1 0 R/Size 6/Prev %d>>\n" % before
    return whole + b"startxref\n%d\n%%%%EOF\n" % at


def _trees(limits: Limits) -> dict[str, Case]:
    pages = limits.pages
    kids = {
        "page tree within itself twice": b"/Kids[2 0 R 2 0 R 3 0 R]/Count 3",
        "the same page again and again": b"/Kids[%s]/Count %d" % (b"3 0 R " * 10 * pages, 10 * pages),
        "a hundred thousand kids": b"/Kids[%s]/Count 9" % (b"3 0 R " * 100_000),
        "kids without end": b"/Kids[3 0 R]/Count 1000000000",
        "kids below zero": b"/Kids[3 0 R]/Count -1",
        "kids counted by a word": b"/Kids[3 0 R]/Count(many)",
        "kids counted in parts": b"/Kids[3 0 R]/Count 1.5",
        "kids count themselves": b"/Kids[3 0 R]/Count 2 0 R",
        "no kids": b"/Count 1",
        "kids empty": b"/Kids[]/Count 3",
        "kids not in an array": b"/Kids 3 0 R/Count 1",
        "kids by value": b"/Kids[%s]/Count 1" % PAGE,
        "kids of odd kinds": b"/Kids[null 3 (a) /b [3 0 R] 3 0 R]/Count 6",
        "kids that aren't there": b"/Kids[77 0 R 3 0 R 99 0 R]/Count 3",
        "kids refer to themselves": b"/Kids 2 0 R/Count 1",
        "the catalog as a page": b"/Kids[1 0 R 3 0 R]/Count 2",
        "parent is its own child": b"/Kids[3 0 R]/Count 1/Parent 2 0 R",
    }
    cases: dict[str, Case] = {
        name: (later(lambda entries: written({2: b"<</Type/Pages%s>>" % entries}), entries), (*DAMAGED, *UNFINISHED))
        for name, entries in kids.items()
    }
    return cases | {
        "page tree loop": (page_loop, READABLE),
        "page tree deep": (lambda: _deep_tree(2000), ANY),
        "page tree of two that contain each other": (
            lambda: written({2: b"<</Type/Pages/Kids[6 0 R 3 0 R]>>", 6: b"<</Type/Pages/Kids[2 0 R]>>"}),
            DAMAGED,
        ),
        "pages beyond the limit": (
            lambda: written({2: b"<</Type/Pages/Count 5000/Kids[%s]>>" % (b"3 0 R " + b"6 0 R " * 5000), 6: PAGE}),
            (*READABLE, *UNFINISHED),
        ),
        "five thousand pages": (
            lambda: written(
                {
                    2: b"<</Type/Pages/Count 5000/Kids[%s]>>" % b"".join(b"%d 0 R " % (6 + at) for at in range(5000)),
                    **{6 + at: PAGE for at in range(5000)},
                }
            ),
            (*READABLE, *UNFINISHED),
        ),
    }


def _roots() -> dict[str, Case]:
    catalogs = {
        "catalog refers to itself": b"1 0 R",
        "catalog without pages": b"<</Type/Catalog>>",
        "catalog is an array": b"[2 0 R]",
        "catalog is null": b"null",
        "catalog without a type": b"<</Pages 2 0 R>>",
        "pages are the catalog": b"<</Type/Catalog/Pages 1 0 R>>",
        "pages are a page": b"<</Type/Catalog/Pages 3 0 R>>",
        "pages are a stream": b"<</Type/Catalog/Pages 4 0 R>>",
        "outlines that loop": b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        "names that loop": b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 7 0 R/Dests 7 0 R>>>>",
        "labels that loop": b"<</Type/Catalog/Pages 2 0 R/PageLabels 7 0 R>>",
        "structure that loops": b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 7 0 R/MarkInfo<</Marked true>>>>",
        "a script at opening": b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(1){})>>>>",
        "a program at opening": b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>",
        "a form of another kind": b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 4 0 R/Fields[7 0 R]>>>>",
        "a version without end": b"<</Type/Catalog/Pages 2 0 R/Version/%s>>" % (b"9" * 5000),
    }
    loops = {
        6: b"<</First 7 0 R/Last 6 0 R/Count 1000000000>>",
        7: b"<</Title(a)/Next 7 0 R/Prev 7 0 R/First 6 0 R/Kids[7 0 R]/Nums[0 7 0 R]/K[7 0 R]/Parent 7 0 R>>",
    }
    cases: dict[str, Case] = {
        name: (later(lambda body: written({1: body, **loops}), body), (*DAMAGED, *UNFINISHED))
        for name, body in catalogs.items()
    }
    trailers = {
        "no root": b"trailer\n<</Size 6>>\n",
        "root is a name": b"trailer\n<</Root/Catalog/Size 6>>\n",
        "info that loops": b"trailer\n<</Root 1 0 R/Info 8 0 R/Size 9>>\n",
        "size without end": b"trailer\n<</Root 1 0 R/Size 99999999999999999999>>\n",
        "size below zero": b"trailer\n<</Root 1 0 R/Size -1>>\n",
        "trailer is an array": b"trailer\n[1 0 R]\n",
        "trailer is open": b"trailer\n<</Root 1 0 R/Size 6",
        "no trailer": b"",
        "two trailers": b"trailer\n<</Root 9 0 R>>\ntrailer\n<</Root 1 0 R>>\n",
    }
    loop = {8: b"<</CreationDate 8 0 R/ModDate[8 0 R]/Title 8 0 R>>"}
    return cases | {
        name: (later(lambda end: written(loop, end=end + b"startxref\n0\n%%EOF\n"), end), DAMAGED)
        for name, end in trailers.items()
    }


def _references() -> dict[str, Case]:
    trailer = b"trailer\n<</Root 1 0 R/Size 6%s>>\nstartxref\n%s\n%%%%EOF\n"
    at = written().rindex(b"xref\n0 1")
    ends = {
        "table before is itself": (b"/Prev %d" % at, b"%d" % at),
        "table before is below zero": (b"/Prev -1", b"%d" % at),
        "table before is beyond": (b"/Prev 99999999999", b"%d" % at),
        "table before is a word": (b"/Prev(a)", b"%d" % at),
        "stream of references is the table": (b"/XRefStm %d" % at, b"%d" % at),
        "table is nowhere": (b"", b"0"),
        "table is below zero": (b"", b"-17"),
        "table is beyond": (b"", b"99999999999999999999"),
        "table is in the content": (b"", b"200"),
        "table is a word": (b"", b"here"),
    }
    cases: dict[str, Case] = {
        name: (later(lambda words: written(end=trailer % words), words), DAMAGED) for name, words in ends.items()
    }
    for name, old, new in (
        ("table of wrong places", b"%010d" % written().index(b"4 0 obj"), b"0000000003"),
        ("table with a billion rows", b"xref\n0 1\n", b"xref\n0 1000000000\n"),
        ("table of free objects", b" n \n", b" f \n"),
        ("table in disorder", b"xref\n0 1\n", b"xref\n-5 1\n"),
    ):
        cases[name] = (later(lambda old, new: written().replace(old, new), old, new), DAMAGED)
    cases["five hundred tables"] = (lambda: _tables(500), DAMAGED)
    cases["twenty thousand tables"] = (lambda: _tables(20_000), ANY)
    cases["references in a chain"] = (lambda: _reference_chain(3000), ANY)
    return cases


def _forms() -> dict[str, Case]:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    xobjects = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    drawing = {3: xobjects, 4: stream(JANE + b" /X Do")}
    bodies = {
        "form without resources draws itself": stream(b"/X Do /X Do", form),
        "form whose resources are itself": stream(b"/X Do", form + b"/Resources 6 0 R"),
        "form whose matrix is no matrix": stream(JANE, form + b"/Matrix[1 0 0]"),
        "form whose matrix is words": stream(JANE, form + b"/Matrix[(a)/b null [] << >> 1]"),
        "form whose matrix is flat": stream(JANE, form + b"/Matrix[0 0 0 0 0 0]"),
        "form of a group that loops": stream(b"", form + b"/Group<</S/Transparency/CS 6 0 R>>"),
        "form that is no stream": b"<<%s>>" % form,
        "form of an unknown kind": stream(JANE, b"/Type/XObject/Subtype/PS"),
        "form that refers to itself": b"6 0 R",
    }
    cases: dict[str, Case] = {
        name: (later(lambda body: written({**drawing, 6: body}), body), (*READABLE, "corrupt", *UNFINISHED))
        for name, body in bodies.items()
    }
    return cases | {
        "form loop": (form_loop, READABLE),
        "form ring": (lambda: _ring(50), (*READABLE, *UNFINISHED)),
        "form ring of a thousand": (lambda: _ring(1000), ANY),
        "doubling forms": (lambda: form_loop(doubling=40), UNFINISHED),
        "forms drawn ten thousand times": (
            lambda: written(
                {3: xobjects, 4: stream(JANE + b" /X Do" * 10_000), 6: stream(b"/Q Do", form)},
            ),
            (*READABLE, *UNFINISHED),
        ),
    }


def _pages() -> dict[str, Case]:
    boxes = {
        "page huge": b"[0 0 1e30 1e30]",
        "page of no size": b"[0 0 0 0]",
        "page below zero": b"[612 792 0 0]",
        "page of words": b"[(a) /b null 792]",
        "page of three edges": b"[0 0 612]",
        "page not a number": b"[0 0 nan inf]",
        "page of endless digits": b"[0 0 %s 792]" % (b"9" * 5000),
        "page refers to itself": b"3 0 R",
        "page box loops": b"6 0 R",
        "page far away": b"[100000000 100000000 100000612 100000792]",
    }
    cases: dict[str, Case] = {
        name: (later(lambda box: written({3: PAGE.replace(b"[%s]" % MARGINS, box), 6: b"[6 0 R 6 0 R]"}), box), DAMAGED)
        for name, box in boxes.items()
    }
    entries = {
        "page without a box": (b"/MediaBox[%s]" % MARGINS, b""),
        "page turned by a bit": (b"/Type", b"/Rotate 37/Type"),
        "page turned without end": (b"/Type", b"/Rotate 99999999999990/Type"),
        "page turned by a word": (b"/Type", b"/Rotate/Left/Type"),
        "page of huge units": (b"/Type", b"/UserUnit 1e30/Type"),
        "page cropped away": (b"/Type", b"/CropBox[9000 9000 9001 9001]/Type"),
        "page without content": (b"/Contents 4 0 R", b""),
        "page whose content is itself": (b"4 0 R", b"3 0 R"),
        "page whose contents loop": (b"4 0 R", b"[6 0 R 4 0 R 6 0 R]"),
        "page of ten thousand contents": (b"4 0 R", b"[%s]" % (b"4 0 R " * 10_000)),
        "page of odd contents": (b"4 0 R", b"[null (BT) /Tj 5 4 0 R [4 0 R]]"),
        "page without resources": (b"/Resources<</Font<</F 5 0 R>>>>", b""),
        "page whose resources loop": (b"<</Font<</F 5 0 R>>>>", b"6 0 R"),
        "page whose fonts are an array": (b"<</F 5 0 R>>", b"[5 0 R]"),
        "page whose font is itself": (b"/F 5 0 R", b"/F 3 0 R"),
        "page whose font isn't there": (b"/F 5 0 R", b"/F 99 0 R"),
        "page with notes that loop": (b"/Type", b"/Annots 6 0 R/Type"),
        "page with odd notes": (b"/Type", b"/Annots[null 5 (a)<</A 3>><</A<</URI 7>>/Rect(a)>>]/Type"),
        "page with hostile addresses": (
            b"/Type",
            (
                b"/Annots[<</Subtype/Link/Rect[0 0 nan 9]/A<</URI(javascript:alert\\(1\\))>>>>"
                b"<</Subtype/Link/Rect[0 0 9 9]/A<</URI(file:///etc/passwd)>>>>]/Type"
            ),
        ),
        "page with an endless address": (
            b"/Type",
            b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</URI(http://%s)>>>>]/Type" % (b"a" * 300_000),
        ),
        "page with twenty thousand addresses": (
            b"/Type",
            b"/Annots[%s]/Type" % (b"<</Subtype/Link/Rect[0 0 9 9]/A<</URI(http://a.com/b)>>>>" * 20_000),
        ),
    }
    loop = b"[6 0 R 6 0 R]"
    return cases | {
        name: (
            later(lambda old, new: written({3: PAGE.replace(old, new, 1), 6: loop}), old, new),
            (*DAMAGED, *UNFINISHED),
        )
        for name, (old, new) in entries.items()
    }


def files(limits: Limits) -> Iterator[Hostile]:
    """Yield PDFs whose structure leads astray."""
    yield from named("a.pdf", _trees(limits))
    yield from named("a.pdf", _roots())
    yield from named("a.pdf", _references())
    yield from named("a.pdf", _forms())
    yield from named("a.pdf", _pages())
