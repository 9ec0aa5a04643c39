"""`plangraph compare`: plans side by side for the same usage, and from which quantity on another one is cheaper."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.price_lists import FileOption, JsonOption, PeriodOption, UsageOption, pick, plans_of, quantities
from plangraph.cli.session import hint, print_json, print_table

if TYPE_CHECKING:
    from plangraph.domain.rating.compare import BreakEven, Comparison


def compare(
    plans: Annotated[list[str], typer.Argument(help="Two to five plans: keys, names or UUIDs.")],
    file: FileOption = None,
    usage: UsageOption = None,
    vary: Annotated[
        str | None, typer.Option("--vary", help="NAME=QUANTITY: let this charge go from 0 to there, for break-evens.")
    ] = None,
    period: PeriodOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Price the same usage on several plans.

    Example: plangraph compare team pro --file catalogue.json --usage Seats=10 --vary "API calls=1000000"
    """
    from plangraph.domain.rating import compare as rating

    ranges = quantities([vary], "--vary") if vary else []
    known = plans_of(file)
    used = [rating.NamedUsage(name, quantity) for name, quantity in quantities(usage)]
    ranged = rating.Vary(*ranges[0]) if ranges else None
    if not rating.FEWEST <= len(plans) <= rating.MOST:
        raise Mistake(f"name from {rating.FEWEST} to {rating.MOST} plans")
    found = rating.compare([pick(known, name) for name in plans], period, used, ranged)
    if as_json:
        print_json(_json(found))
    else:
        _show(found)


def _show(found: "Comparison") -> None:
    from plangraph.domain import money

    names = [e.plan.name for e in found.estimates]
    rows = [
        [row.name, *("" if a is None else money.formatted(a, row.credit_type.name) for a in row.amounts)]
        for row in found.rows
    ]
    units = {total.credit_type.name: total.credit_type for e in found.estimates for total in e.totals}
    for name, unit in units.items():
        totals = [next((t for t in e.totals if t.credit_type.name == name), None) for e in found.estimates]
        rows.append(
            [f"Total {unit.currency or name}", *("" if t is None else money.formatted(t.total, name) for t in totals)]
        )
    print_table(["", *names], rows, "Nothing is charged in this period.")
    for even in found.break_evens:
        hint(_told(even))


def _told(even: "BreakEven") -> str:
    from plangraph.domain.rating.words import number

    below = "both cost the same" if even.cheaper_below is None else f"{even.cheaper_below.name} is cheaper"
    above = "both cost the same" if even.cheaper_above is None else f"{even.cheaper_above.name} is cheaper"
    about = "" if even.exact else "about "
    return f"Below {about}{number(even.quantity)} {below}, above it {above}."


def _json(found: "Comparison") -> dict[str, Any]:
    from plangraph.domain.decimals import plain
    from plangraph.services import estimates

    return {
        "estimates": [{"plan": e.plan.name, **estimates.answer(e)} for e in found.estimates],
        "rows": [
            {
                "name": row.name,
                "credit_type": row.credit_type.name,
                "amounts": [None if a is None else plain(a) for a in row.amounts],
                "differs": row.differs,
            }
            for row in found.rows
        ],
        "break_evens": [
            {
                "quantity": plain(even.quantity),
                "cheaper_below": even.cheaper_below and even.cheaper_below.name,
                "cheaper_above": even.cheaper_above and even.cheaper_above.name,
                "cheapest": even.cheapest,
                "exact": even.exact,
            }
            for even in found.break_evens
        ],
    }
