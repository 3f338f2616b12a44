"""Turn a statement into one that can touch a single tenant's rows, or refuse it."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Alias, Column, CompoundSelect, Delete, Insert, Select, String, Table, Update, bindparam
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseElement
from sqlalchemy.sql.selectable import CTE, FromClause, Subquery

from entities.errors import StoreError

SCOPE: BindParameter[str] = bindparam("scope", type_=String())
"""The tenant of the session, for predicates: `record.c.tenant == SCOPE`."""

Row = Mapping[str, Any]
Selection = Select[*tuple[Any, ...]]
Statement = Selection | CompoundSelect[*tuple[Any, ...]] | Insert | Update | Delete
_checked: WeakKeyDictionary[ClauseElement, ClauseElement] = WeakKeyDictionary()


def scoped(statement: Statement) -> Statement:
    """Add the tenant predicate to a statement over plain tables; check that joins and subqueries hold their own.

    Raises StoreError when a tenant's table is read or changed without `table.c.tenant == SCOPE`.
    """
    known = _checked.get(statement)
    if known is None:
        known = _scoped(statement)
        _checked[statement] = known
    return known  # type: ignore[return-value] # the weak dictionary holds clause elements of the same class


def rows_of(tenant: str, parameters: Row | Sequence[Row]) -> dict[str, Any] | list[dict[str, Any]]:
    """Give every row of an insert its tenant; raises StoreError for a row that names another one."""
    if isinstance(parameters, Mapping):
        return _row_of(tenant, parameters)
    return [_row_of(tenant, row) for row in parameters]


def _row_of(tenant: str, row: Row) -> dict[str, Any]:
    if row.get("tenant", tenant) != tenant:
        raise StoreError("a row of another tenant was refused")
    return {**row, "tenant": tenant}


def _scoped(statement: Statement) -> Statement:
    if isinstance(statement, Insert):
        if statement.select is not None:
            raise StoreError("insert rows, not selections: the tenant of a selection can't be checked")
        return statement
    if isinstance(statement, Select):
        for table in statement.get_final_froms():
            if isinstance(table, Table):
                statement = statement.where(table.c.tenant == SCOPE)
    elif isinstance(statement, Update | Delete):
        statement = statement.where(statement.table.c.tenant == SCOPE)
    touched, held = _look(statement)
    if not touched <= held:
        names = ", ".join(sorted(str(table.name) for table in touched - held))  # type: ignore[attr-defined] # named ones only
        raise StoreError(f"a statement on {names} lacks the tenant predicate")
    return statement


def _look(statement: ClauseElement) -> tuple[set[FromClause], set[FromClause]]:
    """Find every tenant's table that a statement touches, and those that it binds to the session's tenant."""
    touched: set[FromClause] = set()
    held: set[FromClause] = set()
    pairs: list[tuple[FromClause, FromClause]] = []
    seen: set[int] = set()
    waiting: list[ClauseElement] = [statement]
    while waiting:
        for element in visitors.iterate(waiting.pop()):
            source = element.table if isinstance(element, Column) else element
            if isinstance(source, Table) or (isinstance(source, Alias) and isinstance(source.element, Table)):
                touched.add(source)
            elif isinstance(source, Subquery | CTE) and id(source) not in seen:
                seen.add(id(source))
                waiting.append(source.element)
            if isinstance(element, BinaryExpression) and element.operator is operators.eq:
                _note(element, held, pairs)
    changed = True
    while changed:
        more = {a for a, b in pairs if b in held} | {b for a, b in pairs if a in held}
        changed = not more <= held
        held |= more
    aliased = {source.element for source in touched if isinstance(source, Alias)}
    return {source for source in touched if source not in aliased or source in _plain(statement)}, held


def _plain(statement: ClauseElement) -> set[FromClause]:
    """Find the tables that stand in a statement under their own name."""
    found: set[FromClause] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, Column) and isinstance(element.table, Table):
            found.add(element.table)
        elif isinstance(element, Select):
            found.update(source for source in element.get_final_froms() if isinstance(source, Table))
    return found


def _note(equality: BinaryExpression[Any], held: set[FromClause], pairs: list[tuple[FromClause, FromClause]]) -> None:
    sides = (equality.left, equality.right)
    tables = [
        side.table
        for side in sides
        if getattr(side, "name", "") == "tenant" and getattr(side, "table", None) is not None
    ]
    if len(tables) == 2:
        pairs.append((tables[0], tables[1]))
    elif len(tables) == 1 and any(isinstance(side, BindParameter) and side.key == "scope" for side in sides):
        held.add(tables[0])
