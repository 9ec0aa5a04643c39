"""What is asked of an estimate: usage by charge, checked against the plan before anything is priced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from plangraph.domain import decimals, ids
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Charge, ChargeType, MinimumOrder, Plan, TierMode
from plangraph.domain.rating.ramps import Ramp

Path = tuple[str | int, ...]
METERED = (ChargeType.USAGE, ChargeType.SEAT)
LAST_PERIOD = 1_000_000
NO_USAGE = "takes no usage: the plan alone decides it"
NO_MODE = "has no tier mode: leave it out"


@dataclass(frozen=True, slots=True)
class ChargeBy:
    """One charge, which means its whole ramp: by name, by the vendor's UUID, by global id, or found already."""

    name: str | None = None
    uuid: UUID | None = None
    id: str | None = None
    ramp: Ramp | None = None


@dataclass(frozen=True, slots=True)
class SeatAddition:
    """Seats added inside the period; `remaining_share` of it was left then, from 0 to 1."""

    quantity: Decimal
    remaining_share: Decimal


@dataclass(frozen=True, slots=True)
class Usage:
    """`path` says where it stands in what the caller sent, for refusals."""

    charge: ChargeBy
    quantity: Decimal
    additions: tuple[SeatAddition, ...] = ()
    path: Path = ("usage",)


@dataclass(frozen=True, slots=True)
class PreviousUsage:
    """Quantities of earlier periods by period, for tiers that are counted over several."""

    charge: ChargeBy
    quantities: Mapping[int, Decimal]
    path: Path = ("previous_usage",)


