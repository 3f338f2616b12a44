"""Turn a running service into the installation of the client's tests."""

from tests.http.conftest import shared_town

__all__ = ["shared_town"]
