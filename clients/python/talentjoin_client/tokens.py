"""Turn a client's id and secret into tokens, each kept until shortly before it ends."""

import threading
import time

import httpx2

from talentjoin_client.problems import problem_of

SPARE_SECONDS = 60.0  # a token is renewed so long before its end: clocks differ


class Tokens:
    """Gets tokens and renews them; one for all threads."""

    def __init__(self, http: httpx2.Client, client_id: str, secret: str, scopes: tuple[str, ...] = ()) -> None:
        self._http = http
        self._proof = (client_id, secret)
        self._scopes = scopes
        self._lock = threading.Lock()
        self._token = ""
        self._ends = 0.0

    def token(self) -> str:
        """Give a token that is valid for a while; raises Problem."""
        with self._lock:
            if not self._token or time.monotonic() > self._ends - SPARE_SECONDS:
                self._renew()
            return self._token

    def drop(self, token: str) -> None:
        """Forget a token that was refused, unless it was renewed meanwhile."""
        with self._lock:
            if token == self._token:
                self._token = ""

    def _renew(self) -> None:
        form = {"grant_type": "client_credentials"} | ({"scope": " ".join(self._scopes)} if self._scopes else {})
        answer = self._http.post("/oauth/token", data=form, auth=self._proof)
        if answer.is_error:
            raise problem_of(answer)
        body = answer.json()
        self._token = str(body["access_token"])
        self._ends = time.monotonic() + float(body.get("expires_in", 0))
