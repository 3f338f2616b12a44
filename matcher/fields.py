"""Turn the texts of a person's other fields into forms that can be compared."""

import re
from datetime import date

from matcher.names import TEXT_LIMIT, folded
from matcher.place_names import city_name, country_name

EMAIL_LIMIT, PLACE_LIMIT, COMPANY_LIMIT = 320, 80, 80  # characters
ROLES = frozenset(
    "info jobs job hr office contact admin careers career hello mail sales support team recruiting noreply".split()
)
DOTLESS = frozenset({"gmail.com"})  # hosts that ignore dots in the mailbox name
SAME_HOST = {"googlemail.com": "gmail.com"}
LEGAL_FORMS = frozenset(
    "inc incorporated llc ltd limited gmbh ag corp corporation co company plc sa sas sarl bv nv srl spa group holding oy ab as llp pty pte pvt se kg kgaa sl ltda kft".split()  # noqa: E501 - a word table
)
SENIORITY = frozenset(
    "senior junior lead principal head chief staff associate sr jr of the vice president vp director i ii iii iv intern assistant".split()  # noqa: E501 - a word table
)
BRACKETED = re.compile(r"<([^<>]*)>\s*$")  # "Anna <anna@host.example>"
DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b|\ba/s\b", re.IGNORECASE)  # "S.p.A.", "A/S"
LINKING = frozenset(("and", "the"))  # "Smith and Sons" is "Smith & Sons"
ANY_SEX = re.compile(r"\((?:[mwfdx]\s*[/|,]\s*)+[mwfdx]\)", re.IGNORECASE)  # "(m/w/d)"
EXTENSION = re.compile(r"(?:;|,|\b)?\s*(?:ext|x|#|durchwahl)[\s.:=]*\d+\s*$", re.IGNORECASE)
NOT_LETTER = re.compile(r"[^a-z]+")
NOT_DIGIT = re.compile(r"\D+")
PHONE_TAIL = 9  # digits compared: national parts agree where the country prefix is missing
SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
QUERY = re.compile(r"[?#].*", re.DOTALL)
ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
SLASH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def email_form(text: str) -> tuple[str, str]:
    """Give an address's one spelling and the letters of its mailbox name; both empty for a role mailbox or no address.

    Lower case; the +tag goes; gmail's dots go; googlemail is gmail; a host in other letters is spelt as in DNS.
    """
    text = text[: EMAIL_LIMIT + 1]
    inner = BRACKETED.search(text)
    local, _, host = (inner[1] if inner else text).strip().casefold()[:EMAIL_LIMIT].rpartition("@")
    host = _dns_name(host.rstrip("."))
    host = SAME_HOST.get(host, host)
    local = local.split("+")[0].strip()
    letters = NOT_LETTER.sub("", local)
    if host in DOTLESS:
        local = local.replace(".", "")
    if not local or not host or letters in ROLES:
        return "", ""
    return f"{local}@{host}", letters


def _dns_name(host: str) -> str:
    """Spell an international host as DNS does (IDNA 2003); what can't be spelt so stays as it is."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def company_form(text: str) -> str:
    """Fold a company's name and drop its legal form, with or without dots."""
    text = text[:TEXT_LIMIT]
    parts = folded(DOTTED.sub(_undotted, text) if "." in text or "/" in text else text).split()
    return " ".join([part for part in parts if part not in LEGAL_FORMS and part not in LINKING] or parts)[
        :COMPANY_LIMIT
    ].rstrip()


def _undotted(form: re.Match[str]) -> str:
    return form[0].replace(".", "").replace("/", "")


def title_forms(text: str) -> tuple[str, str]:
    """Give a title folded, and its family: the title without words of seniority, in alphabetical order."""
    spelt = ANY_SEX.sub(" ", text[:TEXT_LIMIT]).replace("++", "pp").replace("#", "sharp")
    parts = folded(spelt).split()[:12]
    return " ".join(parts), " ".join(sorted({part for part in parts if part not in SENIORITY}))


def place_forms(text: str) -> tuple[str, str]:
    """Give a place's first part (city or street) and, where there are several parts, its last (country).

    Cities and countries go by their usual names: "Munich" for "München", "united states" for "USA".
    """
    parts = [folded(part)[:PLACE_LIMIT] for part in text[:1_000].split(",")]
    parts = [part for part in parts if part]
    if not parts:
        return "", ""
    return city_name(parts[0]), country_name(parts[-1]) if len(parts) > 1 else ""


def phone_form(text: str) -> str:
    """Keep the last nine digits of a phone number without its extension; empty for fewer than seven, or all alike."""
    digits = "".join(str(int(digit)) for digit in NOT_DIGIT.sub("", EXTENSION.sub("", text[:60])))
    return digits[-PHONE_TAIL:] if len(digits) >= 7 and len(set(digits)) > 1 else ""


def handle_form(text: str) -> str:
    """Give a profile address or handle without scheme, query, fragment, letter case and final slash."""
    return QUERY.sub("", SCHEME.sub("", text.strip().casefold()[:300])).rstrip("/").lstrip("@")


def birth_form(text: str) -> int:
    """Read a birth date as the number YYYYMMDD; 0 for none or an impossible one."""
    iso, slash = ISO_DATE.match(text.strip()[:20]), SLASH_DATE.match(text.strip()[:20])
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif slash:
        month, day, year = (int(part) for part in slash.groups())
    else:
        return 0
    try:
        date(year, month, day)
    except ValueError:
        return 0
    return year * 10_000 + month * 100 + day
