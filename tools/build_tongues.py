"""Turn the names of languages in CLDR (Unicode-3.0, as packed by Babel, BSD) into matcher.resume's list by ISO code.

python -m tools.build_tongues FOLDER      with the unpacked wheel of Babel 2.18.0
"""

import importlib
import sys
from pathlib import Path

from matcher.resume.lexicon import fold

LIST = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / "tongues.txt"
HEAD = "# ISO 639-1 code: names of the language as printed in many languages, from CLDR (tools/build_tongues.py)\n"
TONGUES = """
en de fr es it pt nl pl cs sk sv da nb nn no fi hu tr ru uk ro bg el hr sr bs sl mk sq et lv lt is ga cy gd ca
eu gl mt lb ar he fa ps ku ur hi bn pa gu mr ta te kn ml si ne th vi lo km my id ms tl zh ja ko mn kk uz az hy
ka be la eo af sw yo ig ha zu xh am so ti wo ln ht qu sa bo ug tk tg ky sd or as jv su mi sm fo se rm sn rw mg
om fy br co fur yi tt ba st tn to ak tw ee ny
""".split()
PRINTED_IN = """
en de fr es it pt nl pl cs sk sv da nb fi hu tr ru uk ro bg el hr sr_Latn sl et lv lt is ca eu gl mk sq ar he
fa hi id ms vi ja ko zh mt lb ga cy af sw az ka hy
""".split()
SAME = {"nb": "no", "nn": "no", "tl": "tl", "ak": "ak"}
ALSO = {
    "es": "castellano; castilian; castellà; castelhano; kastilisch",
    "zh": "mandarin; mandarín; mandarino; mandarim; mandarijn; mandarinchinesisch; putonghua; mandaryński",
    "fa": "farsi; farsça; perski (farsi)",
    "nl": "flemish; flämisch; flamand; flamenco neerlandés; vlaams; hollandsk; holländisch; olandese; hollandais; "
    "olandeză",
    "pt": "brazilian portuguese; brasilianisches portugiesisch; portugais brésilien; português brasileiro",
    "no": "bokmål; nynorsk; norveski",
    "se": "nordsamisk; nordsamiska; saamen kieli; sámi",
    "ca": "valencià; valenciano; valencian",
    "de": "swiss german; schweizerdeutsch; schwyzerdütsch; hochdeutsch; suisse allemand; svizzero tedesco",
    "ga": "gaeilge; irish gaelic",
    "el": "modern greek; neugriechisch",
    "en": "british english; american english; business english; anglais britannique; inglese britannico",
    "tl": "tagalog; filipino; pilipino",
    "ro": "moldovan; moldavian; moldauisch",
}
SHORTEST = 3  # letters of a Latin name: "ga" is a language's name in itself, and a word elsewhere


def main() -> int:
    """Write the list: a line for each code, the names folded apart, sorted."""
    sys.path.insert(0, sys.argv[1])
    locale_class = importlib.import_module("babel").Locale
    names: dict[str, dict[str, str]] = {}
    for locale in PRINTED_IN:
        printed = locale_class.parse(locale).languages
        for code in TONGUES:
            name = printed.get(code, "").split(" (")[0].split("（")[0].strip()
            folded = fold(name)
            if len(code) == 2 and folded and (len(folded) >= SHORTEST or not folded.isascii()):
                names.setdefault(SAME.get(code, code), {}).setdefault(folded, name)
    for code, entries in ALSO.items():
        names[code].update((fold(entry), entry) for entry in entries.split("; "))
    lines = [f"{code}: {'; '.join(sorted(found.values()))}" for code, found in sorted(names.items())]
    LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} languages, {sum(map(len, names.values()))} names\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
