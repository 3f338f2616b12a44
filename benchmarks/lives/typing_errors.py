"""Turn a text into the same text with one slip of the fingers."""

import numpy as np

NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "o",
    "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jlim", "l": "ko",
    "z": "ax", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip


def typo(rng: np.random.Generator, text: str) -> str:
    """Drop, double, swap or replace one letter, seldom the first one."""
    if len(text) < 3:
        return text
    at = int(rng.integers(0 if rng.random() < 0.06 else 1, len(text)))
    kind = int(rng.integers(4))
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2 and 0 < at < len(text) - 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    near = NEIGHBOURS.get(text[at].lower(), "e")
    new = near[int(rng.integers(len(near)))]
    return text[:at] + (new.upper() if text[at].isupper() else new) + text[at + 1 :]
