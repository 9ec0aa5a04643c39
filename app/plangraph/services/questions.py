"""A question about a price as JSON: plan, period and usage, checked and made into what the rating rules take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plangraph.domain import decimals
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.plan import Plan
from plangraph.domain.rating.asked import (
    LAST_PERIOD,
    METERED,
    NO_MODE,
    ChargeBy,
    PreviousUsage,
    SeatAddition,
    Usage,
    unknown,
    unmetered,
)
from plangraph.services import price_lists
from plangraph.services.input import Path, text_errors


@dataclass(frozen=True, slots=True)
class Question:
    plan: Plan
    period: int
    usage: tuple[Usage, ...]
    previous_usage: tuple[PreviousUsage, ...]


def read(given: Any) -> Question:
    """`{"plan", "annotations", "period", "usage", "previous_usage"}`, of which only `plan` is required.

    Other keys are ignored, so that a line may carry a name or the expected answer. Raises InvalidInput with every
    wrong field.
    """
    if not isinstance(given, Mapping):
        raise InvalidInput([FieldError((), "must be a JSON object with `plan`")])
    reader = _Reader([])
    plan = reader.plan(given)
    period = reader.period(given.get("period"), ("period",))
    usage = tuple(reader.usages(given.get("usage"), ("usage",)))
    previous = tuple(reader.histories(given.get("previous_usage"), ("previous_usage",)))
    if reader.wrong or plan is None:
        raise InvalidInput(reader.wrong)
    return Question(plan, period, usage, previous)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Collects every wrong field on the way."""

    wrong: list[FieldError]

    def refuse(self, path: Path, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        self.wrong.append(FieldError(path, message, code))

    def plan(self, given: Mapping[str, Any]) -> Plan | None:
        if "plan" not in given:
            self.refuse(("plan",), "is required", UserErrorCode.REQUIRED)
            return None
        try:
            plan = price_lists.to_plan(given["plan"], given.get("annotations"))
        except InvalidInput as error:
            self.wrong.extend(error.errors)
            return None
        self.tier_modes(plan)
        return plan

    def tier_modes(self, plan: Plan) -> None:
        """An import takes those without effect, since a plan may lose a charge; a question is somebody's own."""
        for name in plan.annotations.tier_modes:
            path, kinds = ("annotations", "tier_mode", name), [c.charge_type for c in plan.charges if c.name == name]
            if not kinds:
                self.refuse(path, unknown(name, plan), UserErrorCode.UNKNOWN_CHARGE)
            elif not any(kind in METERED for kind in kinds):
                self.refuse(path, unmetered(kinds[0], NO_MODE))

    def period(self, given: Any, path: Path) -> int:
        if isinstance(given, Decimal) and given.adjusted() < 10 and given == given.to_integral_value():
            given = int(given)
        if given is None:
            return 0
        if isinstance(given, bool) or not isinstance(given, int):
            self.refuse(path, "must be a whole number")
        elif not 0 <= given <= LAST_PERIOD:
            self.refuse(path, f"must be from 0 to {LAST_PERIOD:,}", UserErrorCode.OUT_OF_RANGE)
        else:
            return given
        return 0

    def decimal(self, given: Any, path: Path) -> Decimal:
        """A quantity: a plain decimal, 0 or more."""
        try:
            value = decimals.parse(given)
        except ValueError as error:
            self.refuse(path, str(error))
            return Decimal(0)
        if value < 0:
            self.refuse(path, "must not be negative", UserErrorCode.NEGATIVE_USAGE)
        return value

    def object(self, given: Any, path: Path, keys: tuple[str, ...] = ()) -> Mapping[str, Any]:
        """A JSON object, empty when there is none; with `keys`, no others are taken."""
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            self.refuse(path, "must be an object")
            return {}
        errors = list(text_errors(dict.fromkeys(given), path))
        self.wrong.extend(errors)
        for key in given:
            if keys and key not in keys:
                self.refuse((*path, key), f"is not known here; {' and '.join(keys)} are")
        return {} if errors else given

    def usages(self, given: Any, path: Path) -> Iterator[Usage]:
        for name, used in self.object(given, path).items():
            at = (*path, name)
            if not isinstance(used, Mapping):
                yield Usage(ChargeBy(name=name), self.decimal(used, at), path=at)
                continue
            told = self.object(used, at, ("quantity", "additions"))
            additions = tuple(self.additions(told.get("additions"), (*at, "additions")))
            quantity = self.decimal(told.get("quantity", 0), (*at, "quantity"))
            yield Usage(ChargeBy(name=name), quantity, additions, at)

    def additions(self, given: Any, path: Path) -> Iterator[SeatAddition]:
        if given is not None and not isinstance(given, list):
            self.refuse(path, "must be a list")
            return
        for n, item in enumerate(given or ()):
            at = (*path, n)
            added = self.object(item, at, ("quantity", "remaining_share"))
            for field in ("quantity", "remaining_share"):
                if field not in added:
                    self.refuse((*at, field), "is required", UserErrorCode.REQUIRED)
            share = self.decimal(added.get("remaining_share", 0), (*at, "remaining_share"))
            yield SeatAddition(self.decimal(added.get("quantity", 0), (*at, "quantity")), share)

    def histories(self, given: Any, path: Path) -> Iterator[PreviousUsage]:
        for name, used in self.object(given, path).items():
            at = (*path, name)
            quantities: dict[int, Decimal] = {}
            for text, quantity in self.object(used, at).items():
                if not (text.isascii() and text.isdigit() and len(text) <= 10):
                    self.refuse((*at, text), "must be a period, a whole number from 0")
                    continue
                if int(text) in quantities:
                    self.refuse((*at, text), "is a period that is given twice")
                quantities[int(text)] = self.decimal(quantity, (*at, text))
            yield PreviousUsage(ChargeBy(name=name), quantities, at)
