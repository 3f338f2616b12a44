"""Tests of where a page's operators put characters, against the rules of the format written out slowly."""

from dataclasses import dataclass, field, replace
from math import cos, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.glyphs import Character, PrintedPage
from matcher.resume.limits import FORM_OPERATIONS, Limits, Unreadable
from matcher.resume.miner import read_characters
from tests.matcher.resume.pdf_writer import FONT, classic, document, literal, stream

Rows = tuple[tuple[float, ...], ...]
WIDTHS = {code: 300 + 7 * (code - 32) for code in range(32, 127)}
FACE = (
    b"<</Type/Font/Subtype/TrueType/BaseFont/Face/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[%s]>>"
    % (b" ".join(b"%d" % width for width in WIDTHS.values()))
)
ONE: Rows = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def rows(a: float, b: float, c: float, d: float, e: float, f: float) -> Rows:
    return ((a, b, 0), (c, d, 0), (e, f, 1))


def times(left: Rows, right: Rows) -> Rows:
    """Multiply two matrices by the schoolbook."""
    return tuple(tuple(sum(left[i][k] * right[k][j] for k in range(3)) for j in range(3)) for i in range(3))


@dataclass
class State:
    """The text state and the current matrix (PDF 32000-1:2008, sections 8.4 and 9.3)."""

    matrix: Rows = ONE
    letter: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    size: float = 0.0
    rise: float = 0.0


@dataclass
class Slow:
    """Runs statements one after the other, with 3 by 3 matrices, glyph by glyph (section 9.4)."""

    state: State = field(default_factory=State)
    saved: list[State] = field(default_factory=list)
    text: Rows = ONE
    line: Rows = ONE
    found: list[tuple[str, float, float, float, float]] = field(default_factory=list)

    def show(self, text: str) -> None:
        state = self.state
        for letter in text:
            glyph = times(
                times(rows(state.size * state.scale, 0, 0, state.size, 0, state.rise), self.text), state.matrix
            )
            width = WIDTHS[ord(letter)] / 1000
            end = times(rows(1, 0, 0, 1, width, 0), glyph)
            size = abs(state.size) * hypot(*times(self.text, state.matrix)[1][:2])
            self.found.append((letter, glyph[2][0], end[2][0], 792 - glyph[2][1], size))
            pen = (width * state.size + state.letter + (state.word if letter == " " else 0)) * state.scale
            self.text = times(rows(1, 0, 0, 1, pen, 0), self.text)

    def run(self, verb: str, operands: tuple[object, ...]) -> None:
        given = [operand for operand in operands if isinstance(operand, int | float)]
        names = {"Tc": "letter", "Tw": "word", "TL": "leading", "Ts": "rise", "Tf": "size"}
        if verb in names:
            self.state = replace(self.state, **{names[verb]: given[0]})
        elif verb == "Tz":
            self.state = replace(self.state, scale=given[0] / 100)
        elif verb == "cm":
            self.state = replace(self.state, matrix=times(rows(*given), self.state.matrix))
        elif verb == "q":
            self.saved.append(self.state)
        elif verb == "Q":
            self.state = self.saved.pop()
        else:
            self.place(verb, given)
        for operand in operands:
            for piece in operand if isinstance(operand, tuple) else (operand,):
                if isinstance(piece, str):
                    self.show(piece)
                elif isinstance(operand, tuple):
                    pen = -piece / 1000 * self.state.size * self.state.scale
                    self.text = times(rows(1, 0, 0, 1, pen, 0), self.text)

    def place(self, verb: str, given: list[float]) -> None:
        if verb == "BT":
            self.text = self.line = ONE
        elif verb == "Tm":
            self.text = self.line = rows(*given)
        elif verb in {"Td", "TD"}:
            if verb == "TD":
                self.state = replace(self.state, leading=-given[1])
            self.text = self.line = times(rows(1, 0, 0, 1, given[0], given[1]), self.line)
        elif verb in {"T*", "'", '"'}:
            if verb == '"':
                self.state = replace(self.state, word=given[0], letter=given[1])
            self.text = self.line = times(rows(1, 0, 0, 1, 0, -self.state.leading), self.line)


def written(operand: object) -> bytes:
    if isinstance(operand, tuple):
        return b"[" + b" ".join(written(piece) for piece in operand) + b"]"
    return literal(operand) if isinstance(operand, str) else f"{operand}".encode()


