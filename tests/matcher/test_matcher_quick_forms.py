"""Check that addresses, handles and numbers read all at once are read as one by one."""

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher import fields
from matcher.hashing import text_hash
from matcher.mailboxes import box_form, host_form, slug_form
from matcher.quick_forms import email_hashes, handle_hashes, phone_hashes

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MAILBOX = st.text(st.sampled_from("abzAZ09._%+-' "), max_size=12)
HOST = st.one_of(
    st.sampled_from(
        ("gmail.com", "GoogleMail.com", "mail.acme.co.uk", "x", "a.b.", ".b", "b\u00fccher.example", "ac.uk")
    ),
    st.text(st.sampled_from("abC.-_+"), max_size=10),
)
EMAILS = st.one_of(
    ANY,
    st.tuples(MAILBOX, HOST).map("@".join),
    st.tuples(st.sampled_from((*sorted(fields.ROLES), "i.n.f.o", "jobs+x")), HOST).map("@".join),
    st.tuples(MAILBOX, MAILBOX, HOST).map("@".join),
    st.tuples(MAILBOX, HOST).map(lambda parts: f"Anna <{parts[0]}@{parts[1]}>"),
)
HANDLES = st.one_of(
    ANY,
    st.tuples(
        st.sampled_from(("", "https://", "HTTP://", "https://www.", "www.", "@", "@@", "http://https://")),
        st.sampled_from(("", "x.example/in/", "git.example/", "a/b/c/", "/")),
        st.text(st.sampled_from("abZ19-_.~%@/?#"), max_size=16),
        st.sampled_from(("", "/", "//", "?q=1", "#x", ".dev", ".info", ".museum", "-4f2a")),
    ).map("".join),
)
PHONES = st.one_of(ANY, st.text(st.sampled_from("0123456789 +().-/x#\u0664"), max_size=70))


def _column(texts: list[str | None]) -> pa.Array:
    return pa.array(texts, pa.string())


def _plain(text: str | None, form: object) -> int:
    return 0 if text is None else text_hash(form(text))  # type: ignore[operator]  # a function of a text


@settings(max_examples=300)
@given(st.lists(st.one_of(st.none(), EMAILS), max_size=6))
@example(["a@b@c.de", "@x.de", "x@", "+a@b.c", "a@b.c.", "I.N+fo@x.de", "a..b@gmail.com", None, "x" * 330 + "@y.de"])
def test_addresses_are_read_as_one_by_one(texts: list[str | None]) -> None:
    forms = (lambda t: fields.email_form(t)[0], lambda t: fields.email_form(t)[1], box_form, host_form)
    for values, form in zip(email_hashes(_column(texts)), forms, strict=True):
        assert values.tolist() == [_plain(text, form) for text in texts]


@settings(max_examples=300)
@given(st.lists(st.one_of(st.none(), HANDLES), max_size=6))
@example(
    ["https://members.example/in/kamala-khan-dbddc9", "@kamala331", "kamalakhan.dev", "a-1b-c", "-", "x/" + "y" * 400]
)
def test_handles_are_read_as_one_by_one(texts: list[str | None]) -> None:
    for values, form in zip(handle_hashes(_column(texts)), (fields.handle_form, slug_form), strict=True):
        assert values.tolist() == [_plain(text, form) for text in texts]


@settings(max_examples=300)
@given(st.lists(st.one_of(st.none(), PHONES), max_size=6))
@example(["0000000", "1111111112", "123456", "+49 (0)171-2345678", "030 1234567 ext. 12", "1" * 59, "1" * 60 + "2"])
def test_numbers_are_read_as_one_by_one(texts: list[str | None]) -> None:
    assert phone_hashes(_column(texts)).tolist() == [_plain(text, fields.phone_form) for text in texts]


@pytest.mark.parametrize("texts", [[], [None], [""], ["", None, ""]])
def test_nothing_is_no_value(texts: list[str | None]) -> None:
    every = (*email_hashes(_column(texts)), *handle_hashes(_column(texts)), phone_hashes(_column(texts)))
    assert all(values.tolist() == [0] * len(texts) for values in every)
