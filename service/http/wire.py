"""Turn bytes on a connection into requests, and those that are none into typed problems."""

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_BYTES = 16_384  # request line and headers together


class TypedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it."""