Statement = tuple[str, tuple[object, ...]]
words = st.text("abYZ (),.\\", min_size=1, max_size=5)
small = st.integers(-40, 40)
scales = st.sampled_from((0.5, 1, 1.5, 2))
slants = st.sampled_from((-0.05, 0, 0.05))  # two in a row still run from left to right
turns = st.tuples(scales, slants, slants, scales, small, small)
inside = st.one_of(
    words.map(lambda word: ("Tj", (word,))),
    words.map(lambda word: ("'", (word,))),
    st.tuples(small, small, words).map(lambda it: ('"', it)),
    st.lists(st.one_of(words, small), max_size=4).map(lambda it: ("TJ", (tuple(it),))),
    st.tuples(small, small).map(lambda it: ("Td", it)),
    st.tuples(small, small).map(lambda it: ("TD", it)),
    turns.map(lambda it: ("Tm", it)),
    st.just(("T*", ())),
    small.map(lambda it: ("Tc", (it / 10,))),
    small.map(lambda it: ("Tw", (it / 10,))),
    st.sampled_from((50, 90, 120)).map(lambda it: ("Tz", (it,))),
    small.map(lambda it: ("TL", (it,))),
    small.map(lambda it: ("Ts", (it,))),
    st.sampled_from((1, 7.5, 12)).map(lambda it: ("Tf", (it,))),
)
objects = st.lists(inside, max_size=6).map(lambda found: [("BT", ()), *found, ("ET", ())])
moved = st.tuples(turns.map(lambda it: ("cm", it)), objects).map(lambda it: [it[0], *it[1]])
kept = st.one_of(objects, moved).map(lambda found: [("q", ()), *found, ("Q", ())])
programs = st.lists(st.one_of(objects, kept), min_size=1, max_size=5).map(
    lambda found: [("Tf", (10,)), *(statement for part in found for statement in part)],
)


def page(content: bytes, limits: Limits | None = None, **more: bytes) -> PrintedPage:
    resources = more.get("resources", b"")
    forms = {100 + at: more[name] for at, name in enumerate(sorted(more.keys() - {"resources"}))}
    file = classic(document(content, font=FACE, resources=resources, more=forms))
    [read] = read_characters(file, limits or Limits()).pages
    return read


@given(programs)
def test_characters_stand_where_the_rules_put_them(program: list[Statement]) -> None:
    slow = Slow()
    lines = []
    for verb, operands in program:
        slow.run(verb, operands)
        lines.append(b" ".join([*([b"/F"] if verb == "Tf" else []), *map(written, operands), verb.encode()]))
    read = page(b"\n".join(lines)).characters
    assert [text for text, *_ in read] == [text for text, *_ in slow.found]
    for character, expected in zip(read, slow.found, strict=True):
        assert character[1] == pytest.approx(expected[1], abs=1e-6)
        assert character[3:5] == pytest.approx(expected[3:5], abs=1e-6)
        # With no skew the right edge is the next pen position; a skew of a glyph's box is not followed.
        assert character[2] == pytest.approx(expected[2], abs=1e-6)


PLAIN = page(b"BT /F 10 Tf 1 0 0 1 72 500 Tm (Cook, Inn AB) Tj ET").characters


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 10 Tf 72 500 Td (Cook, Inn AB) Tj ET",
        b"BT /F 1 Tf 10 0 0 10 72 500 Tm (Cook, Inn AB) Tj ET",
        b"q 10 0 0 10 72 500 cm BT /F 1 Tf (Cook, Inn AB) Tj ET Q",
        b"1 0 0 -1 0 792 cm BT /F 10 Tf 1 0 0 -1 72 292 Tm (Cook, Inn AB) Tj ET",
        b".24 0 0 -.24 0 792 cm BT /F 10 Tf 4.1666667 0 0 -4.1666667 300 1216.66667 Tm (Cook, Inn AB) Tj ET",
        b"BT /F -10 Tf -1 0 0 -1 72 500 Tm (Cook, Inn AB) Tj ET",
        b"BT /F 10 Tf 72 512 Td 12 TL T* [(Cook,) 0 ( Inn AB)] TJ ET",
        b"BT /F 10 Tf 72 510 Td -10 Ts (Cook, Inn AB) Tj ET",
        b"q q 3 0 0 3 9 9 cm Q Q BT /F 10 Tf 40 400 Td 32 100 Td (Cook, Inn AB) Tj ET",
        b"BT /F 10 Tf 72 500 Td <436F6F6B2C20496E6E204142> Tj ET",
        b"BT /F 10 Tf 72 500 Td (Co) Tj (ok, ) Tj (Inn AB) Tj ET",
        b"BT /F 10 Tf 72 500 Td (Cook, Inn\\040\\101B) Tj ET",
    ],
)
def test_every_way_to_show_a_line_gives_the_same_characters(content: bytes) -> None:
    read = page(content).characters
    assert [text for text, *_ in read] == [text for text, *_ in PLAIN]
    for character, expected in zip(read, PLAIN, strict=True):
        assert character[1:] == pytest.approx(expected[1:], abs=1e-3)


