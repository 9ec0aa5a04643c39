"""A price list as typed values: what an import, a sync, an estimate and the store hand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from uuid import UUID

from plangraph.domain import money
from plangraph.domain.rating import ramps


class Vendor(Enum):
    """Where a plan comes from."""

    METRONOME = "metronome"
    KICKPLAN = "kickplan"
    CATALOGUE = "catalogue"


class ChargeType(Enum):
    USAGE = "usage"
    FIXED = "fixed"
    COMPOSITE = "composite"
    MINIMUM = "minimum"
    SEAT = "seat"


class RoundingBehavior(Enum):
    FLOOR = "floor"
    CEILING = "ceiling"


class TierMode(Enum):
    GRADUATED = "graduated"
    VOLUME = "volume"


class MinimumOrder(Enum):
    BEFORE_CREDITS = "before_credits"
    AFTER_CREDITS = "after_credits"


class BillingPeriod(Enum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class MetricUsage(Enum):
    """How a metric's values within a window become a quantity."""

    LAST = "last"
    MAX = "max"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class CreditType:
    """A pricing unit: fiat money or a custom unit."""

    uuid: UUID
    name: str

    @property
    def unit(self) -> money.CreditUnit:
        return money.unit_of(self.name)

    @property
    def currency(self) -> str | None:
        return money.currency_of(self.name)

    @property
    def fiat(self) -> bool:
        return self.currency is not None


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one tier; `tier` is the lower bound from which it applies."""

    tier: Decimal
    value: Decimal
    quantity: Decimal | None = None
    collection_schedule: str | None = None
    collection_interval: int | None = None


@dataclass(frozen=True, slots=True)
class UnitConversion:
    division_factor: Decimal
    rounding_behavior: RoundingBehavior | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What a plan charges for, after `start_period` billing periods; `prices` by tier, lowest first."""

    uuid: UUID
    name: str
    charge_type: ChargeType
    credit_type: CreditType
    product_id: str
    product_name: str
    prices: tuple[Price, ...]
    start_period: int
    tier_reset_frequency: int
    quantity: Decimal | None = None
    unit_conversion: UnitConversion | None = None
    custom_fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def ramp(self) -> tuple[str, str, str, int]:
        """Charges of one ramp replace each other as periods pass. Plain values, since they hash fast."""
        return (self.product_id, self.name, self.charge_type.value, self.credit_type.uuid.int)


@dataclass(frozen=True, slots=True)
class Minimum:
    name: str
    value: Decimal
    credit_type: CreditType
    start_period: int

    @property
    def ramp(self) -> tuple[str, UUID]:
        return (self.name, self.credit_type.uuid)


@dataclass(frozen=True, slots=True)
class OverageRate:
    """Fiat per one custom unit, for what credits do not cover."""

    credit_type: CreditType
    fiat_credit_type: CreditType
    to_fiat_conversion_factor: Decimal
    start_period: int

    @property
    def ramp(self) -> tuple[UUID, UUID]:
        return (self.credit_type.uuid, self.fiat_credit_type.uuid)


@dataclass(frozen=True, slots=True)
class CreditGrant:
    """An amount of one credit type bought for an amount of another; durations and intervals count billing periods."""

    name: str
    amount_granted: Decimal
    amount_granted_credit_type: CreditType
    amount_paid: Decimal
    amount_paid_credit_type: CreditType
    effective_duration: Decimal
    priority: str
    send_invoice: bool
    reason: str | None = None
    recurrence_duration: Decimal | None = None
    recurrence_interval: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MetricLink:
    """Which metric feeds a charge, and how its values become a quantity."""

    key: str
    usage: MetricUsage = MetricUsage.LAST


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the vendor's API does not tell. Charges are named by name, which means their ramp; None: not told."""

    key: str | None = None
    period: BillingPeriod | None = None
    minimum_order: MinimumOrder | None = None
    tier_modes: Mapping[str, TierMode] = field(default_factory=dict)
    metrics: Mapping[str, MetricLink] = field(default_factory=dict)
    composites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Without slots, so that what follows from a plan is worked out once, however often it is priced."""

    uuid: UUID
    name: str
    description: str | None = None
    custom_fields: Mapping[str, str] = field(default_factory=dict)
    charges: tuple[Charge, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    overage_rates: tuple[OverageRate, ...] = ()
    credit_grants: tuple[CreditGrant, ...] = ()
    annotations: Annotations = field(default_factory=Annotations)
    vendor: Vendor = Vendor.CATALOGUE

    @cached_property
    def charge_ramps(self) -> dict[ramps.Ramp, list[Charge]]:
        return ramps.steps(self.charges)

    @cached_property
    def minimum_ramps(self) -> dict[ramps.Ramp, list[Minimum]]:
        return ramps.steps(self.minimums)

    @cached_property
    def rate_ramps(self) -> dict[ramps.Ramp, list[OverageRate]]:
        return ramps.steps(self.overage_rates)

    @cached_property
    def credit_types(self) -> tuple[CreditType, ...]:
        """Every one that the plan names, fiat ones first, then by name."""
        named = [charge.credit_type for charge in self.charges]
        named += [minimum.credit_type for minimum in self.minimums]
        for rate in self.overage_rates:
            named += (rate.credit_type, rate.fiat_credit_type)
        for grant in self.credit_grants:
            named += (grant.amount_granted_credit_type, grant.amount_paid_credit_type)
        found = {unit.uuid: unit for unit in named}
        return tuple(sorted(found.values(), key=lambda unit: (not unit.fiat, unit.name, unit.uuid)))

    @cached_property
    def currency_unit(self) -> CreditType | None:
        """The one fiat credit type of the plan; None when it has none or several."""
        found = [unit for unit in self.credit_types if unit.fiat]
        return found[0] if len(found) == 1 else None
