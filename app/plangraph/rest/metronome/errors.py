"""Failures as Metronome's API tells them: `{"message": …}`."""

from plangraph.domain.errors import InvalidInput
from plangraph.web.errors import Failure


def render(failure: Failure) -> dict[str, str]:
    """Source of the shape: Metronome's documentation of status codes."""
    error = failure.error
    if isinstance(error, InvalidInput) and error.errors:
        told = "; ".join(f"{wrong.dotted} {wrong.message}" if wrong.path else wrong.message for wrong in error.errors)
        return {"message": told}
    return {"message": failure.message}
