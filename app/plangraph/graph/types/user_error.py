"""What a person got wrong, one wrong field each."""

from collections.abc import Iterable

import strawberry

from plangraph.domain.errors import FieldError, UserErrorCode
from plangraph.graph.enums import describe

INPUT = strawberry.argument(description="Everything that it needs.")

describe(
    UserErrorCode,
    "What is wrong with one field of an input.",
    REQUIRED="It is missing or empty.",
    INVALID="It is not what it should be.",
    TOO_LONG="It has too many characters.",
    OUT_OF_RANGE="It is too small, too large or too many.",
    UNKNOWN_PLAN="No plan has this key or id.",
    UNKNOWN_FEATURE="No feature has this key.",
    UNKNOWN_VARIANT="The feature has no such variant.",
    UNKNOWN_ACCOUNT="No account has this key.",
    UNKNOWN_CHARGE="The plan has no such charge.",
    AMBIGUOUS_CHARGE="The plan has several charges of this name, in different products.",
    CONFLICT="It was used before for something else.",
    UNPRICED_UNITS="Custom units are left that no overage rate prices.",
    COMPOSITE_PARTS_UNKNOWN="Which charges a composite charge counts is not told; annotate the plan.",
    PLAN_REQUIRED="There are several plans; say which.",
    NEGATIVE_USAGE="The quantity comes out below zero.",
    UNSUPPORTED_PLAN="The plan uses something that cannot be priced here.",
)


@strawberry.type(description="One wrong field of an input. Nothing was changed.")
class UserError:
    field: list[str] | None = strawberry.field(
        description="Where it is in the input: names and positions, outermost first; null for the whole."
    )
    message: str = strawberry.field(description="What is wrong, for people.")
    code: UserErrorCode = strawberry.field(description="What is wrong, for programs.")


def user_errors(errors: Iterable[FieldError]) -> list[UserError]:
    return [UserError(field=_path(e), message=_sentence(e), code=e.code) for e in errors]


def _path(error: FieldError) -> list[str] | None:
    return [_camel(part) if isinstance(part, str) else str(part) for part in error.path] or None


def _sentence(error: FieldError) -> str:
    """`key is required`: the last name leads, since messages are also shown by themselves."""
    name = next((_camel(p) for p in reversed(error.path) if isinstance(p, str)), None)
    return f"{name} {error.message}" if name else error.message


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