@given(st.integers(-89, 89), st.integers(1, 40))
def test_sizes_survive_every_turn(angle: int, size: int) -> None:
    a, b = cos(radians(angle)), sin(radians(angle))
    content = f"BT /F {size} Tf {a:.6f} {b:.6f} {-b:.6f} {a:.6f} 300 400 Tm (ab) Tj ET".encode()
    assert [character[4] for character in page(content).characters] == pytest.approx([size, size], rel=1e-4)


@given(st.sampled_from([(0, 1), (0, -1)]), st.lists(st.integers(50, 500), min_size=2, max_size=4, unique=True))
def test_lines_that_run_up_or_down_are_read_below_the_page_and_along_themselves(
    turn: tuple[int, int], places: list[int]
) -> None:
    a, b = turn
    texts = [f"line {chr(97 + at)}" for at in range(len(places))]
    content = b" ".join(
        b"BT /F 10 Tf %d %d %d %d %d 400 Tm %s Tj ET" % (a, b, -b, a, x, literal(text))
        for x, text in zip(places, texts, strict=True)
    )
    read = page(content)
    found: dict[float, list[Character]] = {}
    for character in read.characters:
        assert character[3] > read.height
        found.setdefault(round(character[3], 3), []).append(character)
    assert {"".join(text for text, *_ in line) for line in found.values()} == set(texts)
    for line in found.values():
        assert [left for _, left, *_ in line] == sorted(left for _, left, *_ in line)
        widths = [WIDTHS[ord(text)] / 100 for text, *_ in line]
        assert [right - left for _, left, right, *_ in line] == pytest.approx(widths)


def form(content: bytes, entries: bytes = b"") -> bytes:
    fonts = b"/Resources<</Font<</F %d 0 R>>/XObject<</X 100 0 R/Y 101 0 R>>>>" % FONT
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]" + fonts + entries)


DRAWN = b"/XObject<</X 100 0 R/Y 101 0 R>>"


def test_a_forms_matrix_comes_before_the_pages() -> None:
    body = form(b"BT /F 10 Tf (Cook) Tj ET", b"/Matrix[2 0 0 2 10 20]")
    read = page(b"q 1 0 0 1 100 200 cm /X Do Q /X Do", resources=DRAWN, x=body).characters
    assert [text for text, *_ in read] == list("CookCook")
    assert (read[0][1], read[0][3], read[0][4]) == pytest.approx((110, 572, 20))
    assert (read[4][1], read[4][3], read[4][4]) == pytest.approx((10, 772, 20))


def test_a_form_leaves_nothing_of_its_state_behind() -> None:
    body = form(b"3 0 0 3 5 5 cm BT /F 30 Tf 9 Tc 50 Tz (x) Tj ET")
    plain = page(b"BT /F 10 Tf 72 500 Td (Cook) Tj ET").characters
    read = page(b"/F 10 Tf /X Do BT 72 500 Td (Cook) Tj ET", resources=DRAWN, x=body).characters
    assert read[1:] == plain


def test_forms_that_draw_each_other_are_drawn_once() -> None:
    one, other = form(b"BT /F 9 Tf (a) Tj ET /Y Do"), form(b"BT /F 9 Tf (b) Tj ET /X Do")
    read = page(b"/X Do", resources=DRAWN, x=one, y=other).characters
    assert [text for text, *_ in read] == ["a", "b"]


def test_a_form_drawn_twice_in_a_row_is_shown_twice() -> None:
    read = page(b"/X Do /X Do", resources=DRAWN, x=form(b"BT /F 9 Tf (a) Tj ET")).characters
    assert [text for text, *_ in read] == ["a", "a"]


