"""Turn the bytes of a Word package into its parts: XML trees, what they relate to, facts about the document."""

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as usual_fromstring

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it ships no types

from matcher.resume.limits import Limits, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
MAIN = "word/document.xml"
MAIN_KIND = "/officeDocument"
JUDGED_BY_RATIO = 100_000  # bytes: smaller entries may be packed as tightly as they like
STRICT = (  # the namespaces of ISO strict documents, and what everyone else writes
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})")
USUAL_ENCODINGS = frozenset((b"utf-8", b"us-ascii", b"ascii"))
WIDE_WITHIN = 200  # bytes: where a zero tells UTF-16
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def _parsed(content: bytes) -> Element:
    """Parse XML; without a document type there are no entities to expand, and the parser in C may read it."""
    encoding = ENCODING.match(content)
    plain = encoding is None or encoding[1].lower() in USUAL_ENCODINGS
    if plain and b"<!DOCTYPE" not in content and b"\x00" not in content[:WIDE_WITHIN]:
        return usual_fromstring(content)  # noqa: S314 - there is no document type in it
    root: Element = fromstring(content, forbid_dtd=True)
    return root


class Package:
    """The parts of a package by name, inflated within the limits; XML without entities or document types."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Open the archive; raises Unreadable (corrupt, too_large, encrypted)."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except BROKEN as error:
            raise Unreadable("corrupt", "The archive is malformed.") from error
        entries = self._zip.infolist()
        if len(entries) > limits.archive_entries or sum(entry.file_size for entry in entries) > limits.archive:
            raise Unreadable("too_large", "The archive holds too much.")
        for entry in entries:
            if entry.flag_bits & 1:
                raise Unreadable("encrypted", "The archive needs a password.")
            packed = max(1, entry.compress_size)
            if entry.file_size > limits.archive_ratio * packed and entry.file_size > JUDGED_BY_RATIO:
                raise Unreadable("too_large", "An entry inflates beyond the limit.")
        self.names = {entry.filename for entry in entries}
        self._left = limits.archive

    def xml(self, name: str) -> Element | None:
        """Return a part's root, None where there is no such part; raises Unreadable (corrupt, too_large)."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as packed:
                content = packed.read(self._left + 1)
        except BROKEN as error:
            raise Unreadable("corrupt", "An entry of the archive is malformed.") from error
        self._left -= len(content)
        if self._left < 0:
            raise Unreadable("too_large", "The archive inflates beyond the limit.")
        if b"purl.oclc.org" in content:
            for strict, usual in STRICT:
                content = content.replace(strict, usual)
        try:
            return _parsed(content)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise Unreadable("corrupt", "The document's XML is refused.") from error

    def optional(self, name: str) -> Element | None:
        """Return a part's root, None also where it is damaged: the text can do without it."""
        try:
            return self.xml(name)
        except Unreadable as refusal:
            if refusal.status == "corrupt":
                return None
            raise

    def targets(self, name: str) -> dict[str, str]:
        """Return what a part relates to: id to target."""
        folder, _, file = name.rpartition("/")
        root = self.optional(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        return {} if root is None else {item.get("Id", ""): item.get("Target", "") for item in root}

    def main(self) -> str:
        """Return the name of the part that holds the text."""
        if MAIN in self.names:
            return MAIN
        root = self.optional("_rels/.rels")
        named = [item.get("Target", "") for item in root or () if item.get("Type", "").endswith(MAIN_KIND)]
        return next((target.lstrip("/") for target in named), MAIN)


def beside(name: str, target: str) -> str:
    """Return the name of the part that a target of the part `name` points at."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def changed_on(core: Element | None) -> str | None:
    """Return the day a document was changed last, else made (YYYY-MM-DD)."""
    for name in ("modified", "created"):
        found = core.find(DCTERMS + name) if core is not None else None
        if found is not None and (date := DATE.match(found.text or "")):
            return date.group()
    return None


def named_as(core: Element | None) -> tuple[str, ...]:
    """Return the title and the author that a document names for itself."""
    found = [core.findtext(DC + name) for name in ("title", "creator")] if core is not None else []
    return tuple(" ".join(text.split()) for text in found if text and text.strip())
