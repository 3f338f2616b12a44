"""Turn an outcome and the bytes it came from into the values that stand nowhere in them."""

import html
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from entities.resume import Found, Resume
from matcher.resume.limits import MEGABYTE

ENCODINGS = """utf-8 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1257 iso8859-2 koi8-u shift_jis euc-jp
big5""".split()
WORD = re.compile(r"\w+")
STREAM = re.compile(rb"stream\r?\n")


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and what its streams and entries unpack to, none beyond a megabyte."""
    yield content
    for found in STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(content[found.end() :], MEGABYTE)
        except zlib.error:
            continue
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for name in archive.namelist()[:100]:
                    with archive.open(name) as entry:
                        yield entry.read(MEGABYTE)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, KeyError):
            return


def found_in(resume: Resume) -> Iterator[Found[str]]:
    """Yield every value of a resume."""
    for field in Resume.model_fields:
        held = getattr(resume, field)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Found):
                yield one
            elif one is not None:
                yield from (value for name in type(one).model_fields if isinstance(value := getattr(one, name), Found))


def invented(resume: Resume, content: bytes, shows: str) -> list[str]:
    """Return the words of values that neither the bytes of a file hold, in any of the usual encodings, nor `shows`."""
    held = _plain(shows)
    for text in _texts(content):
        for encoding in ENCODINGS:
            held += "\n" + _plain(html.unescape(text.decode(encoding, "ignore")))
    missing = []
    for value in found_in(resume):
        words = WORD.findall(value.raw or value.value)
        missing += [word for word in words if _plain(word) not in held]
    return missing
