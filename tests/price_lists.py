"""Price lists for tests, as JSON in the vendor's shape and as typed plans, with defaults for what does not matter."""

from typing import Any

from plangraph.domain import ids
from plangraph.domain.plan import Plan
from plangraph.services import price_lists

USD = "USD (cents)"


def unit(name: str = USD) -> dict[str, Any]:
    return {"id": str(ids.derived("credit_type", name)), "name": name}


def tiers(*pairs: tuple[Any, Any]) -> list[dict[str, Any]]:
    return [{"tier": str(tier), "value": str(value)} for tier, value in pairs]


def charge(
    name: str = "Calls", *prices: tuple[Any, Any], kind: str = "usage", credit: str = USD, **more: Any
) -> dict[str, Any]:
    """`prices`: (lower bound, price) for each tier; one cent a unit when none is given."""
    product = more.pop("product", "Product")
    return {
        "id": str(ids.derived("charge", product, name, kind, credit, more.get("start_period", 0))),
        "name": name,
        "charge_type": kind,
        "credit_type": unit(credit),
        "custom_fields": {},
        "product_id": product.lower(),
        "product_name": product,
        "prices": tiers(*(prices or ((0, 1),))),
        **more,
    }


def grant(amount: Any = 1000, credit: str = USD, **more: Any) -> dict[str, Any]:
    return {
        "name": "Credits",
        "amount_granted": str(amount),
        "amount_granted_credit_type": unit(credit),
        "amount_paid": "0",
        "amount_paid_credit_type": unit(),
        "effective_duration": 1,
        "priority": "1",
        "send_invoice": False,
        "recurrence_interval": 1,
        **more,
    }


def minimum(value: Any = 1000, credit: str = USD, start: int = 0, name: str = "Minimum") -> dict[str, Any]:
    return {"name": name, "value": str(value), "start_period": start, "credit_type": unit(credit)}


def rate(factor: Any = 1, credit: str = "credits", fiat: str = USD, start: int = 0) -> dict[str, Any]:
    return {
        "credit_type": unit(credit),
        "fiat_credit_type": unit(fiat),
        "start_period": start,
        "to_fiat_conversion_factor": str(factor),
    }


def plan_json(*charges: dict[str, Any], name: str = "Team", **more: Any) -> dict[str, Any]:
    return {
        "id": str(ids.plan_of_key(name)),
        "name": name,
        "description": "A plan for tests",
        "custom_fields": {},
        "charges": list(charges),
        **more,
    }


def plan(*charges: dict[str, Any], annotations: dict[str, Any] | None = None, **more: Any) -> Plan:
    return price_lists.to_plan(plan_json(*charges, **more), annotations)
