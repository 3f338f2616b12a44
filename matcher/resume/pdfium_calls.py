"""Turn PDFium's functions into ones that take addresses: a page has thousands of characters, and wrapping is dear."""

from ctypes import PYFUNCTYPE, addressof, c_char_p, c_double, c_float, c_int, c_uint, c_ulong, c_void_p, cast
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

LIBRARY = "pypdfium2_raw"  # of pypdfium2: the functions as they are
P = c_void_p  # a handle, or where an answer is to be written
# name: what it returns, what it takes
SIGNATURES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadMemDocument64": (P, c_char_p, c_ulong, c_char_p),
    "FPDF_CloseDocument": (None, P),
    "FPDF_GetLastError": (c_ulong,),
    "FPDF_GetMetaText": (c_ulong, P, c_char_p, P, c_ulong),
    "FPDF_GetPageCount": (c_int, P),
    "FPDF_LoadPage": (P, P, c_int),
    "FPDF_ClosePage": (None, P),
    "FPDF_GetPageBoundingBox": (c_int, P, P),
    "FPDFPage_GetRotation": (c_int, P),
    "FPDFPage_CountObjects": (c_int, P),
    "FPDFPage_GetObject": (P, P, c_int),
    "FPDFPageObj_GetType": (c_int, P),
    "FPDFPageObj_GetBounds": (c_int, P, P, P, P, P),
    "FPDFPageObj_GetMatrix": (c_int, P, P),
    "FPDFPageObj_GetFillColor": (c_int, P, P, P, P, P),
    "FPDFPath_CountSegments": (c_int, P),
    "FPDFPath_GetPathSegment": (P, P, c_int),
    "FPDFPath_GetDrawMode": (c_int, P, P, P),
    "FPDFPathSegment_GetType": (c_int, P),
    "FPDFPathSegment_GetPoint": (c_int, P, P, P),
    "FPDFFormObj_CountObjects": (c_int, P),
    "FPDFFormObj_GetObject": (P, P, c_ulong),
    "FPDFText_LoadPage": (P, P),
    "FPDFText_ClosePage": (None, P),
    "FPDFText_CountChars": (c_int, P),
    "FPDFText_GetText": (c_int, P, c_int, c_int, P),
    "FPDFText_GetUnicode": (c_uint, P, c_int),
    "FPDFText_IsHyphen": (c_int, P, c_int),
    "FPDFText_HasUnicodeMapError": (c_int, P, c_int),
    "FPDFText_GetTextObject": (P, P, c_int),
    "FPDFText_GetLooseCharBox": (c_int, P, c_int, P),
    "FPDFText_GetCharBox": (c_int, P, c_int, P, P, P, P),
    "FPDFText_GetCharOrigin": (c_int, P, c_int, P, P),
    "FPDFText_GetMatrix": (c_int, P, c_int, P),
    "FPDFText_GetFontSize": (c_double, P, c_int),
    "FPDFTextObj_GetFont": (P, P),
    "FPDFTextObj_GetTextRenderMode": (c_int, P),
    "FPDFFont_GetBaseFontName": (c_ulong, P, P, c_ulong),
    "FPDFFont_GetAscent": (c_int, P, c_float, P),
    "FPDFFont_GetDescent": (c_int, P, c_float, P),
    "FPDFFont_GetFlags": (c_int, P),
    "FPDFFont_GetItalicAngle": (c_int, P, P),
    "FPDFFont_GetGlyphWidth": (c_int, P, c_uint, c_float, P),
    "FPDFLink_Enumerate": (c_int, P, P, P),
    "FPDFLink_GetAction": (P, P),
    "FPDFLink_GetAnnotRect": (c_int, P, P),
    "FPDFAction_GetURIPath": (c_ulong, P, P, P, c_ulong),
}


class Room:
    """Where PDFium writes its answers, with the addresses of it."""

    def __init__(self) -> None:
        self.numbers = (c_float * 6)()  # a matrix, a point, or a box: left, top, right, bottom
        self.at = tuple(addressof(self.numbers) + 4 * step for step in range(6))
        self.four = self.at[:4]
        self.pair = (c_double * 2)()
        self.pair_at = (addressof(self.pair), addressof(self.pair) + 8)
        self.ink = (c_double * 4)()  # left, right, bottom, top
        self.ink_at = tuple(addressof(self.ink) + 8 * step for step in range(4))
        self.handle = c_void_p()
        self.handle_at = addressof(self.handle)
        self.count = c_int()
        self.count_at = addressof(self.count)
        self.stroked = c_int()
        self.stroked_at = addressof(self.stroked)


@cache
def pdfium() -> SimpleNamespace | None:
    """Start PDFium; returns its functions by name, None where the extra `fast` isn't installed."""
    try:
        raw = import_module(LIBRARY)
    except ImportError:
        return None
    raw.FPDF_InitLibrary()
    made = {
        name: PYFUNCTYPE(*signature)(cast(getattr(raw, name), c_void_p).value or 0)
        for name, signature in SIGNATURES.items()
    }
    return SimpleNamespace(**made)
