"""Turn nothing by itself: the table of layouts, each with its drawing, its dates and the people it asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cvs.press import canvases as drawn
from benchmarks.cvs.press import groff
from benchmarks.cvs.press import platypus as flowed
from benchmarks.cvs.press.invent import Wish
from benchmarks.cvs.press.pages import by_page
from benchmarks.cvs.press.typst_press import by_typst
from benchmarks.cvs.press.view import Style

Draw = Callable[[dict[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Layout:
    """One visual design in one program."""

    name: str
    family: str
    draw: Draw
    style: Style = field(default_factory=Style)
    wish: Wish = field(default_factory=Wish)
    twocol: bool = False
    languages: tuple[str, ...] = ()  # only these; () for English and two others
    count: int = 3
    hidden_links: bool = False


TYPST = (
    Layout("press-classic", "typst", by_typst("classic"), Style("mon_y", study_dates="span"), Wish(many=True)),
    Layout("press-awesome", "typst", by_typst("awesome"), Style("Mon_y", study_dates="span"), Wish("m", many=True)),
    Layout(
        "press-export",
        "typst",
        by_typst("export"),
        Style("month_y", study_dates="span", country=False),
        Wish("l", promotions=True),
        twocol=True,
    ),
    Layout(
        "press-alta",
        "typst",
        by_typst("alta", tags=False),
        Style("slash", study_dates="span", levels="none"),
        Wish("m"),
        twocol=True,
    ),
    Layout(
        "press-oneline",
        "typst",
        by_typst("oneline"),
        Style("mon_y", headline=False, summary=False, languages=False),
        Wish("s", many=True),
    ),
    Layout(
        "press-tabular",
        "typst",
        by_typst("tabular"),
        Style("slash", headline=False, summary=False, street=True, study_dates="span"),
        Wish("l"),
        languages=("de", "cs", "hu"),
    ),
    Layout(
        "press-timeline",
        "typst",
        by_typst("timeline"),
        Style("apos", study_dates="span", levels="none"),
        Wish("m"),
        twocol=True,
    ),
    Layout(
        "press-academic",
        "typst",
        by_typst("academic"),
        Style("month_y", headline=False, study_dates="year"),
        Wish("xl", careers=("academic", "laerer", "skola", "lehrer"), many=True, scholar=True),
    ),
    Layout(
        "press-federal",
        "typst",
        by_typst("federal"),
        Style("slash", summary=False, headline=False),
        Wish("l", careers=("federal", "office"), national_phone=True),
        languages=("en",),
        count=2,
    ),
    Layout(
        "press-service",
        "typst",
        by_typst("service"),
        Style("mon_y", languages=False),
        Wish("m", careers=("military", "driver"), national_phone=True),
        languages=("en",),
        count=2,
    ),
    Layout(
        "press-nordic",
        "typst",
        by_typst("nordic"),
        Style("y", study_dates="span"),
        Wish("l"),
        languages=("sv", "no", "da", "fi"),
        count=4,
    ),
    Layout(
        "press-nordic-months",
        "typst",
        by_typst("nordic", tags=False),
        Style("ymon", study_dates="year", open_as="open"),
        Wish("m", agency=True),
        languages=("da", "fi", "no", "sv"),
        count=4,
    ),
    Layout(
        "press-europe",
        "typst",
        by_typst("europe"),
        Style("dmyslash", summary=False, headline=False, study_dates="span", levels="cefr", street=True),
        Wish("l"),
        languages=("ro", "cs", "hu", "fr"),
        count=4,
    ),
    Layout("press-hanging", "typst", by_typst("hanging"), Style("mon_y", study_dates="year"), Wish("m", agency=True)),
    Layout(
        "press-boxed",
        "typst",
        by_typst("boxed", tags=False),
        Style("month_y", study_dates="span", levels="none"),
        Wish("m"),
        twocol=True,
    ),
    Layout("press-tinted", "typst", by_typst("tinted"), Style("slash1", study_dates="year"), Wish("m")),
    Layout(
        "press-spaced",
        "typst",
        by_typst("spaced"),
        Style("season", study_dates="year"),
        Wish("s"),
        languages=("en", "nl", "no"),
    ),
    Layout(
        "press-night",
        "typst",
        by_typst("night"),
        Style("dot", study_dates="year", levels="none"),
        Wish("m", many=True),
        twocol=True,
    ),
    Layout("press-swiss", "typst", by_typst("swiss"), Style("y", summary=False), Wish("l")),
    Layout("press-mono", "typst", by_typst("mono"), Style("iso", headline=False), Wish("m")),
    Layout(
        "press-ruled",
        "typst",
        by_typst("ruled"),
        Style("ydot", summary=False, headline=False, street=True, study_dates="span", upper_name=True),
        Wish("m"),
        languages=("tr", "ro", "hu", "fr", "en"),
        count=5,
    ),
    Layout("press-prose", "typst", by_typst("prose"), Style("month_y", headline=False, study_dates="year"), Wish("s")),
    Layout("press-twin", "typst", by_typst("twin"), Style("yslash", headline=False), Wish("xl"), twocol=True),
    Layout("press-ladder", "typst", by_typst("ladder"), Style("mon_y", study_dates="year"), Wish("l", promotions=True)),
    Layout(
        "press-glyphs", "typst", by_typst("glyphs"), Style("yy", levels="none"), Wish("m", many=True), hidden_links=True
    ),
    Layout(
        "press-executive", "typst", by_typst("executive"), Style("yshort", study_dates="none", country=False), Wish("l")
    ),
    Layout("press-facing", "typst", by_typst("facing"), Style("y", study_dates="span"), Wish("s"), twocol=True),
    Layout(
        "press-register",
        "typst",
        by_typst("register"),
        Style("y", summary=False, headline=False, study_dates="year", street=True),
        Wish("xl"),
        languages=("tr", "ro", "en", "cs"),
    ),
    Layout(
        "press-letterhead",
        "typst",
        by_typst("letterhead"),
        Style("slash", study_dates="year", country=False),
        Wish("l", promotions=True, many=True),
    ),
    Layout(
        "press-levels",
        "typst",
        by_typst("levels"),
        Style("mon_y", headline=False, study_dates="year"),
        Wish("m"),
        languages=("en", "tr", "ro"),
    ),
    Layout(
        "press-scholar",
        "typst",
        by_typst("scholar"),
        Style("yshort", headline=False, summary=False, study_dates="year"),
        Wish("l", careers=("academic", "kommunikation", "lehrer"), many=True, scholar=True),
        languages=("en", "de", "fr", "da"),
    ),
    Layout(
        "press-firm",
        "typst",
        by_typst("firm"),
        Style("ydot", study_dates="span", levels="cefr"),
        Wish("l", agency=True),
    ),
    Layout(
        "press-since",
        "typst",
        by_typst("hanging", tags=False),
        Style("month_y", open_as="since", summary=False, study_dates="year"),
        Wish("s"),
        languages=("de", "en", "cs", "nl"),
    ),
)
WESTERN = ("en", "de", "fr", "nl", "sv", "da", "no", "fi")  # the languages the base fonts' encoding prints
CANVAS = (
    Layout(
        "press-rl-rows",
        "reportlab",
        drawn.by_canvas("sidebar", drawn.in_rows, "Liberation", bar="#e8eef4"),
        Style("mon_y"),
        twocol=True,
        languages=("en", "tr", "cs"),
    ),
    Layout(
        "press-rl-columns",
        "reportlab",
        drawn.by_canvas("sidebar", drawn.in_order, "Roboto"),
        Style("slash", study_dates="span"),
        Wish("l"),
        twocol=True,
    ),
    Layout(
        "press-rl-shuffled",
        "reportlab",
        drawn.by_canvas("sidebar", drawn.shuffled, "DejaVu", bar="#f3ead7"),
        Style("month_y"),
        Wish("s"),
        twocol=True,
    ),
    Layout(
        "press-rl-words",
        "reportlab",
        drawn.by_canvas("rail", drawn.word_by_word, "OpenSans"),
        Style("iso", study_dates="year"),
        Wish("l"),
        languages=("en", "ro", "tr"),
    ),
    Layout(
        "press-rl-letters",
        "reportlab",
        drawn.by_canvas("ends", drawn.letter_by_letter, "LiberationSerif"),
        Style("Mon_y", study_dates="span", headline=False),
    ),
    Layout(
        "press-rl-gaps",
        "reportlab",
        drawn.by_canvas("stack", drawn.by_gaps, "Helvetica"),
        Style("dmyslash", summary=False, headline=False),
        languages=("en", "fr", "nl"),
    ),
    Layout(
        "press-rl-struck",
        "reportlab",
        drawn.by_canvas("ends", drawn.struck_twice, "Liberation"),
        Style("apos", summary=False, headline=False),
        Wish("s", many=True),
    ),
    Layout(
        "press-rl-flipped",
        "reportlab",
        drawn.by_canvas("rail", drawn.flipped, "SourceSans"),
        Style("y", study_dates="span"),
        Wish("l"),
    ),
    Layout(
        "press-rl-forms",
        "reportlab",
        drawn.by_canvas("sidebar", drawn.in_forms, "LiberationSerif", bar="#e6efe6"),
        Style("dot", levels="cefr"),
        twocol=True,
    ),
    Layout(
        "press-rl-spaced",
        "reportlab",
        drawn.by_canvas("stack", drawn.spaced_heads, "OpenSans"),
        Style("ycomma", summary=False, headline=False, study_dates="year"),
    ),
    Layout(
        "press-rl-reversed",
        "reportlab",
        drawn.by_canvas("ends", drawn.reversed_order, "Roboto"),
        Style("yslash", headline=False, levels="none"),
    ),
    Layout(
        "press-rl-base",
        "reportlab",
        drawn.by_canvas("rail", drawn.in_order, "Times"),
        Style("dmy", summary=False, study_dates="span"),
        Wish("m", agency=True),
        languages=("sv", "de", "en", "fi"),
        count=4,
    ),
    Layout(
        "press-rl-courier",
        "reportlab",
        drawn.by_canvas("ends", drawn.in_order, "Courier"),
        Style("dotyy", headline=False),
        Wish("m"),
        languages=("no", "en", "da"),
    ),
    Layout(
        "press-rl-gapcols",
        "reportlab",
        drawn.by_canvas("sidebar", drawn.by_gaps, "Times", bar="#eeeeee"),
        Style("MON_y", study_dates="year"),
        Wish("m"),
        twocol=True,
        languages=("en", "sv", "fr"),
    ),
    Layout(
        "press-rl-white",
        "reportlab",
        drawn.by_canvas("stack", drawn.with_white_words, "LiberationSerif"),
        Style("daylong", summary=False, headline=False),
        Wish("m", many=True),
    ),
    Layout(
        "press-rl-turned",
        "reportlab",
        drawn.by_canvas("rail", drawn.turned_heads, "Liberation"),
        Style("yshort", summary=True, study_dates="span"),
        Wish("m"),
    ),
)

FLOWS = (
    Layout(
        "press-pl-rows",
        "reportlab",
        flowed.by_flow(flowed.in_rows, "DejaVu", "#1d3557"),
        Style("Mon_y", summary=False, study_dates="span", street=True),
        Wish("l"),
    ),
    Layout(
        "press-pl-frames",
        "reportlab",
        flowed.by_flow(flowed.in_frames, "DejaVu", "#6d28d9", frames=2),
        Style("month_y", study_dates="year"),
        Wish("m"),
        twocol=True,
    ),
    Layout(
        "press-pl-grid",
        "reportlab",
        flowed.by_flow(flowed.in_grid, "Liberation", "#111111", running=True),
        Style("slash", headline=False, levels="none"),
        Wish("l", promotions=True),
    ),
    Layout(
        "press-groff-tabs",
        "groff",
        groff.by_groff(groff.tabs),
        Style("mon_y", headline=False, summary=False),
        Wish("m"),
        languages=("en", "fr", "da"),
    ),
    Layout(
        "press-groff-hanging",
        "groff",
        groff.by_groff(groff.hanging, "H"),
        Style("yshort", study_dates="year"),
        Wish("l"),
        languages=("en", "de", "sv"),
    ),
    Layout(
        "press-groff-table",
        "groff",
        groff.by_groff(groff.table, "C"),
        Style("dotyy", headline=False, summary=False, study_dates="span"),
        Wish("m"),
        languages=("no", "nl", "fi"),
    ),
    Layout("press-wp-sidebar", "weasyprint", by_page("sidebar"), Style("slash", levels="cefr"), Wish("m"), twocol=True),
    Layout(
        "press-wp-terms",
        "weasyprint",
        by_page("terms"),
        Style("month_y", headline=False, study_dates="span"),
        Wish("l", agency=True),
    ),
    Layout(
        "press-wp-cards",
        "weasyprint",
        by_page("cards"),
        Style("Mon_y", study_dates="year", levels="none"),
        Wish("m"),
        twocol=True,
        languages=("en", "cs", "ro"),
    ),
    Layout(
        "press-wp-rows",
        "weasyprint",
        by_page("rows", pdf_forms=False),
        Style("dmy", summary=False, headline=False, study_dates="year", street=True),
        Wish("m"),
    ),
    Layout("press-wp-flow", "weasyprint", by_page("flow"), Style("yslash", headline=False), Wish("m"), twocol=True),
)


def all_layouts() -> tuple[Layout, ...]:
    """Return every layout, in a fixed order."""
    return TYPST + CANVAS + FLOWS
