"""Turn nothing by itself: every layout, with what arranges it, what draws it and whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.cvs.street import forms, loose, trades
from benchmarks.cvs.street.blocks import Block
from benchmarks.cvs.street.skin import Skin
from benchmarks.cvs.street.view import View

PLAIN = Skin()


@dataclass(frozen=True, slots=True)
class Layout:
    """One design: `draw` is a program, `languages` one entry a document, `dates` a style for each in turn."""

    name: str
    arrange: Callable[[View], list[Block]]
    draw: str
    dates: str
    languages: str
    skin: Skin = PLAIN
    sector: str | None = None
    jobs: tuple[int, int] = (2, 9)
    manner: str = ""  # caps, flat
    english_heads: bool = False
    twocol: bool = False


LAYOUTS = (
    Layout("street-ministry", forms.form_grid, "weasy", "dotted", "en pl cs", Skin("sans", 10)),
    Layout("street-held", forms.held_blocks, "docx", "comma day-name", "en es en fi"),
    Layout("street-biodata", forms.biodata, "rtf-pdf", "wef day-name", "en en en", Skin("serif", 12), "clerk"),
    Layout(
        "street-seaman",
        forms.sea_service,
        "html-pdf",
        "day-name days",
        "en en",
        Skin("sans", 9, margin=30),
        "sea",
        (4, 9),
    ),
    Layout("street-agency-form", forms.questions, "docx", "plain-slash long", "en en hu", Skin("sans", 10)),
    Layout(
        "street-wide-table",
        forms.register,
        "chromium",
        "dotted years",
        "en hr hu",
        Skin("sans", 9, width=842, height=595, margin=36),
        None,
        (4, 8),
    ),
    Layout("street-dots", forms.dotted, "txt", "year-first slashed-years", "en hu fi", Skin(wide=84)),
    Layout(
        "street-workbook",
        forms.sheet_rows,
        "weasy",
        "tilde plain-slash",
        "en tr ro",
        Skin("sans", 10, css=".bare td { border: .3pt dotted #bbb }"),
    ),
    Layout("street-workbook-ruled", forms.sheet_rows, "raw", "padded-slash", "en pt nl", Skin("sans", 9, margin=36)),
    Layout(
        "street-projects",
        forms.projects,
        "weasy",
        "two-digit iso",
        "en de nl",
        Skin("sans", 9.5, "colour"),
        None,
        (6, 12),
    ),
    Layout(
        "street-contractor",
        forms.contractor,
        "html-docx",
        "apostrophe short",
        "en en de",
        Skin("serif", 10.5),
        "it",
        (9, 14),
    ),
    Layout(
        "street-contractor-print",
        forms.contractor,
        "html-pdf",
        "apostrophe day-name",
        "en en",
        Skin("serif", 10.5),
        "it",
        (10, 16),
    ),
    Layout("street-cards", forms.job_cards, "rtf-pdf", "roman dotted", "pl en cs"),
    Layout("street-prose", loose.prose, "typst", "long", "en de fr", Skin("serif", 11.5)),
    Layout("street-prose-docx", loose.prose, "docx", "long", "es it nl"),
    Layout("street-prose-text", loose.prose, "txt", "long", "en sv pt"),
    Layout("street-letter", loose.letter, "groff", "padded-slash short", "en en de nl", Skin("serif", 11)),
    Layout("street-letter-docx", loose.letter, "rtf-docx", "dotted-tight", "en pl de", Skin("sans", 11)),
    Layout("street-functional", loose.functional, "raw", "years joined", "en en fr", Skin("sans", 11, "underline")),
    Layout("street-onelist", loose.bullets_only, "docx", "long since", "en sv en", Skin(bullet="-")),
    Layout(
        "street-onelist-print", loose.bullets_only, "typst", "joined arrow", "en fi en", Skin("sans", 10.5, bullet="▪")
    ),
    Layout("street-middle", loose.centred, "chromium", "short years", "en it en", Skin("serif", 11.5)),
    Layout(
        "street-middle-bold",
        loose.centred,
        "raw",
        "long padded-slash",
        "en en de",
        Skin("serif", 12, bold=True, centre=True),
    ),
    Layout("street-cell", loose.one_cell, "html-docx", "dotted duration", "en tr"),
    Layout("street-cell-print", loose.one_cell, "weasy", "duration short", "en en hr", Skin("sans", 10)),
    Layout(
        "street-shout", loose.held_last, "raw", "long day-name", "en en fi", Skin("sans", 10.5, "plain"), manner="caps"
    ),
    Layout(
        "street-shout-docx", loose.middle_dates, "docx", "two-digit short", "en en hr", Skin("serif", 11), manner="caps"
    ),
    Layout("street-heavy", loose.held_last, "typst", "apostrophe dotted", "en ro pl", Skin("sans", 10.5, bold=True)),
    Layout("street-oldest", loose.oldest_table, "html-pdf", "dotted-tight days", "de cs en", Skin("serif", 11)),
    Layout("street-oldest-text", loose.oldest_table, "txt", "years plain-slash", "nl en", Skin(wide=78, head="spaced")),
    Layout("street-midline", loose.middle_dates, "groff", "joined long", "en en nl", Skin("sans", 10.5)),
    Layout("street-midline-print", loose.middle_dates, "chromium", "plain-slash", "fi el hr", Skin("sans", 10)),
    Layout("street-brackets", loose.bracket_place, "rtf-pdf", "since dotted", "pl en hu", Skin("serif", 12)),
    Layout("street-brackets-text", loose.bracket_place, "txt", "slashed-years padded-slash", "en pt", Skin(wide=96)),
    Layout("street-swapped", loose.swapped, "weasy", "long short", "en es en", Skin("serif", 10.5)),
    Layout("street-glued", loose.glued, "typst", "comma year-first-words", "en en pt", Skin("sans", 10)),
    Layout("street-numbered", loose.numbered, "groff", "days-slash years", "en fr en", Skin("mono", 10)),
    Layout("street-numbered-docx", loose.numbered, "rtf-docx", "days", "en ro el", Skin("sans", 11)),
    Layout("street-returner", loose.career_break, "html-docx", "years-open long", "en de nl", Skin("sans", 11)),
    Layout("street-scholar", loose.publications, "groff", "short years", "en en", Skin("serif", 10), "research"),
    Layout(
        "street-player",
        loose.engagements,
        "weasy",
        "years slashed-years",
        "en en fr",
        Skin("sans", 10, "spaced"),
        "music",
    ),
    Layout(
        "street-boards",
        loose.mandates,
        "typst",
        "years-open since",
        "en en fr",
        Skin("serif", 10.5, "colour"),
        "executive",
        (4, 9),
    ),
    Layout("street-above", loose.above_dates, "raw", "padded-slash fiscal", "en pt en", Skin("serif", 11)),
    Layout("street-above-docx", loose.above_dates, "docx", "since-month", "tr es el", Skin("sans", 10.5)),
    Layout("street-semicolons", loose.one_liners, "txt", "iso short", "en it sv", Skin(wide=400)),
    Layout("street-semicolons-print", loose.one_liners, "typst", "dotted arrow", "en cs", Skin("mono", 9.5)),
    Layout("street-careless", loose.careless, "raw", "short two-digit", "en en it", Skin("serif", 12, "plain")),
    Layout("street-careless-docx", loose.careless, "rtf-docx", "day-name plain-slash", "en sv el", Skin("sans", 12)),
    Layout(
        "street-phone",
        loose.held_last,
        "chromium",
        "short padded-slash",
        "en pt en",
        Skin("sans", 9, "fill", width=260, height=560, margin=14),
    ),
    Layout("street-seasons", loose.middle_dates, "html-pdf", "season", "en en es", Skin("serif", 11), "pupil", (2, 4)),
    Layout("street-vague", loose.held_last, "docx", "vague", "en pl cs tr", Skin("serif", 12)),
    Layout(
        "street-foreign-heads",
        loose.held_last,
        "weasy",
        "long since-month",
        "fr ro hr",
        Skin("sans", 10),
        english_heads=True,
    ),
    Layout(
        "street-infographic",
        trades.three_columns,
        "chromium",
        "years padded-slash",
        "en es en",
        Skin("sans", 8.5, margin=28),
        twocol=True,
    ),
    Layout(
        "street-infographic-two",
        trades.three_columns,
        "typst",
        "dotted-tight",
        "pl de en",
        Skin("sans", 8.5, margin=30, css='#set table(fill: (x, y) => if x == 0 { rgb("#e6edf2") })\n'),
        twocol=True,
    ),
    Layout(
        "street-slides",
        trades.slides,
        "typst",
        "long short",
        "en fr en",
        Skin("sans", 18, "colour", width=842, height=474, margin=48),
    ),
    Layout(
        "street-veteran", trades.veteran, "groff", "short slashed-years", "en en", Skin("sans", 10.5), "army", (3, 7)
    ),
    Layout(
        "street-veteran-print",
        trades.veteran,
        "html-pdf",
        "year-first-words since",
        "en en tr",
        Skin("serif", 11),
        "army",
        (3, 7),
    ),
    Layout("street-pupil", trades.pupil, "rtf-pdf", "days", "en en hu", Skin("sans", 11), "pupil", (1, 3)),
    Layout("street-pupil-plain", trades.pupil, "txt", "days dotted", "de en hr", Skin(wide=80), "pupil", (1, 3)),
    Layout(
        "street-teacher",
        trades.schoolmaster,
        "html-docx",
        "comma wef",
        "en en ro",
        Skin("serif", 12),
        "teaching",
        (3, 6),
    ),
    Layout(
        "street-teacher-print",
        trades.schoolmaster,
        "chromium",
        "slashed-years joined",
        "en en pl",
        Skin("serif", 11, "underline"),
        "teaching",
        (3, 6),
    ),
    Layout(
        "street-nurse",
        trades.nurse,
        "raw",
        "short day-name",
        "en en fr",
        Skin("sans", 10.5, "underline"),
        "nursing",
        (3, 8),
    ),
    Layout(
        "street-nurse-docx",
        trades.nurse,
        "rtf-docx",
        "apostrophe long",
        "en en cs",
        Skin("sans", 10.5),
        "nursing",
        (3, 8),
    ),
    Layout("street-side-titles", trades.side_titles, "docx", "short dotted", "en cs es", Skin("serif", 11)),
    Layout("street-side-titles-print", trades.side_titles, "html-pdf", "long dotted", "en it tr", Skin("sans", 10)),
    Layout(
        "street-bare-columns", trades.bare_columns, "raw", "padded-slash years", "en sv en", Skin("serif", 11, "plain")
    ),
    Layout("street-rig", forms.held_blocks, "groff", "comma day-name", "en en pt", Skin("serif", 11), "rig", (5, 10)),
    Layout(
        "street-house",
        loose.above_dates,
        "html-docx",
        "joined vague",
        "en en it",
        Skin("serif", 13),
        "domestic",
        (2, 5),
    ),
)
