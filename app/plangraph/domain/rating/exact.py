"""Arithmetic without silent rounding: a digit that does not fit is an error, never a wrong price."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, localcontext
from typing import TypeVar

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode

PRECISION = 120
# Products of several 70-digit inputs need more; they are worked out again with room enough
WIDEST = 2_000
ZERO = Decimal(0)
ONE = Decimal(1)

Result = TypeVar("Result")


def exactly(work: Callable[[], Result]) -> Result:
    """The result of `work`, in which any rounding but the two that plans ask for is trapped."""
    for precision in (PRECISION, WIDEST):
        try:
            with localcontext(Context(precision, ROUND_HALF_EVEN, traps=[Inexact, InvalidOperation, DivisionByZero])):
                return work()
        except (Inexact, InvalidOperation):
            continue
    message = f"takes more than {WIDEST:,} digits to work out exactly"
    raise InvalidInput([FieldError(("usage",), message, UserErrorCode.OUT_OF_RANGE)])
