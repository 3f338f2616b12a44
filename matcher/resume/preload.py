"""Turn look-up tables that load on first use into loaded ones, for a process that may open no file later."""

import codecs
import importlib
import inspect
import pkgutil
import zipfile
from importlib.resources import files
from io import BytesIO

from phonenumbers.phonemetadata import PhoneMetadata

import matcher.resume
from matcher.resume import cmaps
from matcher.resume.lexicon import LEXICONS, words
from matcher.resume.limits import Limits
from matcher.resume.parse import parse_resume

ENCODINGS = """UniGB-UCS2 UniGB-UTF16 UniJIS-UCS2 UniJIS-UTF16 UniCNS-UCS2 UniCNS-UTF16 UniKS-UCS2 UniKS-UTF16
90ms-RKSJ GBK-EUC GB-EUC ETen-B5 KSCms-UHC KSC-EUC EUC""".split()
COLLECTIONS = ("Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1")
CODECS = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be latin-1 cp1252 cp437 ascii idna punycode".split()
LAZY_MODULES = ("_strptime", "stringprep", "bz2", "lzma", "pdfminer._saslprep", "cryptography.hazmat.backends.openssl")
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = (
    "Anna Larsson\nanna@example.com | +46 70 123 47 62 | Stockholm, Sweden\n\n"
    "Experience\nCook, Inn AB   May 2019 - now\n"
    "- Cooked for 40 guests.\n\nEducation\nBSc in Nutrition, Lund University   2014 - 2018\n\n"
    "Skills\nBaking, Python\n\n"
    "Languages\nSwedish (native), English\n\nCertifications\nFood Safety, 2020\n"
)


def _pdf() -> bytes:
    """Return a page with a line of text, without a cross-reference table: pdfminer finds the objects itself."""
    drawn = b"BT /F 12 Tf 72 700 Td (Anna Larsson, anna@example.com, Cook at Inn AB) Tj ET"
    return (
        b"%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n"
        b"4 0 obj <</Length %d>> stream\n%s\nendstream endobj\n"
        b"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n"
        b"trailer <</Root 1 0 R>>\n" % (len(drawn), drawn)
    )


def _docx() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORDPROCESSING}">{paragraphs}</w:document>')
    return packed.getvalue()


def _cached_tables() -> None:
    """Call every cached function of the package that takes no argument, and read every key of the word lists."""
    for found in pkgutil.iter_modules(matcher.resume.__path__):
        module = importlib.import_module(f"matcher.resume.{found.name}")
        for function in vars(module).values():
            if hasattr(function, "cache_info") and not inspect.signature(function).parameters:
                function()
    for entry in (files("matcher.resume") / LEXICONS).iterdir():
        if entry.name.endswith(".txt"):
            lines = entry.read_text(encoding="utf-8").splitlines()
            for key in {line.partition(":")[0].strip() for line in lines if line and not line.startswith("#")}:
                words(entry.name.removesuffix(".txt"), key)


def preload() -> None:
    """Hold character maps and load phone regions, codecs, word lists and every module that a parse imports late."""
    cmaps.hold(f"{name}-{direction}" for name in ENCODINGS for direction in "HV")
    cmaps.hold(f"to-unicode-{collection}" for collection in COLLECTIONS)
    PhoneMetadata.load_all()
    for name in CODECS:
        codecs.lookup(name)
    for name in LAZY_MODULES:
        importlib.import_module(name)
    _cached_tables()
    for content, name in ((_pdf(), "a.pdf"), (_docx(), "a.docx"), (TEXT.encode(), "a.txt")):
        parse_resume(content, name)
    parse_resume(_pdf(), "a.pdf", limits=Limits(source="pdfium"))
    parse_resume(f"<html><body><h1>{TEXT}</h1></body></html>".encode(), "a.html")