@dataclass(frozen=True, slots=True)
class Options:
    """What settles a question on which the plan is silent; it wins over the plan's annotations."""

    minimum_order: MinimumOrder | None = None
    tier_modes: tuple[tuple[ChargeBy, TierMode], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The question with every charge found: usage, earlier usage and tier modes by ramp."""

    period: int
    steps: Mapping[Ramp, list[Charge]]
    usage: Mapping[Ramp, Usage] = field(default_factory=dict)
    previous: Mapping[Ramp, Mapping[int, Decimal]] = field(default_factory=dict)
    modes: Mapping[Ramp, TierMode] = field(default_factory=dict)


class Finder:
    """Finds ramps by what callers call them; each way is indexed when it is first used."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.steps = plan.charge_ramps
        self._indexes: dict[str, dict[object, list[Ramp]]] = {}

    def ramp(self, by: ChargeBy, path: Path) -> Ramp:
        """Raises InvalidInput (UNKNOWN_CHARGE, AMBIGUOUS_CHARGE) at `path`."""
        if by.ramp is not None:
            return by.ramp
        kind = "name" if by.name is not None else "uuid" if by.uuid is not None else "id"
        called = getattr(by, kind)
        found = self._index(kind).get(called, [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise InvalidInput([FieldError(path, unknown(str(called), self.plan), UserErrorCode.UNKNOWN_CHARGE)])
        firsts = (self.steps[ramp][0] for ramp in found)
        where = " and ".join(sorted(f"{c.product_name} ({c.charge_type.value}, {c.credit_type.name})" for c in firsts))
        message = f"{str(called)!r} could be any of several charges, in {where}; name it by its id"
        raise InvalidInput([FieldError(path, message, UserErrorCode.AMBIGUOUS_CHARGE)])

    def _index(self, kind: str) -> dict[object, list[Ramp]]:
        if kind not in self._indexes:
            index: dict[object, list[Ramp]] = {}
            for ramp, steps in self.steps.items():
                for called in {self._called(kind, step) for step in steps}:
                    index.setdefault(called, []).append(ramp)
            self._indexes[kind] = index
        return self._indexes[kind]

    def _called(self, kind: str, charge: Charge) -> object:
        if kind == "id":
            return ids.global_id("Charge", self.plan.uuid, charge.uuid, charge.start_period)
        return charge.name if kind == "name" else charge.uuid


def checked(
    plan: Plan, period: int, usage: Iterable[Usage], previous: Iterable[PreviousUsage], options: Options
) -> Asked:
    """The question in full. Raises InvalidInput with every wrong field."""
    wrong: list[FieldError] = []
    finder = Finder(plan)
    if not 0 <= period <= LAST_PERIOD:
        wrong.append(FieldError(("period",), f"must be from 0 to {LAST_PERIOD:,}", UserErrorCode.OUT_OF_RANGE))
    used: dict[Ramp, Usage] = {}
    for u in usage:
        wrong += _quantity_errors(u.quantity, (*u.path, "quantity"))
        for n, a in enumerate(u.additions):
            wrong += _addition_errors(a, (*u.path, "additions", n))
        ramp = _metered(finder, u.charge, (*u.path, "charge"), NO_USAGE, wrong)
        if ramp is None:
            continue
        if used.setdefault(ramp, u) is not u:
            wrong.append(FieldError((*u.path, "charge"), "is given twice"))
        if u.additions and finder.steps[ramp][0].charge_type is not ChargeType.SEAT:
            wrong.append(FieldError((*u.path, "additions"), "is for seat charges alone"))
    earlier: dict[Ramp, Mapping[int, Decimal]] = {}
    for p in previous:
        wrong += _history_errors(p)
        ramp = _metered(finder, p.charge, (*p.path, "charge"), NO_USAGE, wrong)
        if ramp is not None and earlier.setdefault(ramp, p.quantities) is not p.quantities:
            wrong.append(FieldError((*p.path, "charge"), "is given twice"))
    modes = {r: m for r, s in finder.steps.items() if (m := plan.annotations.tier_modes.get(s[0].name)) is not None}
    modes |= _chosen_modes(finder, options, wrong)
    if wrong:
        raise InvalidInput(wrong)
    return Asked(period, finder.steps, used, earlier, modes)


def unknown(called: str, plan: Plan) -> str:
    return f"{called!r} is no charge of {plan.name!r}"


def unmetered(kind: ChargeType, why: str) -> str:
    """`why`: NO_USAGE or NO_MODE."""
    return f"is a {kind.value} charge, which {why}"


def _chosen_modes(finder: Finder, options: Options, wrong: list[FieldError]) -> dict[Ramp, TierMode]:
    found: dict[Ramp, TierMode] = {}
    for n, (by, mode) in enumerate(options.tier_modes):
        path = ("options", "tier_modes", n, "charge")
        ramp = _metered(finder, by, path, NO_MODE, wrong)
        if ramp in found:
            wrong.append(FieldError(path, "is given twice"))
        elif ramp is not None:
            found[ramp] = mode
    return found


def _metered(finder: Finder, by: ChargeBy, path: Path, why: str, wrong: list[FieldError]) -> Ramp | None:
    try:
        ramp = finder.ramp(by, path)
    except InvalidInput as error:
        wrong += error.errors
        return None
    kind = finder.steps[ramp][0].charge_type
    if kind not in METERED:
        wrong.append(FieldError(path, unmetered(kind, why)))
    return ramp


def _quantity_errors(quantity: Decimal, path: Path) -> Iterable[FieldError]:
    try:
        decimals.parse(quantity)
    except ValueError as error:
        yield FieldError(path, str(error))
    else:
        if quantity < 0:
            yield FieldError(path, "must not be negative", UserErrorCode.NEGATIVE_USAGE)


def _addition_errors(addition: SeatAddition, path: Path) -> Iterable[FieldError]:
    yield from _quantity_errors(addition.quantity, (*path, "quantity"))
    share = addition.remaining_share
    if not (share.is_finite() and 0 <= share <= 1):
        message = "must be from 0 to 1: how much of the period was left"
        yield FieldError((*path, "remaining_share"), message, UserErrorCode.OUT_OF_RANGE)


def _history_errors(previous: PreviousUsage) -> Iterable[FieldError]:
    """Whoever reads a caller's text limits its digits; here only what no rule could price is looked for."""
    suspects = [(n, q) for n, q in previous.quantities.items() if n < 0 or q.is_signed() or not q.is_finite()]
    for period, quantity in suspects:
        if period < 0:
            yield FieldError((*previous.path, period), "is a period below 0", UserErrorCode.OUT_OF_RANGE)
        if not quantity.is_finite() or quantity < 0:
            yield from _quantity_errors(quantity, (*previous.path, period))
