"""Turn e-mail addresses into what can be compared: one spelling, the mailbox name's letters, the host's name.

So are handles: what is left of a profile's address is often a person's name or mailbox name.
"""

import re

from matcher.fields import BRACKETED, EMAIL_LIMIT, email_form, handle_form
from matcher.names import folded

SECOND_LEVEL = frozenset(
    "ac asso co com edu firm gen go gob gov govt ltd me mil ne net nhs nic nom or org plc sch".split()
)
NOT_WORD = re.compile(r"[^a-z0-9]+")
NOT_LETTER = re.compile(r"[^a-z]+")
PARTS = re.compile(r"[-_.]+")
DIGIT = re.compile(r"\d")
SLUG_LETTERS = 3  # fewer say nothing about a person
LONGEST_ENDING, ENDINGS = 3, frozenset("blog info name page site tech".split())  # of a host that is a handle


def box_form(text: str) -> str:
    """Give an address's whole mailbox name, letters and digits; empty for a role mailbox or no address."""
    return NOT_WORD.sub("", email_form(text)[0].rpartition("@")[0])


def host_form(text: str) -> str:
    """Give the main label of an address's host, letters and digits: "acme" of "mail.acme.co.uk"; role mailboxes too."""
    text = text[: EMAIL_LIMIT + 1]
    inner = BRACKETED.search(text)
    host = (inner[1] if inner else text).strip().casefold()[:EMAIL_LIMIT].rpartition("@")[2]
    labels = [label for label in host.rstrip(".").split(".") if label] if "@" in text else []
    if len(labels) < 2:
        return ""
    labels.pop()
    if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
        labels.pop()
    return folded(labels[-1]).replace(" ", "")


def slug_form(text: str) -> str:
    """Give the letters of a handle, or of the last part of a profile's address, without numbers and made-up endings.

    "kamalakhan" of "https://members.example/in/kamala-khan-dbddc9", of "@kamalakhan331" and of "kamalakhan.dev".
    """
    path, _, last = handle_form(text).rpartition("/")
    parts = [part for part in (folded(part).replace(" ", "") for part in PARTS.split(last)) if part]
    if not path and "." in last and len(parts) > 1 and (len(parts[-1]) <= LONGEST_ENDING or parts[-1] in ENDINGS):
        parts.pop()
    letters = NOT_LETTER.sub("", "".join(part for at, part in enumerate(parts) if not at or not DIGIT.search(part)))
    return letters if len(letters) >= SLUG_LETTERS else ""
