"""Talk to a talentjoin service: `Talentjoin(url, client_id, secret, viewer=...)`."""

from talentjoin_client.client import Talentjoin
from talentjoin_client.generated import models
from talentjoin_client.problems import (
    Conflict,
    InvalidRequest,
    NotAllowed,
    NotFound,
    Problem,
    RateLimited,
    Unauthenticated,
    Unavailable,
)

__all__ = [
    "Conflict",
    "InvalidRequest",
    "NotAllowed",
    "NotFound",
    "Problem",
    "RateLimited",
    "Talentjoin",
    "Unauthenticated",
    "Unavailable",
    "models",
]
