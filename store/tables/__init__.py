"""Turn the model of the store into typed tables: one metadata for each chain of migrations."""

from typing import Literal

from sqlalchemy import MetaData

from store.tables import flow, people, product  # noqa: F401 - they add their tables to TENANT
from store.tables.control import CONTROL
from store.tables.keys import KEYS
from store.tables.members import MEMBERS
from store.tables.records import TENANT

Chain = Literal["control", "members", "tenant", "keys"]

METADATA: dict[Chain, MetaData] = {"control": CONTROL, "members": MEMBERS, "tenant": TENANT, "keys": KEYS}
SCHEMAS: dict[Chain, str] = {"control": "control", "members": "members", "tenant": "tenants", "keys": "keys"}
