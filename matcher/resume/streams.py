"""Turn the packed streams of a PDF into bytes within a budget."""

import zlib
from io import BytesIO
from typing import Any

from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream

from matcher.resume.limits import Limits, Unreadable


class _Stream(PDFStream):
    """A stream that refuses to inflate beyond the limits."""

    def __init__(self, stream: PDFStream, budget: "_Budget") -> None:
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._budget = budget

    def decode(self) -> None:
        if self.decipher is not None and self.objid is not None and self.genno is not None:
            self.rawdata = self.decipher(self.objid, self.genno, self.rawdata or b"", self.attrs)
            self.decipher = None
        packed = self.rawdata or b""
        for name, _ in self.get_filters():
            if name not in LITERALS_FLATE_DECODE:
                break
            packed = self._budget.inflate(packed)
        super().decode()


class _Budget:
    """How much a document may still inflate."""

    def __init__(self, limits: Limits) -> None:
        self.stream, self.left = limits.stream, limits.document

    def inflate(self, packed: bytes) -> bytes:
        most = min(self.stream, self.left)
        try:
            inflated = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            return b""
        if len(inflated) > most:
            raise Unreadable("too_large", "A stream inflates beyond the limit.")
        self.left -= len(inflated)
        return inflated


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
