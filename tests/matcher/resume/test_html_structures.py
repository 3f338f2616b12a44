"""Tests of HTML pages built from nested elements: every visible word once and in order."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.html import depth, read_html
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages

Node = tuple[str, list[str]]  # markup, the words that it shows


def read(body: str, head: str = "") -> Pages:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), Limits())


def parts(body: str) -> list[list[str]]:
    return [[part.text for part in line.parts] for line in read(body).lines]


def element(tag: str, inside: list[Node], attributes: str = "") -> Node:
    markup = " ".join(markup for markup, _ in inside)
    return f"<{tag}{attributes}> {markup} </{tag}>", [word for _, own in inside for word in own]


def hidden(tag: str, inside: list[Node], attributes: str = "") -> Node:
    return element(tag, inside, attributes)[0], []


words = st.text("abcxyzäöåßéł&<>\"'12", min_size=1, max_size=6).filter(lambda text: any(map(str.isalnum, text)))
leaves = words.map(lambda word: (escape(word), [word]))
BLOCKS = ["div", "section", "article", "header", "footer", "main", "blockquote", "p", "h1", "h2", "h3", "h4", "h5"]
INLINE = ["b", "i", "em", "strong", "u", "small", "span", "code", "mark"]
UNSEEN = [
    ("nav", ""),
    ("template", ""),
    ("select", ""),
    ("svg", ""),
    ("div", " hidden"),
    ("p", ' style="DISPLAY : none"'),
]


def below(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3)
    lists = st.lists(several, min_size=1, max_size=3).map(lambda items: [element("li", item) for item in items])
    return st.one_of(
        st.tuples(st.sampled_from([tag for tag in BLOCKS if tag[0] not in "ph"] + ["header"]), several).map(
            lambda it: element(*it)
        ),
        st.tuples(st.sampled_from(["ul", "ol"]), lists).map(lambda it: element(*it)),
    )


inline = st.recursive(
    leaves,
    lambda inner: st.tuples(st.sampled_from(INLINE), st.lists(inner, min_size=1, max_size=3)).map(
        lambda it: element(*it)
    ),
    max_leaves=4,
)
texts = st.tuples(st.sampled_from(BLOCKS), st.lists(inline, min_size=1, max_size=3)).map(lambda it: element(*it))
unseen = st.tuples(st.sampled_from(UNSEEN), leaves).map(lambda it: hidden(it[0][0], [it[1]], it[0][1]))
trees = st.recursive(st.one_of(texts, inline, unseen), below, max_leaves=10)


@given(st.lists(trees, min_size=1, max_size=4))
def test_every_visible_word_is_read_once_in_order(found: list[Node]) -> None:
    markup, expected = element("div", found)
    if not expected:
        with pytest.raises(Unreadable):
            read(markup)
        return
    shown = "".join(line.text for line in read(markup).lines)
    assert shown.replace(" ", "") == "".join(expected)


@given(st.lists(st.lists(st.lists(words, min_size=1, max_size=2), min_size=1, max_size=4), min_size=1, max_size=4))
def test_tables_are_read_row_by_row_with_a_part_for_each_cell(rows: list[list[list[str]]]) -> None:
    cells = ["".join(f"<td>{escape(' '.join(cell))}</td>" for cell in row) for row in rows]
    markup = f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"
    assert parts(markup) == [[" ".join(cell) for cell in row] for row in rows]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12))
def test_entities_are_the_letters_that_they_name(text: str) -> None:
    decimal, hexadecimal = "".join(f"&#{ord(sign)};" for sign in text), "".join(f"&#x{ord(sign):x};" for sign in text)
    assert parts(f"<p>{decimal}</p><p>{hexadecimal}</p>") == [[text], [text]]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("M&uuml;ller &amp; S&ouml;hne", "Müller & Söhne"),
        ("a&nbsp;b", "a b"),
        ("AT&T &lt;b&gt;", "AT&T <b>"),
        ("one\n\t two", "one two"),
        ("o<!-- no -->ne", "one"),
        ("on<wbr>e", "one"),
        ("<b>o</b>n<i>e</i>", "one"),
        ("<script>x</script>one<style>y</style>", "one"),
        ("one<img alt='two'>", "one"),
        ("<b>one</p>", "one"),
    ],
)
def test_a_line_reads_as_a_browser_shows_it(markup: str, text: str) -> None:
    assert [line.text for line in read(f"<p>{markup}</p>").lines] == [text]


@pytest.mark.parametrize(
    "markup",
    [
        "one<br>two",
        "<div>one</div>two",
        "one<p>two</p>",
        "<span>one<div>two</div></span>",
        "<ul><li>one<li>two</ul>",
        "<dl><dt>one<dd>two</dl>",
        "<table><tr><td>one<tr><td>two</table>",
        "<h2>one</h2><h3>two</h3>",
        "<section>one</section><section>two</section>",
        "<pre>one</pre>two",
        "one<hr>two",
    ],
)
def test_blocks_and_breaks_end_a_line(markup: str) -> None:
    assert parts(markup) == [["one"], ["two"]]


@pytest.mark.parametrize(
    "hidden_part",
    [
        "<noscript>no</noscript>",
        "<template>no</template>",
        "<iframe>no</iframe>",
        "<select><option>no</option></select>",
        "<svg><text>no</text></svg>",
        "<object>no</object>",
        '<div hidden=""><p>no</p></div>',
        '<span style="color:red;visibility:hidden">no</span>',
        '<ul style="display:none"><li>no</li></ul>',
        "<!-- no -->",
    ],
)
def test_what_is_hidden_is_left_out_with_all_inside(hidden_part: str) -> None:
    assert parts(f"<p>one</p>{hidden_part}<p>two</p>") == [["one"], ["two"]]


def test_the_title_of_the_window_is_no_line() -> None:
    assert [line.text for line in read("<p>one</p>", "<title>no</title><meta name=author content=no>").lines] == ["one"]


@pytest.mark.parametrize(
    ("tag", "size", "bold", "heading"),
    [
        ("h1", 24, True, 1),
        ("h2", 16, True, 2),
        ("h3", 13, True, 3),
        ("h4", 12, True, 4),
        ("h5", 10, True, 0),
        ("p", 10, False, 0),
    ],
)
def test_headings_look_like_headings_and_what_follows_does_not(
    tag: str, size: float, heading: int, *, bold: bool
) -> None:
    first, second = read(f"<{tag}>one</{tag}>two").lines
    assert (first.size, first.bold, first.heading) == (size, bold, heading)
    assert (second.size, second.bold, second.heading) == (10, False, 0)


@pytest.mark.parametrize(
    ("markup", "bold", "italic"),
    [
        ("<b>aaa</b>bb", True, False),
        ("<b>aa</b>bb", False, False),
        ("<em>aaa</em>bb", False, True),
        ("<b><i>aaa</i></b>", True, True),
        ("<div><b>aaa bbb</b></div>", True, False),
        ("<th>aaa</th>", False, False),  # no cell outside a table
        ("<table><tr><th>aaa</th></tr></table>", True, False),
    ],
)
def test_a_part_looks_as_most_of_its_letters(markup: str, *, bold: bool, italic: bool) -> None:
    [line] = read(markup).lines
    assert (line.bold, line.italic) == (bold, italic)


LONG = "ran the orchard by the harbour"  # as long as items are that are bullets


@pytest.mark.parametrize(("text", "bullet"), [(LONG, True), (LONG[:-1], False)])
def test_items_of_thirty_letters_are_bullets(text: str, *, bullet: bool) -> None:
    for tag in ("ul", "ol"):
        assert [line.bullet for line in read(f"<{tag}><li>{text}</li><li>{text}</li></{tag}>").lines] == [bullet] * 2


def test_only_the_first_line_of_an_item_is_a_bullet_and_none_behind_the_list() -> None:
    found = read(f"<ul><li>{LONG}<br>{LONG}</li></ul><p>{LONG}</p>").lines
    assert [line.bullet for line in found] == [True, False, False]


def test_items_without_a_list_are_no_bullets_but_a_written_bullet_is() -> None:
    found = read(f"<li>{LONG}</li><p>• {LONG}</p><p>- {LONG}</p>").lines
    assert [(line.text, line.bullet) for line in found] == [(LONG, False), (LONG, True), (LONG, True)]


def test_a_gap_stands_above_headings_paragraphs_and_lists() -> None:
    found = read("<div>one</div><p>two</p><div>three</div><h2>four</h2><ul><li>five</li><li>six</li></ul>").lines
    assert [line.gap for line in found] == [0, 1, 0, 1, 1, 0]


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://x.example/a?b=1&amp;c=2", "https://x.example/a?b=1&c=2"),
        ("HTTP://x.example", "HTTP://x.example"),
        ("tel:+4670", "tel:+4670"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("/about", None),
        ("", None),
    ],
)
def test_links_to_the_web_mail_and_phones_are_kept_with_their_line(target: str, kept: str | None) -> None:
    found = read(f'<p>one</p><p>two <a href="{target}">three</a></p>')
    assert [(link, line.text) for link, line in found.links] == ([] if kept is None else [(kept, "two three")])


def test_paths_count_lines() -> None:
    assert [line.path for line in read("<p>one</p><p> </p><p>two</p>").lines] == ["line[1]", "line[2]"]


def slow_depth(tags: list[str]) -> int:
    """Count open elements as they come, without regard to what a browser closes by itself."""
    deepest = now = 0
    for tag in tags:
        now = max(0, now - 1) if tag.startswith("</") else now + 1
        deepest = max(deepest, now)
    return deepest


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<b>", "</b>", "<span class='a'>", "</span>", "<DIV>"]), max_size=30)
)
def test_depth_is_the_most_elements_open_at_once(tags: list[str]) -> None:
    assert depth("text".join(tags).encode()) == slow_depth(tags)


@pytest.mark.parametrize(("count", "refused"), [(500, False), (501, True)])
def test_depth_is_limited_exactly(count: int, *, refused: bool) -> None:
    content = b"<div>" * count + b"one"
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_html(content, Limits())
        assert refusal.value.status == "too_large"
    else:
        assert read_html(content, Limits()).lines[0].text == "one"


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        (Limits(markup=15), False),
        (Limits(markup=14), True),
        (Limits(characters=8), False),
        (Limits(characters=7), True),
    ],
)
def test_size_and_characters_are_limited_exactly(limits: Limits, *, refused: bool) -> None:
    content = b"<p>one two</p>x"
    assert len(content) == 15
    if refused:
        with pytest.raises(Unreadable) as refusal:
            read_html(content, limits)
        assert refusal.value.status == "too_large"
    else:
        assert len(read_html(content, limits).lines) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_pages_in_any_encoding_read_alike(encoding: str) -> None:
    content = "<html><body><h1>Jürgen Müller – Köln</h1></body></html>".encode(encoding)
    assert [line.text for line in read_html(content, Limits()).lines] == ["Jürgen Müller – Köln"]


@given(st.text("<>/=\"' &;abdivpulh1!-", max_size=60))
def test_any_markup_is_read_or_refused_as_empty(markup: str) -> None:
    try:
        lines: tuple[Line, ...] = read_html(markup.encode(), Limits()).lines
    except Unreadable as refusal:
        assert refusal.status == "empty"  # noqa: PT017 - either way is right
    else:
        assert all(any(map(str.isalnum, part.text)) for line in lines for part in line.parts)
