"""Turn the packed streams of a PDF into bytes within a budget."""

import zlib
from collections.abc import Callable
from io import BytesIO
from struct import pack
from typing import Any

from pdfminer.ascii85 import asciihexdecode
from pdfminer.lzw import lzwdecode
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream
from pdfminer.runlength import rldecode

from matcher.resume.limits import Limits, Unreadable

NO_DIGIT = bytes(set(range(256)) - set(range(ord("!"), ord("u") + 1)))
DIGITS = bytes((code - ord("!")) % 256 for code in range(256))  # the value of each digit
BLOCK = 5 * 8192  # digits decoded at a time


def ascii85(packed: bytes) -> bytes:
    """Undo base 85 (PDF 32000-1:2008, section 7.4.3); what is no digit is left out."""
    plain = packed.removeprefix(b"<~").partition(b"~")[0].replace(b"z", b"!!!!!").translate(None, NO_DIGIT)
    missing = -len(plain) % 5
    digits = (plain + b"u" * missing).translate(DIGITS)
    unpacked = b"".join(_words(digits[begin : begin + BLOCK]) for begin in range(0, len(digits), BLOCK))
    return unpacked[: len(unpacked) - missing]


def _words(digits: bytes) -> bytes:
    """Return four bytes for each five digits; what is more than they hold is cut off."""
    left = iter(digits)
    words = [
        ((((a * 85 + b) * 85 + c) * 85 + d) * 85 + e) & 0xFFFFFFFF
        for a, b, c, d, e in zip(left, left, left, left, left, strict=True)
    ]
    return pack(f">{len(words)}I", *words)


# What may stand before a deflated stream, by its names in full and in short; the rest are pictures.
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "ASCII85Decode": ascii85,
    "A85": ascii85,
    "ASCIIHexDecode": asciihexdecode,
    "AHx": asciihexdecode,
    "LZWDecode": lzwdecode,
    "LZW": lzwdecode,
    "RunLengthDecode": rldecode,
    "RL": rldecode,
}


class _Stream(PDFStream):
    """A stream that refuses to inflate beyond the limits."""

    def __init__(self, stream: PDFStream, budget: "_Budget") -> None:
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._budget = budget

    def decode(self) -> None:
        if self.decipher is not None and self.objid is not None and self.genno is not None:
            self.rawdata = self.decipher(self.objid, self.genno, self.rawdata or b"", self.attrs)
            self.decipher = None
        unpacked = self.rawdata or b""
        for name, _ in self.get_filters():
            if name in LITERALS_FLATE_DECODE:
                unpacked = self._budget.inflate(unpacked)
            elif (unpack := UNPACK.get(getattr(name, "name", ""))) is not None:
                unpacked = self._budget.spend(unpack(unpacked))
            else:
                break
        super().decode()


class _Budget:
    """How much a document may still inflate."""

    def __init__(self, limits: Limits) -> None:
        self.stream, self.left = limits.stream, limits.document

    def inflate(self, packed: bytes) -> bytes:
        """Inflate no further than just beyond the limits; broken bytes give none."""
        most = min(self.stream, self.left)
        try:
            inflated = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            return b""
        return self.spend(inflated)

    def spend(self, unpacked: bytes) -> bytes:
        """Count what a filter gave; raises Unreadable (too_large) beyond the limits."""
        if len(unpacked) > min(self.stream, self.left):
            raise Unreadable("too_large", "A stream inflates beyond the limit.")
        self.left -= len(unpacked)
        return unpacked


class BoundedParser(PDFParser):
    """A parser of PDF objects whose streams refuse to inflate beyond the limits (Unreadable: too_large)."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._budget = _Budget(limits)
        super().__init__(BytesIO(content))

    def push(self, *objs: tuple[int, Any]) -> None:
        """Put parsed objects on the stack, streams as bounded ones."""
        super().push(
            *((at, _Stream(value, self._budget)) if type(value) is PDFStream else (at, value) for at, value in objs),
        )
