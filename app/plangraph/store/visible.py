"""Which rows a viewer sees, said once for each table. A table that is not named here is seen by everybody.

A viewer bound to an account sees the catalogue, its own account, that account's customer, and nothing of any other.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, bindparam, join, select
from sqlmodel import col

from plangraph.domain.viewer import Scope, Viewer
from plangraph.store import tables
from plangraph.store.types import PlainText

_LINKED_ALIAS = tables.IngestAlias.__table__.alias("linked_alias")  # type: ignore[attr-defined]  # SQLModel does not type it
_LINKED_ACCOUNT = tables.Account.__table__.alias("linked_account")  # type: ignore[attr-defined]  # SQLModel does not type it
_BOUND = Viewer("", Scope.ACCOUNT, account_key="")
_ANY = Viewer("", Scope.READ)
VIEWER_ACCOUNT: BindParameter[str] = bindparam("viewer_account", type_=PlainText(), required=True)


def linked_account(customer_id: Any) -> ColumnElement[Any]:
    """The number of the account that a customer is linked to: the one named by its first alias that names one.

    Under names of its own, since `customer_id` may be a column of the same table around it.
    """
    alias, account = _LINKED_ALIAS, _LINKED_ACCOUNT
    return (
        select(account.c.id)
        .select_from(join(alias, account, account.c.key == alias.c.alias))
        .where(alias.c.customer_id == customer_id)
        .order_by(alias.c.position)
        .limit(1)
        .correlate_except(alias, account)
        .scalar_subquery()
    )


def visible(table: FromClause, viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """Conditions on the columns of `table`, which may be an alias."""
    if viewer.account_key is None:
        return ()
    name = getattr(getattr(table, "element", table), "name", "")
    rule = _RULES.get(name)
    return (rule(table),) if rule else ()


def alike(viewer: Viewer) -> Viewer:
    """The one that stands for all who see by the same conditions, so that a statement is made once for them."""
    return _ANY if viewer.account_key is None else _BOUND


def binds(viewer: Viewer) -> dict[str, Any]:
    return {} if viewer.account_key is None else {"viewer_account": viewer.account_key}


def _own_account() -> Any:
    account = tables.Account
    return select(col(account.id)).where(col(account.key) == VIEWER_ACCOUNT).correlate(None).scalar_subquery()


def _of_customer(column: str) -> Callable[[FromClause], ColumnElement[bool]]:
    """A customer that is linked to the viewer's account; found through its aliases, of which the account is one."""

    def rule(table: FromClause) -> ColumnElement[bool]:
        mine = tables.IngestAlias.__table__.alias("own_alias")  # type: ignore[attr-defined]  # SQLModel does not type it
        candidates = select(mine.c.customer_id).where(mine.c.alias == VIEWER_ACCOUNT)
        own: ColumnElement[bool] = table.c[column].in_(candidates) & (linked_account(table.c[column]) == _own_account())
        return own

    return rule


def _of_account(column: str) -> Callable[[FromClause], ColumnElement[bool]]:
    return lambda table: table.c[column] == _own_account()


def _by_key(column: str) -> Callable[[FromClause], ColumnElement[bool]]:
    return lambda table: table.c[column] == VIEWER_ACCOUNT


_RULES: dict[str, Callable[[FromClause], ColumnElement[bool]]] = {
    "customer": _of_customer("id"),
    "customer_custom_field": _of_customer("customer_id"),
    "ingest_alias": _of_customer("customer_id"),
    "customer_plan": _of_customer("customer_id"),
    "account": _by_key("key"),
    "account_custom_field": _of_account("account_id"),
    "account_plan": _of_account("account_id"),
    "feature_override": _of_account("account_id"),
    "metric": _by_key("account_key"),
    "metric_event": _by_key("account_key"),
    "billable_object": _by_key("account_key"),
    "outbox_entry": _by_key("account_key"),
}
