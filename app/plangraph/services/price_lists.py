"""Plans as they arrive, in the vendor's shape, made into typed plans: the one path of import, sync and batch.

Nothing that counts towards a price is dropped: what the model cannot express is refused and named.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from plangraph.domain import decimals, ids, texts
from plangraph.domain import plan as domain
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.rating import ramps
from plangraph.services.input import Path, validated
from plangraph.wire import catalogue as wire
from plangraph.wire import metronome

LARGEST_INTEGER = 2**31 - 1


def to_plan(
    given: Any, annotations: Any = None, at: Path = (), vendor: domain.Vendor = domain.Vendor.CATALOGUE
) -> domain.Plan:
    """`{"plan": …, "annotations": …}` of a catalogue as a typed plan. Raises InvalidInput with every wrong field."""
    entry = {"plan": given} if annotations is None else {"plan": given, "annotations": annotations}
    return entry_to_plan(entry, at, vendor)


def entry_to_plan(entry: Any, at: Path = (), vendor: domain.Vendor = domain.Vendor.CATALOGUE) -> domain.Plan:
    """One entry of a catalogue's `plans`; ids that the file leaves out are derived from names."""
    shape = validated(wire.PlanEntry, _completed(entry), at)
    reader = _Reader()
    plan = reader.plan(shape.plan, shape.annotations, vendor, (*at, "plan"))
    if reader.wrong:
        raise InvalidInput(reader.wrong)
    return plan