def test_drawing_a_form_costs_its_price() -> None:
    body = form(b"BT ET")
    cost = 2 * FORM_OPERATIONS + 3  # page, form, Do, BT, ET
    page(b"/X Do", Limits(page_operations=cost), resources=DRAWN, x=body)
    with pytest.raises(Unreadable) as refusal:
        page(b"/X Do", Limits(page_operations=cost - 1), resources=DRAWN, x=body)
    assert refusal.value.status == "too_large"


@pytest.mark.parametrize("count", [5, 6])
def test_text_objects_are_counted_anew_on_each_page(count: int) -> None:
    content = b"BT /F 9 Tf " + b"(a) Tj " * count + b"ET"
    file, limits = classic(document(content, content, content)), Limits(page_text_objects=5)
    if count == 5:
        assert [page.glyphs for page in read_characters(file, limits).pages] == [5, 5, 5]
    else:
        with pytest.raises(Unreadable):
            read_characters(file, limits)


@pytest.mark.parametrize("most", [9, 8])
def test_characters_are_counted_over_all_pages(most: int) -> None:
    content = b"BT /F 9 Tf (abc) Tj ET"
    file = classic(document(content, content, content))
    if most == 9:
        assert len(read_characters(file, Limits(characters=most)).pages) == 3
    else:
        with pytest.raises(Unreadable):
            read_characters(file, Limits(characters=most))


@pytest.mark.parametrize(
    "broken",
    [b"Q Q Q", b"1 2 cm", b"Tj", b"5 Tf", b"(x) Td", b"/None Do", b"[1 2", b"1 0 0 1 Tm", b"/G 10 Tf /F 10 Tf", b"] ]"],
)
def test_a_broken_operator_leaves_the_rest_of_the_page_as_it_is(broken: bytes) -> None:
    read = page(b"/F 10 Tf " + broken + b"\nBT 72 500 Td (Cook, Inn AB) Tj ET", resources=DRAWN).characters
    assert [(text, left) for text, left, *_ in read] == [(text, pytest.approx(left)) for text, left, *_ in PLAIN]


def test_surplus_operands_are_those_in_front() -> None:
    read = page(b"BT 9 9 /F 10 Tf 7 7 7 1 0 0 1 72 500 Tm (lost) (Cook, Inn AB) Tj ET").characters
    assert read == PLAIN


def test_invisible_text_of_a_scan_is_read() -> None:
    read = page(b"BT /F 10 Tf 3 Tr 72 500 Td (Cook, Inn AB) Tj ET").characters
    assert read == PLAIN


SQUARE = b"%g %g %g %g re f"


@pytest.mark.parametrize(
    ("side", "kept"), [(1.1, False), (1.3, True), (4.0, True), (7.9, True), (8.2, False), (30.0, False)]
)
def test_a_square_of_a_bullets_size_is_a_dot(side: float, *, kept: bool) -> None:
    dots = page(SQUARE % (50, 500, side, side)).dots
    assert len(dots) == kept
    if kept:
        assert dots[0] == pytest.approx((50 + side / 2, 292 - side / 2, side))


@pytest.mark.parametrize(
    ("content", "dots"),
    [
        (b"50 500 9 2 re f", 1),
        (b"50 500 9 3 re f", 0),
        (b"50 500 15 1 re f", 0),
        (b"50 500 3 1 re f", 0),
        (b"50 500 m 54 500 l 54 504 l 50 504 l f", 1),  # an outline of straight lines may be a letter
        (b"50 500 4 4 re n", 0),
        (b"50 500 4 4 re W* n", 0),
        (b"50 500 4 4 re f 60 500 4 4 re f", 2),
        (b"50 500 4 4 re 60 500 4 4 re f", 0),  # one path, as wide as both
        (b"2 0 0 2 0 0 cm 25 250 2 2 re f", 1),
        (b".1 0 0 .1 0 0 cm 50 500 4 4 re f", 0),
        (b"50 500 4 4 re B", 1),
        (b"50 500 4 4 re s", 1),
        (b"f", 0),
    ],
)
def test_only_painted_paths_of_a_bullets_shape_are_dots(content: bytes, dots: int) -> None:
    assert len(page(content).dots) == dots


@given(st.binary(max_size=60))
def test_any_content_is_a_page_or_a_refusal(content: bytes) -> None:
    try:
        read = page(b"BT /F 10 Tf " + content)
    except Unreadable as refusal:
        assert refusal.status in {"corrupt", "too_large"}  # noqa: PT017 - either way is right
    else:
        assert read.glyphs >= len(read.characters)
