"""Turn a tenant's key into the name of its index, from which nobody can read the tenant."""

import base64
import hashlib
import hmac

PREFIX = "tj-"
LETTERS = 32  # base32 letters kept: 160 bits
TENANT, MEMBERS = b"tenant\0", b"members\0"


def index_name(secret: bytes, tenant: str | None, generation: int | None = None) -> str:
    """Name a tenant's index, or the members' one for None; with a generation, one generation of it.

    The name is a keyed hash (HMAC-SHA256), of fixed length and of small letters, digits and hyphens only: valid as an
    OpenSearch index and as a directory, and no pattern that fits one tenant's generations fits another's.
    """
    if not secret:
        raise ValueError("an index name needs a secret")
    subject = MEMBERS if tenant is None else TENANT + tenant.encode("utf-8", "surrogatepass")
    digest = hmac.digest(secret, subject, hashlib.sha256)
    name = PREFIX + base64.b32encode(digest).decode("ascii").lower()[:LETTERS]
    return name if generation is None else f"{name}-{generation:06d}"
