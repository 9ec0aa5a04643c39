"""Global ids: a type's prefix, an underscore and the row's natural key in hex, so that they survive a reload.

Opaque to clients; parsed strictly, since whoever asks may send anything.
"""

from uuid import UUID, uuid5

Part = UUID | str | int

PREFIXES = {
    "Plan": "plan",
    "Charge": "charge",
    "Price": "price",
    "Minimum": "minimum",
    "OverageRate": "rate",
    "CreditGrant": "grant",
    "CreditType": "credit",
    "Product": "product",
    "Customer": "customer",
    "CustomerPlan": "link",
    "Account": "account",
    "Feature": "feature",
    "Metric": "metric",
    "MetricEvent": "event",
}
LONGEST = 4_096
NAMESPACE = UUID("6c2f5c0b-6f4e-5a3f-9f0f-1d5b7a4c8e21")


def global_id(type_name: str, *parts: Part) -> str:
    """`plan_7d1f0c2a…`: UUIDs as their 16 bytes, texts as UTF-8, numbers as decimal text, joined by a zero byte."""
    return f"{PREFIXES[type_name]}_{'00'.join(map(_hex, parts))}"


def derived(kind: str, *parts: Part) -> UUID:
    """The UUID (version 5) of a thing that came without one: the same parts always give the same."""
    return uuid5(NAMESPACE, "\0".join((kind, *map(str, parts))))


def plan_of_key(key: str) -> UUID:
    """The UUID of a plan that is known only by its key."""
    return derived("plan", key)


def type_of(gid: str) -> str | None:
    """The type whose prefix this id has, or None for anything that no id looks like."""
    prefix, found, rest = gid.partition("_")
    if not found or not rest or len(gid) > LONGEST or not set(rest) <= set("0123456789abcdef"):
        return None
    return _TYPES.get(prefix)


def _hex(part: Part) -> str:
    return part.bytes.hex() if isinstance(part, UUID) else str(part).encode().hex()


_TYPES = {prefix: name for name, prefix in PREFIXES.items()}
