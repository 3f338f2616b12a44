"""Turn look-up tables that load on first use into loaded ones, for a process that may open no file later."""

import codecs
import importlib
from contextlib import suppress

from pdfminer.cmapdb import CMapDB
from phonenumbers.phonemetadata import PhoneMetadata

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.read import read_lines

ENCODINGS = """UniGB-UCS2 UniGB-UTF16 UniJIS-UCS2 UniJIS-UTF16 UniCNS-UCS2 UniCNS-UTF16 UniKS-UCS2 UniKS-UTF16
90ms-RKSJ GBK-EUC GB-EUC ETen-B5 KSCms-UHC KSC-EUC EUC""".split()
COLLECTIONS = ("Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1")
CODECS = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be latin-1 cp1252 ascii idna punycode".split()
LAZY_MODULES = ("_strptime", "stringprep", "unicodedata", "zipfile", "lzma", "bz2", "pdfminer._saslprep")
SAMPLES = (
    (b"Anna Larsson\nanna@example.com | +46 70 123 47 62\n\nWork\nCook, Inn AB   2019 - 2021\n", "a.txt"),
    (b"<html><body><h1>Anna Larsson</h1><ul><li>Cook</li></ul></body></html>", "a.html"),
    (b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj trailer <</Root 1 0 R>>", "a.pdf"),
    (b"PK\x03\x04", "a.docx"),
)


def preload() -> None:
    """Load character maps, phone regions, codecs and every module that a parse imports late."""
    for name in ENCODINGS:
        for direction in "HV":
            with suppress(CMapDB.CMapNotFound):
                CMapDB.get_cmap(f"{name}-{direction}")
    for collection in COLLECTIONS:
        CMapDB.get_unicode_map(collection)
    PhoneMetadata.load_all()
    for name in CODECS:
        codecs.lookup(name)
    for name in LAZY_MODULES:
        importlib.import_module(name)
    for content, name in SAMPLES:
        with suppress(Unreadable):
            read_lines(content, name, Limits())
