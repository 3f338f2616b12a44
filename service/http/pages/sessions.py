"""Turn a sign-in into a session that a cookie names, for as long as it is used."""

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from entities.ids import SeatId
from service.http.pages.places import Place

LONGEST, IDLE = timedelta(hours=8), timedelta(minutes=30)
CODE_LIVES = timedelta(minutes=5)
BITS_256 = 32  # bytes
PLACE_BYTES = 9  # a place's name is a pointer, no secret: it works in its own session only
MOST_PLACES = 200  # pages a session can go back to
MOST_SESSIONS = 1_000
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, the seat they look as, and the token that each of their forms carries."""

    operator: str
    seat: SeatId
    form_token: str = field(repr=False)
    opened_at: datetime
    seen_at: datetime
    places: "OrderedDict[str, Place]" = field(repr=False)

    def knows_form(self, token: str) -> bool:
        """Tell whether a form is one of this session's."""
        return hmac.compare_digest(self.form_token.encode(), token.encode("utf-8", "surrogatepass"))


class Sessions:
    """Keeps sessions in memory: none outlives the process, 8 hours, or 30 minutes without a request."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Session] = OrderedDict()

    def open(self, operator: str, seat: SeatId) -> str:
        """Open a session and give its id: 256 random bits."""
        now = self._clock()
        new = Session(operator, seat, secrets.token_urlsafe(BITS_256), now, now, OrderedDict())
        name = secrets.token_urlsafe(BITS_256)
        with self._lock:
            self._held[name] = new
            while len(self._held) > MOST_SESSIONS:
                self._held.popitem(last=False)
        return name

    def find(self, name: str) -> Session | None:
        """Give a session that is still open, from now on as just used."""
        with self._lock:
            held = self._held.get(name)
            now = self._clock()
            if held is None:
                return None
            if now - held.opened_at >= LONGEST or now - held.seen_at >= IDLE:
                del self._held[name]
                return None
            self._held[name] = replace(held, seen_at=now)
            self._held.move_to_end(name)
            return self._held[name]

    def sit(self, name: str, seat: SeatId) -> None:
        """Look as another seat from now on; places seen as the old one are forgotten."""
        with self._lock:
            held = self._held[name]
            self._held[name] = replace(held, seat=seat, places=OrderedDict())

    def close(self, name: str) -> None:
        """End a session."""
        with self._lock:
            self._held.pop(name, None)

    def keep(self, session: Session, place: Place) -> str:
        """Keep a place of a session, and give the opaque name that an address may show."""
        name = secrets.token_urlsafe(PLACE_BYTES)
        with self._lock:
            session.places[name] = place
            while len(session.places) > MOST_PLACES:
                session.places.popitem(last=False)
        return name


class Tickets(Generic[V]):
    """Gives out codes that open one thing once, within 5 minutes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, tuple[V, datetime]] = {}

    def issue(self, what: V) -> str:
        """Give a new code: 256 random bits."""
        code = secrets.token_urlsafe(BITS_256)
        with self._lock:
            self._held[code] = (what, self._clock() + CODE_LIVES)
        return code

    def take(self, code: str) -> V | None:
        """Give what a code opens, and let it open nothing more."""
        with self._lock:
            what, until = self._held.pop(code, (None, None))
            now = self._clock()
            self._held = {name: held for name, held in self._held.items() if held[1] > now}
        return what if until is not None and until > now else None
