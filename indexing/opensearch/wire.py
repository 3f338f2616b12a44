"""Turn requests to an OpenSearch cluster into its answers, with typed errors, deadlines and a circuit breaker."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

from entities.errors import EngineDown, SettingsError, TalentjoinError
from indexing.opensearch.breaker import Breaker
from indexing.opensearch.refusals import Unanswered, refusal

if TYPE_CHECKING:
    import ssl

    from opensearchpy import OpenSearch

CONNECTIONS = 32  # kept open to each host
MOST_TRIES = 3  # of one call, each on the next host; a timeout is not tried again
OTHER_HOST_STATUSES = (502, 503, 504)  # of several hosts, another one may do better
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where an OpenSearch cluster is and how to sign in: a user with a password, or a client certificate.

    `hosts` are addresses such as `https://search-1:9200`; `ca_file`, `certificate_file` and `key_file` are paths of
    PEM files. A call is given up after `search_seconds`, a write after `write_seconds`.
    """

    hosts: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    search_seconds: float = 5.0
    write_seconds: float = 60.0


class Wire:
    """Calls a cluster; raises EngineDown, EngineBusy, EngineError, PlaceGone or TooLarge, never anything else."""

    def __init__(self, cluster: Cluster, clock: Callable[[], float]) -> None:
        self.cluster = cluster
        self.breaker = Breaker(clock)
        self._hosts = [_host(address, cluster) for address in cluster.hosts]
        if not self._hosts:
            raise SettingsError("no address of a search engine is set")
        self._lock = threading.Lock()
        self._client: OpenSearch | None = None
        self._closed = False

    def call(  # a request has these parts
        self,
        method: str,
        *path: str,
        parameters: Parameters | None = None,
        body: object = None,
        seconds: float | None = None,
    ) -> dict[str, Any]:
        """Make one request, `path` in parts; gives the answer's JSON object."""
        client = self._opened()
        address = "/" + "/".join(quote(part, safe=",*") for part in path)
        with self.breaker.watching():
            try:
                answer = client.transport.perform_request(
                    method,
                    address,
                    params=dict(parameters or {}),
                    body=body,
                    timeout=seconds or self.cluster.search_seconds,
                )
            except Exception as error:
                raise typed(error) from error
        return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}

    def close(self) -> None:
        """Close the connections; every later call raises EngineDown."""
        with self._lock:
            self._closed = True
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _opened(self) -> "OpenSearch":
        with self._lock:
            if self._closed:
                raise EngineDown("the engine is closed")
            if self._client is None:
                self._client = _client(self.cluster, self._hosts)
            return self._client


def _client(cluster: Cluster, hosts: list[dict[str, Any]]) -> "OpenSearch":
    from opensearchpy import OpenSearch, Urllib3HttpConnection  # noqa: PLC0415  # it takes a second to import

    class Silent(Urllib3HttpConnection):
        """Logs nothing: requests hold what people search for, answers hold people."""

        def log_request_success(self, *told: Any) -> None:
            """Say nothing."""

        def log_request_fail(self, *told: Any, **more: Any) -> None:
            """Say nothing: the typed error does."""

    many = len(hosts) > 1
    return OpenSearch(
        hosts=hosts,
        connection_class=Silent,
        http_auth=(cluster.user, cluster.password) if cluster.user else None,
        ssl_context=_tls(cluster) if any(host["use_ssl"] for host in hosts) else None,
        pool_maxsize=CONNECTIONS,
        max_retries=min(MOST_TRIES, len(hosts)) if many else 1,
        retry_on_status=OTHER_HOST_STATUSES if many else (),
        retry_on_timeout=False,
    )


def _host(address: str, cluster: Cluster) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError("an address of the search engine must begin with https:// or http://")
    if parts.username or parts.password:
        raise SettingsError("the search engine's user and password don't belong into its address")
    if cluster.user and parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise SettingsError("a password goes to the search engine over https:// only")
    secure = parts.scheme == "https"
    host = {"host": parts.hostname, "port": parts.port or (443 if secure else 9200), "use_ssl": secure}
    return {**host, "url_prefix": parts.path.strip("/")}


def _tls(cluster: Cluster) -> "ssl.SSLContext":
    import ssl  # noqa: PLC0415  # only where it is used

    try:
        context = ssl.create_default_context(cafile=cluster.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if cluster.certificate_file:
            context.load_cert_chain(cluster.certificate_file, cluster.key_file or None)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError("a certificate or key for the search engine can't be read") from error
    return context


def typed(error: Exception) -> TalentjoinError:
    """Choose the typed error for what the client raised."""
    from opensearchpy import exceptions  # noqa: PLC0415  # loaded by now

    if isinstance(error, TalentjoinError):
        return error
    if isinstance(error, exceptions.ConnectionTimeout):
        return Unanswered("the search engine did not answer in time")
    if isinstance(error, exceptions.SSLError):
        return Unanswered("the search engine's certificate is not one we trust", hint="check the certificate settings")
    if isinstance(error, exceptions.TransportError) and isinstance(error.status_code, int):
        return refused(error.status_code, error.info)
    return Unanswered(f"the search engine can't be reached ({type(error).__name__})")


def refused(status: int, answer: object) -> TalentjoinError:
    """Choose the typed error for an answer with an error in it."""
    told = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(told, dict):
        return refusal(status, "unknown", str(told or ""))
    causes = [cause for cause in told.get("root_cause") or [] if isinstance(cause, dict)]
    inner = told.get("caused_by")
    causes += [inner] if isinstance(inner, dict) else []
    words = tuple(str(cause.get(part) or "") for cause in causes for part in ("type", "reason"))
    return refusal(status, str(told.get("type") or "unknown"), str(told.get("reason") or ""), words)
