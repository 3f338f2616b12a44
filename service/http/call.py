"""Turn an authenticated request into what its route works with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.http.caller import Caller, Viewer, the_viewer
from service.http.reads import Seen, as_ids
from service.http.service import Service
from service.wiring import Parts
from store import TenantTx

if TYPE_CHECKING:
    from entities.ids import InstanceId, TenantKey


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request; `named` is the seat that the header Viewer names."""

    service: Service
    caller: Caller
    request_id: str
    named: str | None

    @property
    def parts(self) -> Parts:
        """Give the parts that flows work with."""
        return self.service.parts

    @property
    def tenant(self) -> "TenantKey":
        """Give the tenant of the token."""
        return self.caller.tenant

    @property
    def instance(self) -> "InstanceId":
        """Give the instance of the token."""
        return self.caller.instance

    def viewer(self, tx: TenantTx) -> Viewer:
        """Find who looks; raises ViewerNeeded or NotFound."""
        return the_viewer(tx, self.caller, self.named)

    def saw(self, kind: str, ids: Sequence[str]) -> None:
        """Note in the tenant's trail that the caller read personal data of these records or persons."""
        self.service.reads.add(
            Seen(
                self.tenant,
                self.caller.client,
                self.named or "",
                kind,
                as_ids(ids),
                self.request_id,
                self.parts.clock(),
                self.caller.reason,
            )
        )