class _Reader:
    """Converts shape to domain and collects every wrong field on the way.

    Price lists repeat numbers; kept once each, they take a third less memory and are sooner at hand.
    """

    def __init__(self) -> None:
        self.wrong: list[FieldError] = []
        self.numbers: dict[Decimal, Decimal] = {}

    def refuse(self, path: Path, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        self.wrong.append(FieldError(path, message, code))

    def decimal(self, given: Decimal | int | str, path: Path, least: int | None = None) -> Decimal:
        try:
            value = decimals.parse(given)
        except ValueError as error:
            self.refuse(path, str(error))
            return Decimal(1)
        if least is not None and value < least:
            self.refuse(path, f"must be {least} or more", UserErrorCode.OUT_OF_RANGE)
        return self.numbers.setdefault(value, value)

    def some_decimal(self, given: Decimal | int | str | None, path: Path, least: int | None = None) -> Decimal | None:
        return None if given is None else self.decimal(given, path, least)

    def integer(self, given: int | None, default: int, path: Path, least: int = 0) -> int:
        value = default if given is None else given
        if not least <= value <= LARGEST_INTEGER:
            self.refuse(path, f"must be from {least} to {LARGEST_INTEGER}", UserErrorCode.OUT_OF_RANGE)
        return value

    def plan(self, given: wire.Plan, annotations: wire.Annotations, vendor: domain.Vendor, at: Path) -> domain.Plan:
        self.key_length(given.name, (*at, "name"))
        charges = self.charges(given.charges, (*at, "charges"))
        minimums = tuple(self.minimum(m, (*at, "minimums", n)) for n, m in enumerate(given.minimums))
        rates = tuple(self.overage_rate(r, (*at, "overage_rates", n)) for n, r in enumerate(given.overage_rates))
        self.one_step([(m.ramp, m.start_period) for m in minimums], (*at, "minimums"), "name and unit")
        self.one_step([(r.ramp, r.start_period) for r in rates], (*at, "overage_rates"), "units")
        return domain.Plan(
            uuid=given.id,
            name=given.name,
            description=given.description,
            custom_fields=given.custom_fields,
            charges=charges,
            minimums=minimums,
            overage_rates=rates,
            credit_grants=tuple(self.grant(g, (*at, "credit_grants", n)) for n, g in enumerate(given.credit_grants)),
            annotations=_annotations(annotations),
            vendor=vendor,
        )

    def one_step(self, steps: Sequence[tuple[ramps.Ramp, int]], at: Path, same: str) -> None:
        """Two steps of a ramp that begin together would each say that the other does not apply."""
        seen: dict[tuple[ramps.Ramp, int], int] = {}
        for n, step in enumerate(steps):
            if seen.setdefault(step, n) != n:
                self.refuse(
                    (*at, n, "start_period"), f"is that of entry {seen[step]} already, which has the same {same}"
                )

    def minimum(self, given: metronome.Minimum, at: Path) -> domain.Minimum:
        return domain.Minimum(
            name=given.name,
            value=self.decimal(given.value, (*at, "value"), 0),
            credit_type=_credit_type(given.credit_type),
            start_period=self.integer(given.start_period, 0, (*at, "start_period")),
        )

    def key_length(self, text: str, path: Path) -> None:
        problem = texts.problem(text)
        if problem:
            self.refuse(path, problem, UserErrorCode.TOO_LONG)

    def charges(self, given: Sequence[metronome.Charge], at: Path) -> tuple[domain.Charge, ...]:
        found = tuple(self.charge(c, (*at, n)) for n, c in enumerate(given))
        seen: dict[tuple[UUID, int], int] = {}
        ramps: dict[tuple[Any, ...], int] = {}
        for n, c in enumerate(found):
            if seen.setdefault((c.uuid, c.start_period), n) != n:
                self.refuse(
                    (*at, n, "id"), f"is the id of charge {seen[c.uuid, c.start_period]} already, from the same period"
                )
            elif ramps.setdefault((c.ramp, c.start_period), n) != n:
                other = ramps[c.ramp, c.start_period]
                self.refuse(
                    (*at, n, "start_period"),
                    f"is that of charge {other} already, which has the same name, product and unit",
                )
        return found

    def charge(self, given: metronome.Charge, at: Path) -> domain.Charge:
        self.key_length(given.name, (*at, "name"))
        return domain.Charge(
            uuid=given.id,
            name=given.name,
            charge_type=domain.ChargeType(given.charge_type),
            credit_type=_credit_type(given.credit_type),
            product_id=given.product_id,
            product_name=given.product_name,
            prices=self.prices(given.prices, (*at, "prices")),
            quantity=self.some_decimal(given.quantity, (*at, "quantity"), 0),
            start_period=self.integer(given.start_period, 0, (*at, "start_period")),
            tier_reset_frequency=self.integer(given.tier_reset_frequency, 1, (*at, "tier_reset_frequency"), 1),
            unit_conversion=self.conversion(given.unit_conversion, (*at, "unit_conversion")),
            custom_fields=given.custom_fields,
        )

    def prices(self, given: Sequence[metronome.Price], at: Path) -> tuple[domain.Price, ...]:
        """By tier, lowest first, however they came."""
        found = [self.price(p, (*at, n)) for n, p in enumerate(given)]
        order = sorted(range(len(found)), key=lambda n: found[n].tier)
        if order and found[order[0]].tier != 0:
            self.refuse(
                (*at, order[0], "tier"), "must be 0 in the lowest tier, since it says what the first unit costs"
            )
        for n, following in pairwise(order):
            if found[n].tier == found[following].tier:
                self.refuse((*at, following, "tier"), f"is the lower bound of price {n} already")
        return tuple(found[n] for n in order)

    def price(self, given: metronome.Price, at: Path) -> domain.Price:
        interval = given.collection_interval
        return domain.Price(
            tier=self.decimal(given.tier, (*at, "tier"), 0),
            value=self.decimal(given.value, (*at, "value")),
            quantity=self.some_decimal(given.quantity, (*at, "quantity"), 0),
            collection_schedule=given.collection_schedule,
            collection_interval=None
            if interval is None
            else self.integer(interval, 1, (*at, "collection_interval"), 1),
        )

    def conversion(self, given: metronome.UnitConversion | None, at: Path) -> domain.UnitConversion | None:
        if given is None:
            return None
        factor = self.decimal(given.division_factor, (*at, "division_factor"))
        if factor <= 0:
            self.refuse(
                (*at, "division_factor"),
                "must be above 0, since quantities are divided by it",
                UserErrorCode.OUT_OF_RANGE,
            )
        behavior = given.rounding_behavior
        return domain.UnitConversion(factor, None if behavior is None else domain.RoundingBehavior(behavior))

    def overage_rate(self, given: metronome.OverageRate, at: Path) -> domain.OverageRate:
        rate = domain.OverageRate(
            credit_type=_credit_type(given.credit_type),
            fiat_credit_type=_credit_type(given.fiat_credit_type),
            to_fiat_conversion_factor=self.decimal(
                given.to_fiat_conversion_factor, (*at, "to_fiat_conversion_factor"), 0
            ),
            start_period=self.integer(given.start_period, 0, (*at, "start_period")),
        )
        if not rate.fiat_credit_type.fiat:
            self.refuse(
                (*at, "fiat_credit_type", "name"),
                "must be USD (cents) or a currency code, since overage is billed in money",
            )
        return rate

    def grant(self, given: metronome.CreditGrant, at: Path) -> domain.CreditGrant:
        interval = self.some_decimal(given.recurrence_interval, (*at, "recurrence_interval"), 1)
        return domain.CreditGrant(
            name=given.name,
            amount_granted=self.decimal(given.amount_granted, (*at, "amount_granted"), 0),
            amount_granted_credit_type=_credit_type(given.amount_granted_credit_type),
            amount_paid=self.decimal(given.amount_paid, (*at, "amount_paid"), 0),
            amount_paid_credit_type=_credit_type(given.amount_paid_credit_type),
            effective_duration=self.decimal(given.effective_duration, (*at, "effective_duration"), 0),
            priority=given.priority,
            send_invoice=given.send_invoice,
            reason=given.reason,
            recurrence_duration=self.some_decimal(given.recurrence_duration, (*at, "recurrence_duration"), 0),
            recurrence_interval=interval,
        )


def _credit_type(given: metronome.CreditType) -> domain.CreditType:
    return domain.CreditType(given.id, given.name)


def _annotations(given: wire.Annotations) -> domain.Annotations:
    return domain.Annotations(
        key=given.key,
        period=None if given.period is None else domain.BillingPeriod(given.period),
        minimum_order=None if given.minimum_order is None else domain.MinimumOrder(given.minimum_order),
        tier_modes={name: domain.TierMode(mode) for name, mode in given.tier_mode.items()},
        metrics={name: domain.MetricLink(m.key, domain.MetricUsage(m.usage)) for name, m in given.metric.items()},
        composites={name: tuple(parts) for name, parts in given.composite.items()},
    )


def _completed(entry: Any) -> Any:
    """The entry with what a hand-written price list may leave out: ids, empty custom fields, first periods."""
    plan = entry.get("plan") if isinstance(entry, Mapping) else None
    if not isinstance(plan, Mapping):
        return entry
    annotations = entry.get("annotations")
    key = annotations.get("key") if isinstance(annotations, Mapping) else None
    name = plan.get("name")
    done = {"custom_fields": {}, **plan}
    if "id" not in plan and isinstance(name, str):
        done["id"] = str(ids.plan_of_key(key if isinstance(key, str) else texts.slug(name)))
    for field, complete in _COMPLETE.items():
        if isinstance(plan.get(field), list):
            done[field] = [
                complete(item, done.get("id")) if isinstance(item, Mapping) else item for item in plan[field]
            ]
    return {**entry, "plan": done}


def _charge(given: Mapping[str, Any], plan: Any) -> dict[str, Any]:
    done = _units({"custom_fields": {}, **given}, "credit_type")
    if "product_id" not in done and isinstance(done.get("product_name"), str):
        done["product_id"] = texts.slug(done["product_name"])
    if "id" not in done:
        unit = done.get("credit_type")
        parts = [done.get("product_id"), done.get("name"), done.get("charge_type")]
        done["id"] = str(ids.derived("charge", str(plan), *map(str, parts), str(unit)))
    return done


def _units(given: Mapping[str, Any], *fields: str) -> dict[str, Any]:
    done = dict(given)
    for field in fields:
        unit = done.get(field)
        if isinstance(unit, Mapping) and "id" not in unit and isinstance(unit.get("name"), str):
            done[field] = {**unit, "id": str(ids.derived("credit_type", unit["name"]))}
    return done


def _minimum(given: Mapping[str, Any], _: Any) -> dict[str, Any]:
    return _units({"start_period": 0, **given}, "credit_type")


def _rate(given: Mapping[str, Any], _: Any) -> dict[str, Any]:
    return _units({"start_period": 0, **given}, "credit_type", "fiat_credit_type")


def _grant(given: Mapping[str, Any], _: Any) -> dict[str, Any]:
    return _units({"send_invoice": False, **given}, "amount_granted_credit_type", "amount_paid_credit_type")


_COMPLETE = {"charges": _charge, "minimums": _minimum, "overage_rates": _rate, "credit_grants": _grant}
