"""Turn the word files of names in other scripts into entries: the usual spelling, two others, the native writing."""

from benchmarks.lives.wordlists import sections, words

Entry = tuple[str, str, str, str]  # usual Latin spelling, a second one, a third one, native writing
WADE_GILES = (
    ("zh", "ch"),
    ("x", "hs"),
    ("q", "ch"),
    ("j", "ch"),
    ("z", "ts"),
    ("c(?!h)", "ts"),
    ("b", "p"),
    ("d", "t"),
)
PLAINLY = {"cn": 0, "tw": 1, "hk": 1, "sg": 0}  # simplified or traditional writing


def pairs(section: str) -> list[Entry]:
    """Read hand-written names with their native writing, most common first."""
    found: list[Entry] = []
    for word in words("pairs", section):
        native, _, latin = word.partition("=")
        spelt = latin.split(",")
        found.append((spelt[0], spelt[1 % len(spelt)], spelt[-1], native))
    return found


def chinese_families(code: str) -> list[Entry]:
    """Read Chinese surnames as they are spelt in the mainland, in Hong Kong, Singapore or Taiwan."""
    found: list[Entry] = []
    for line in sections("hanzi")["family"]:
        writing, pinyin, cantonese, wade = line.split()
        native = writing.split("/")[PLAINLY[code]]
        order = {
            "cn": (pinyin, pinyin, wade),
            "hk": (cantonese, cantonese, pinyin),
            "tw": (wade, pinyin, pinyin),
            "sg": (cantonese, pinyin, pinyin),
        }[code]
        found.append((*order, native))
    return found


def chinese_given(code: str, gender: str) -> list[Entry]:
    """Make Chinese given names of one or two characters, with a space, a hyphen, or run together."""
    rows = [line.split() for line in sections("hanzi")[gender]]
    shared = [line.split() for line in sections("hanzi")["male" if gender == "female" else "female"]][:12]
    found: list[Entry] = []
    singles = [[row] for row in rows[:30]] if code == "cn" else []
    doubles = [[a, b] for b in rows for a in [*rows[::2], *shared] if a[0] != b[0]]
    for parts in [*singles, *doubles]:
        native = "".join(part[0].split("/")[PLAINLY[code]] for part in parts)
        pinyin, cantonese = [part[1] for part in parts], [part[2] for part in parts]
        found.append((*_chinese_forms(code, pinyin, cantonese), native))
    return found


def _chinese_forms(code: str, pinyin: list[str], cantonese: list[str]) -> tuple[str, str, str]:
    joined, spaced = "".join(pinyin).capitalize(), " ".join(part.capitalize() for part in pinyin)
    if code == "cn":
        return joined, spaced, "-".join(pinyin).capitalize()
    spoken = " ".join(part.capitalize() for part in cantonese)
    if code == "tw":
        hyphened = "-".join(part.capitalize() for part in pinyin)
        return hyphened, "-".join(pinyin).capitalize(), spaced
    return spoken, "-".join(cantonese).capitalize(), joined if code == "sg" else "".join(cantonese).capitalize()


def japanese(section: str) -> list[Entry]:
    """Read Japanese names; the surnames go on with made-up but well-formed ones."""
    found: list[Entry] = []
    for word in words("kanji", section):
        native, _, latin = word.partition("=")
        spelt = [one.capitalize() for one in latin.split(",")]
        found.append((spelt[0], spelt[1 % len(spelt)], _kunrei(spelt[0]), native))
    if section == "common":
        taken = {native for *_, native in found}
        starts, ends = ([word.split("=") for word in words("kanji", half)] for half in ("start", "end"))
        for shift in range(len(ends)):  # diagonals, so that the common halves are spread over the ranks
            for at, (kanji, reading) in enumerate(starts):
                other, tail = ends[(at + shift) % len(ends)]
                if kanji + other not in taken and kanji != other:
                    latin = (reading + tail).capitalize()
                    found.append((latin, latin, _kunrei(latin), kanji + other))
    return found


def _kunrei(text: str) -> str:
    for hepburn, kunrei in (("sh", "sy"), ("syi", "si"), ("tsu", "tu"), ("chi", "ti"), ("fu", "hu"), ("ji", "zi")):
        text = text.replace(hepburn, kunrei)
    return text
