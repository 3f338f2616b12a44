"""Turn a tenant's change into its token."""

from entities.ids import Sequence as ChangeSequence
from entities.ids import TenantKey
from service.http.seal import Seal

PURPOSE = "change"


def sealed_token(seal: Seal, tenant: TenantKey, sequence: ChangeSequence) -> str:
    """Give a tenant's change token without a request."""
    return seal.write((PURPOSE, tenant), sequence)
