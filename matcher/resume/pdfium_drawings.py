"""Turn the objects of a page that PDFium loaded into counts and the dots that may be bullets."""

from itertools import repeat
from types import SimpleNamespace

from matcher.resume.glyphs import LARGEST_DOT, MOST_POINTS, Matrix, PrintedPage, chained, mapped_box
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.pdfium_calls import Room

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
LINE, BEZIER = 0, 1  # FPDF_SEGMENT_*
MOST_SEGMENTS = 3 * MOST_POINTS + 2  # PDFium counts the points of a curve one by one
WIDEST_MARK = 40.0  # pt: paths beyond it can't be bullets, whatever the page's matrix
WIDEST_STROKE = 2.0  # pt around a dot
FEW_SEGMENTS = 6  # of a path that is looked at point by point


class ShapeReader:
    """Reads the objects of one loaded page into a printed one; `matrix` maps PDFium's places to those on the page."""

    def __init__(self, calls: SimpleNamespace, room: Room, matrix: Matrix, page: PrintedPage) -> None:
        self.calls, self.room, self.matrix, self.page = calls, room, matrix, page

    def read(self, handle: int, limits: Limits) -> None:
        """Count pictures and text objects and keep drawn dots; raises Unreadable (too_large, timeout)."""
        calls, matrix = self.calls, self.matrix
        count = calls.FPDFPage_CountObjects(handle)
        items = [list(map(calls.FPDFPage_GetObject, repeat(handle), range(self._bounded(count, limits))))]
        matrices = [matrix]
        texts = 0
        while items:
            here, matrix = items.pop(), matrices.pop()
            kinds = list(map(calls.FPDFPageObj_GetType, here))
            texts += kinds.count(TEXT)
            self.page.images += kinds.count(IMAGE)
            self.page.shapes += kinds.count(PATH)
            for item, kind in zip(here, kinds, strict=True):
                if kind == PATH:
                    self._shape(item, matrix)
                elif kind == FORM:
                    count += calls.FPDFFormObj_CountObjects(item)
                    self._bounded(count, limits)
                    inner = range(calls.FPDFFormObj_CountObjects(item))
                    items.append(list(map(calls.FPDFFormObj_GetObject, repeat(item), inner)))
                    matrices.append(chained(self._matrix(item), matrix))
        if texts > limits.page_text_objects:
            raise Unreadable("too_large", "A page has too many text objects.")

    def _bounded(self, count: int, limits: Limits) -> int:
        limits.check()
        if count > limits.page_operations:
            raise Unreadable("too_large", "A page has too many operations.")
        return count

    def _matrix(self, item: int) -> Matrix:
        self.calls.FPDFPageObj_GetMatrix(item, self.room.at[0])
        a, b, c, d, e, f = self.room.numbers
        return a, b, c, d, e, f

    def _shape(self, item: int, matrix: Matrix) -> None:
        """Keep a drawn dot: bounds tell nearly all other paths apart, and all but the stroke of a stroked one."""
        calls, room = self.calls, self.room
        calls.FPDFPageObj_GetBounds(item, *room.four)
        left, bottom, right, top = room.numbers[:4]
        if right - left > WIDEST_MARK or top - bottom > WIDEST_MARK:
            return
        box = mapped_box((left, bottom, right, top), matrix)
        if min(box[2] - box[0], box[3] - box[1]) > LARGEST_DOT + WIDEST_STROKE:
            return
        count = calls.FPDFPath_CountSegments(item)
        if not 0 < count <= MOST_SEGMENTS or not self._is_round_or_box(item, count):
            return
        calls.FPDFPath_GetDrawMode(item, room.count_at, room.stroked_at)
        if room.stroked.value:
            points = [self._point(item, at) for at in range(count)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = mapped_box((min(xs), min(ys), max(xs), max(ys)), chained(self._matrix(item), matrix))
        self.page.add_shape(*box)

    def _point(self, item: int, at: int) -> tuple[float, float]:
        segment = self.calls.FPDFPath_GetPathSegment(item, at)
        self.calls.FPDFPathSegment_GetPoint(segment, *self.room.at[:2])
        return round(self.room.numbers[0], 2), round(self.room.numbers[1], 2)

    def _is_round_or_box(self, item: int, count: int) -> bool:
        """Say whether a path is an upright box, or has no straight lines; of long ones four places are looked at."""
        calls = self.calls
        looked = range(count) if count <= FEW_SEGMENTS else (1, count // 3, count // 2, count - 2)
        kinds = {calls.FPDFPathSegment_GetType(calls.FPDFPath_GetPathSegment(item, at)) for at in looked}
        if LINE not in kinds or BEZIER in kinds or count > FEW_SEGMENTS:
            return LINE not in kinds
        points = [self._point(item, at) for at in range(count)]
        return len(points) >= 4 and len({x for x, _ in points}) == len({y for _, y in points}) == 2
