"""Turn nothing by itself: the table of all layouts of the set."""

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.cvs.office import docx_boxes as boxes
from benchmarks.cvs.office import docx_forms as forms
from benchmarks.cvs.office import docx_marks as marks
from benchmarks.cvs.office import docx_plain as plain
from benchmarks.cvs.office import docx_tables as tables
from benchmarks.cvs.office import texts, webpages
from benchmarks.cvs.office.ink import Ink, Look
from benchmarks.cvs.office.package import Letter


@dataclass(frozen=True, slots=True)
class Layout:
    """One visual design in one format: how it is drawn, in what look, for whom."""

    name: str
    kind: str  # docx, pdf (through LibreOffice), txt or html
    draw: Callable[[Ink], Letter | str]
    look: Look = field(default_factory=Look)
    twocol: bool = False
    encoding: str = "utf-8"
    tracks: tuple[str, ...] = ()  # only people of these tracks
    languages: tuple[str, ...] = ()  # only people who write in these


FORMED = ("en", "de", "fr", "it", "es", "pt", "nl", "pl", "sv")
WESTERN = ("en", "de", "fr", "it", "es", "pt", "nl", "sv")
FULL = ("headline", "extras")
LAYOUTS = (
    Layout("headings", "docx", plain.headings, Look(drop=("headline",))),
    Layout("headings-pdf", "pdf", plain.headings, Look("Month YYYY", drop=("headline", "summary"))),
    Layout("controls", "docx", plain.controls, Look("MM/YYYY", drop=FULL)),
    Layout("controls-pdf", "pdf", plain.controls, Look("YYYY", "–", drop=FULL)),
    Layout("edge-contact", "docx", plain.edge_contact, Look("Mon YYYY", " to ", drop=FULL)),
    Layout("edge-contact-pdf", "pdf", plain.edge_contact, Look("Mon 'YY", "–", drop=FULL)),
    Layout("leaders", "docx", plain.leaders, Look("MM/YYYY", "–", drop=("headline", "summary"))),
    Layout("leaders-pdf", "pdf", plain.leaders, Look("YYYY", "–", "dash", drop=("headline", "summary"))),
    Layout("soft-breaks", "docx", plain.soft_breaks, Look("MM.YYYY", " - ", drop=FULL)),
    Layout("soft-breaks-pdf", "pdf", plain.soft_breaks, Look("MM/YY", " - ", drop=FULL)),
    Layout("tracked", "docx", plain.tracked, Look("MM/YYYY", " – ", drop=FULL)),
    Layout("compact-pdf", "pdf", marks.compact, Look("Mon YYYY", "–", drop=("headline", "summary"))),
    Layout("compact", "docx", marks.compact, Look("Season YYYY", " – ", drop=("headline", "summary"))),
    Layout("two-columns", "docx", marks.two_columns, Look("YYYY-MM", " / ", drop=FULL), twocol=True),
    Layout("two-columns-pdf", "pdf", marks.two_columns, Look("Mon YYYY", "—", drop=FULL), twocol=True),
    Layout("sym-icons", "docx", marks.sym_icons, Look("YYYY.MM", " – ", drop=("headline", "summary", "extras"))),
    Layout(
        "sym-icons-pdf", "pdf", marks.sym_icons, Look("MM.YYYY", "–", "since", drop=("headline", "summary", "extras"))
    ),
    Layout("shaded", "docx", marks.shaded, Look("Month YYYY", " - ", "since", drop=("extras",))),
    Layout("shaded-pdf", "pdf", marks.shaded, Look("DD.MM.YYYY", " - ", drop=("extras",))),
    Layout(
        "promotions-pdf",
        "pdf",
        marks.promotions,
        Look(
            "Month YYYY",
            " - ",
            drop=("extras",),
        ),
        languages=("en", "de"),
    ),
    Layout("rail", "docx", tables.rail, Look("Mon YYYY", " – ", drop=FULL)),
    Layout("rail-pdf", "pdf", tables.rail, Look("YYYY", "–", drop=FULL)),
    Layout("tabular", "docx", tables.tabular, Look("MM/YYYY", " – ", "since", drop=("headline", "summary"))),
    Layout("tabular-pdf", "pdf", tables.tabular, Look("DD.MM.YYYY", " – ", drop=("headline", "summary"))),
    Layout("sidebar", "docx", tables.sidebar, Look("Mon YYYY", " - ", drop=("extras",)), twocol=True),
    Layout("sidebar-pdf", "pdf", tables.sidebar, Look("MM/YYYY", " - ", drop=("extras",)), twocol=True),
    Layout(
        "europass", "docx", forms.europass, Look("MM/YYYY", " - ", drop=(*FULL, "summary", "links")), languages=FORMED
    ),
    Layout(
        "europass-pdf",
        "pdf",
        forms.europass,
        Look("DD/MM/YYYY", " - ", drop=(*FULL, "summary", "links")),
        languages=FORMED,
    ),
    Layout("europass-new", "docx", forms.europass_new, Look("DD/MM/YYYY", " – ", drop=FULL)),
    Layout("europass-new-pdf", "pdf", forms.europass_new, Look("MM/YYYY", " – ", drop=FULL)),
    Layout("docs-serif", "docx", tables.docs_serif, Look("Month YYYY", " - ", drop=("summary", "extras")), twocol=True),
    Layout(
        "docs-serif-pdf", "pdf", tables.docs_serif, Look("Month YYYY", " - ", drop=("summary", "extras")), twocol=True
    ),
    Layout("grid", "docx", forms.grid, Look("MM.YYYY", "-", drop=("headline", "summary", "links"))),
    Layout("grid-pdf", "pdf", forms.grid, Look("YYYY", " - ", drop=("headline", "summary", "links"))),
    Layout("functional", "docx", tables.functional, Look("YYYY", "-", drop=("extras",))),
    Layout("functional-pdf", "pdf", tables.functional, Look("MM/YYYY", " to ", drop=("extras",))),
    Layout("banner", "docx", tables.banner, Look("YYYY/MM", " – ", drop=("extras",))),
    Layout("banner-pdf", "pdf", tables.banner, Look("Mon YYYY", " – ", drop=("extras",))),
    Layout("form", "docx", forms.form, Look("DD.MM.YYYY", " – ", drop=(*FULL, "summary", "links"))),
    Layout("form-pdf", "pdf", forms.form, Look("MM/YYYY", " - ", drop=(*FULL, "summary", "links"))),
    Layout("boxed", "docx", boxes.boxed, Look("Mon YYYY", " – ", drop=(*FULL, "summary"))),
    Layout("boxed-pdf", "pdf", boxes.boxed, Look("MM/YYYY", " – ", drop=(*FULL, "summary"), first=5), twocol=True),
    Layout("old-boxes", "docx", boxes.old_boxes, Look("MM.YYYY", " - ", drop=FULL)),
    Layout("old-boxes-pdf", "pdf", boxes.old_boxes, Look("Mon YYYY", " - ", drop=FULL)),
    Layout("margin", "docx", boxes.margin, Look("Month YYYY", " to ", drop=("headline",))),
    Layout("margin-pdf", "pdf", boxes.margin, Look("Mon YYYY", "–", drop=("headline",))),
    Layout("named-styles", "docx", boxes.named_styles, Look("Month YYYY", " – ", drop=("headline",))),
    Layout("named-styles-pdf", "pdf", boxes.named_styles, Look("MM/YYYY", " – ", "dash", drop=("headline",))),
    Layout("newspaper-pdf", "pdf", boxes.newspaper, Look("MM.YYYY", " – ", drop=("extras",)), twocol=True),
    Layout(
        "federal",
        "docx",
        boxes.federal,
        Look("MM/YYYY", " - ", drop=(*FULL, "summary")),
        tracks=("federal", "lawyer", "supply"),
    ),
    Layout(
        "federal-pdf",
        "pdf",
        boxes.federal,
        Look("MM/DD/YYYY", " to ", drop=(*FULL, "summary")),
        tracks=("federal", "academic", "supply"),
    ),
    Layout(
        "scholar-pdf",
        "pdf",
        boxes.scholar,
        Look("YYYY", "–", "dash", drop=("headline", "summary")),
        tracks=("academic", "forsch", "nauka"),
    ),
    Layout("ruled-text", "txt", texts.ruled, Look("Mon YYYY", " - ", drop=FULL)),
    Layout("frames-text", "txt", texts.frames, Look("MM/YYYY", " - ", drop=(*FULL, "summary"))),
    Layout("side-by-side-text", "txt", texts.side_by_side, Look("MM/YYYY", "-", drop=(*FULL, "summary")), twocol=True),
    Layout(
        "tabbed-text",
        "txt",
        texts.tabbed,
        Look("MM.YYYY", " - ", drop=("headline", "summary")),
        encoding="cp1252",
        languages=WESTERN,
    ),
    Layout("markdown-text", "txt", texts.markdown, Look("Month YYYY", " – ", drop=("extras",))),
    Layout(
        "usajobs-text",
        "txt",
        texts.usajobs,
        Look("MM/YYYY", " - ", drop=(*FULL, "summary")),
        tracks=("federal", "lawyer", "supply", "academic"),
    ),
    Layout("labelled-text", "txt", texts.labelled, Look("YYYY-MM", " - ", drop=(*FULL, "summary")), encoding="utf-16"),
    Layout("pasted-text", "txt", texts.pasted, Look("Mon YYYY", " - ", drop=("extras",))),
    Layout("centred-text", "txt", texts.centred, Look("YYYY", "-", drop=(*FULL, "summary"))),
    Layout("mailed-text", "txt", texts.mailed, Look("Month YYYY", " to ", "since", drop=(*FULL, "summary"))),
    Layout("word-export", "html", webpages.word_export, Look("MM/YYYY", " – ", drop=FULL)),
    Layout(
        "docs-export", "html", webpages.docs_export, Look("Month YYYY", " - ", drop=(*FULL, "summary")), twocol=True
    ),
    Layout("simple-page", "html", webpages.simple, Look("Mon YYYY", " – ", drop=FULL)),
    Layout("listed-page", "html", webpages.listed, Look("YYYY", " – ", drop=(*FULL, "summary"))),
    Layout("old-tables-page", "html", webpages.old_tables, Look("MM/YY", "-", drop=(*FULL, "summary"))),
    Layout("sectioned-page", "html", webpages.sectioned, Look("Month YYYY", " — ", drop=("extras",)), twocol=True),
)
