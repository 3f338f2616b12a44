"""Turn bytes into text: by their mark, as Unicode, else by which old encoding makes the likeliest letters of them."""

import codecs
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LOOKED_AT = 20_000  # bytes that tell an encoding
ZEROS = 0.4  # share of every other byte that makes text UTF-16
USUAL = "cp1252"
LETTERS = (  # old encodings of Latin letters, and those beyond ASCII that one language has
    (USUAL, "äöüßé"),  # German
    (USUAL, "àâæçèéêëîïôœùûüÿ"),  # French
    (USUAL, "áéíñóúüªº"),  # Spanish
    (USUAL, "áâãàçéêíóôõúªº"),  # Portuguese
    (USUAL, "àèéìòù"),  # Italian
    (USUAL, "àçèéíïòóúü"),  # Catalan
    (USUAL, "éëïóöüè"),  # Dutch
    (USUAL, "åäöéüš"),  # Swedish, Finnish
    (USUAL, "æøåéòèô"),  # Danish, Norwegian
    ("cp1254", "çğıöşüâîûİ"),  # Turkish
    (USUAL, "áðéíóúýþæö"),  # Icelandic
    *(
        (encoding, letters)
        for encoding in ("cp1250", "iso8859-2")
        for letters in (
            "ąćęłńóśźż",  # Polish
            "áäčďéěíĺľňóôŕřšťúůýž",  # Czech, Slovak
            "áéíóöőúüű",  # Hungarian
            "ăâîşţ",  # Romanian
            "čćđšž",  # Croatian, Slovene
        )
    ),
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
)
FREQUENT = (  # encodings of other scripts, with the letters that most texts in them are made of
    ("cp1251", "оеаитнсрвлкмдпуяієы"),
    ("koi8-r", "оеаитнсрвлкмдпуяыьз"),
    ("koi8-u", "оеаитнсрвлкмдпуяієї"),
    ("iso8859-5", "оеаитнсрвлкмдпуяіьы"),
    ("cp1253", "αοιετσνηυρπκμλςάίόή"),
)
ASCII = "".join(map(chr, range(128)))
OTHER_SCRIPT = 0.5  # share of the letters beyond ASCII above which a text is of another script
DECLARED = {  # what pages say of themselves, and the codec that reads it (Latin-1 is taken for its Windows kin)
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **{f"windows-{number}": f"cp{number}" for number in range(1250, 1258)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 7, 9, 10, 13, 15, 16)},
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **{name: name for name in ("koi8-r", "koi8-u", "euc-jp", "euc-kr", "big5", "iso-2022-jp")},
}
JOINING = "’‘·–-\xad"  # signs that stand within words
INSIDE = 2.0  # what a sign between letters counts against an encoding
DISTINCT = 8  # letters beyond ASCII that a text of another script has at least


for encoding in {"utf-16-le", "utf-16-be", *(name for _, name in MARKS), *DECLARED.values()} | {
    name for name, _ in (*LETTERS, *FREQUENT)
}:
    codecs.lookup(encoding)  # loads it now: a process that reads files of others may open no file for it


def decode(content: bytes, declared: str | None = None) -> str:
    """Decode text by its byte order mark, as UTF-8, as UTF-16 without a mark, as declared, or by its letters."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = content[start:200:2]
        if every_other.count(0) > len(every_other) * ZEROS:
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_known(declared) or _likeliest(content[:LOOKED_AT]), "replace")


def _known(declared: str | None) -> str | None:
    """Return the codec of a declared encoding, None for one that isn't in the table."""
    name = (declared or "").strip().lower().replace("_", "-")
    return DECLARED.get(name)


def _likeliest(content: bytes) -> str:
    latin = content.decode(USUAL, "replace")
    beyond = sum(character > "\x7f" and character.isalpha() for character in latin)
    if (
        beyond > OTHER_SCRIPT * sum(character.isalpha() for character in latin)
        and len(set(latin) - set(ASCII)) >= DISTINCT
    ):
        return max(FREQUENT, key=lambda pair: _frequency(content.decode(pair[0], "replace"), pair[1]))[0]
    scores = [(_score(content.decode(name, "replace"), letters), name) for name, letters in LETTERS]
    best = max(score for score, _ in scores)
    return next(name for score, name in scores if score == best)


def _frequency(text: str, letters: str) -> float:
    """Return how many of a text's characters are frequent small letters, less those in the wrong case."""
    wrong = sum(before.islower() and after.isupper() for before, after in pairwise(text))
    counts = Counter(text)
    return sum(counts[letter] for letter in letters) - INSIDE * wrong - sum(counts[sign] for sign in "\ufffd")


def _score(text: str, letters: str) -> float:
    """Return how likely a text's characters beyond ASCII are in languages with such letters."""
    score = 0.0
    for before, character, after in _with_neighbours(text):
        if character.lower() in letters or character in letters:
            score += 1.0
        elif character.isalpha() or character == "\ufffd" or "\x80" <= character < "\xa0":
            score -= 1.0
        elif before.isalpha() and after.isalpha() and character not in JOINING:
            score -= INSIDE
    return score


def _with_neighbours(text: str) -> Iterable[tuple[str, str, str]]:
    for at, character in enumerate(text):
        if character > "\x7f":
            yield text[at - 1 : at] if at else "", character, text[at + 1 : at + 2]
