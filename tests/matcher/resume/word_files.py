"""Word documents written piece by piece."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from matcher.resume.docx import read_docx
from matcher.resume.limits import Limits
from matcher.resume.line import Line, Pages

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="urn:shape" xmlns:wp="urn:drawing" xmlns:v="urn:vml"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<w:b/><w:sz w:val="26"/>'


def package(body: str, section: str = "", **parts: str) -> bytes:
    """Return a document with a body, the properties of its section, and other parts by name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        content = f"<w:document {SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        file.writestr("word/document.xml", content)
        for name, part in parts.items():
            file.writestr(name, part)
    return packed.getvalue()


def pages(body: str, section: str = "", **parts: str) -> Pages:
    """Return what is read of a document."""
    return read_docx(package(body, section, **parts), Limits())


def lines(body: str, section: str = "", **parts: str) -> tuple[Line, ...]:
    """Return the lines read of a document."""
    return pages(body, section, **parts).lines


def texts(body: str, section: str = "", **parts: str) -> list[str]:
    """Return the texts of the lines read of a document."""
    return [line.text for line in lines(body, section, **parts)]


def run(text: str, look: str = "") -> str:
    """Return a run in a look."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(text: str, look: str = "", properties: str = "") -> str:
    """Return a paragraph; tabs stand for tabs."""
    runs = "<w:r><w:tab/></w:r>".join(run(piece, look) for piece in text.split("\t"))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def pars(*found: str) -> str:
    """Return paragraphs; those in capitals are titles."""
    return "".join(par(text, HEAD if text.isupper() else "") for text in found)


def table(*rows: list[str], grid: tuple[int, ...] = (2000, 6000)) -> str:
    """Return a table of rows of cells, each a body; the grid's widths are in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def floating(left: float, top: float, body: str) -> str:
    """Return a run with a text box that floats at a place on the page, in points; older programs get it, too."""
    content = f"<w:txbxContent>{body}</w:txbxContent>"
    places = "".join(
        f'<wp:{name} relativeFrom="page"><wp:posOffset>{int(offset * 12_700)}</wp:posOffset></wp:{name}>'
        for name, offset in (("positionH", left), ("positionV", top))
    )
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{places}<wps:txbx>{content}</wps:txbx></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def relations(**targets: str) -> str:
    """Return a part's relations: id to target."""
    items = "".join(f'<Relationship Id="{name}" Target="{target}"/>' for name, target in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{items}</Relationships>'
