"""Piecewise-linear functions of one quantity, exact: what a cost is as the usage of one charge grows.

Not continuous where volume tiers or rounded conversions jump: the value at a break is that just after it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Piece:
    """From `start` to the next piece's start the value is `value` + `slope` times the way from `start`."""

    start: Fraction
    value: Fraction
    slope: Fraction

    def at(self, x: Fraction) -> Fraction:
        return self.value + self.slope * (x - self.start)


@dataclass(frozen=True, slots=True)
class Lined:
    """`pieces` by start, the first one at 0."""

    pieces: tuple[Piece, ...]

    def __call__(self, x: Fraction) -> Fraction:
        starts = [piece.start for piece in self.pieces]
        return self.pieces[bisect_right(starts, x) - 1].at(x)

    def __add__(self, other: "Lined") -> "Lined":
        return _joined(self, other, lambda one, two: one + two)

    def __sub__(self, other: "Lined") -> "Lined":
        return self + other.times(Fraction(-1))

    def times(self, factor: Fraction) -> "Lined":
        return Lined(tuple(Piece(p.start, p.value * factor, p.slope * factor) for p in self.pieces))

    def at_least(self, least: Fraction) -> "Lined":
        """The larger of the value and `least`."""
        return _simple(piece for p, end in self.spans() for piece in _floored(p, end, least))

    def at_most(self, most: Fraction) -> "Lined":
        return self.times(Fraction(-1)).at_least(-most).times(Fraction(-1))

    def spans(self) -> Iterable[tuple[Piece, Fraction | None]]:
        """Each piece with where it ends, None for the last."""
        return zip(self.pieces, [*(p.start for p in self.pieces[1:]), None], strict=True)


def constant(value: Fraction) -> Lined:
    return Lined((Piece(ZERO, value, ZERO),))


def total(functions: Iterable[Lined]) -> Lined:
    found = constant(ZERO)
    for function in functions:
        found = found + function
    return found


def _joined(one: Lined, two: Lined, join: Callable[[Fraction, Fraction], Fraction]) -> Lined:
    found = []
    n = m = 0
    for start in sorted({p.start for p in one.pieces} | {p.start for p in two.pieces}):
        while n + 1 < len(one.pieces) and one.pieces[n + 1].start <= start:
            n += 1
        while m + 1 < len(two.pieces) and two.pieces[m + 1].start <= start:
            m += 1
        left, right = one.pieces[n], two.pieces[m]
        found.append(Piece(start, join(left.at(start), right.at(start)), join(left.slope, right.slope)))
    return _simple(found)


def _floored(piece: Piece, end: Fraction | None, least: Fraction) -> Iterable[Piece]:
    above = piece.value > least or (piece.value == least and piece.slope > 0)
    yield piece if above else Piece(piece.start, least, ZERO)
    leaves = piece.slope < 0 if above else piece.slope > 0
    if leaves:
        crossing = piece.start + (least - piece.value) / piece.slope
        if end is None or crossing < end:
            yield Piece(crossing, least, ZERO if above else piece.slope)


def _simple(pieces: Iterable[Piece]) -> Lined:
    """Without breaks where nothing breaks."""
    found: list[Piece] = []
    for piece in pieces:
        if not found or piece.slope != found[-1].slope or piece.value != found[-1].at(piece.start):
            found.append(piece)
    return Lined(tuple(found))


def crossings(difference: Lined, up_to: Fraction) -> list[tuple[Fraction, int, int]]:
    """Where the sign changes within (0, up_to): the quantity, the sign before it and the sign after it, -1, 0 or 1."""
    signs: list[tuple[Fraction, int]] = []
    for piece, end in difference.spans():
        if piece.start >= up_to:
            break
        last = up_to if end is None or end > up_to else end
        root = piece.start - piece.value / piece.slope if piece.slope else piece.start
        inside = piece.start < root < last
        signs.append((piece.start, _sign(piece.at((piece.start + (root if inside else last)) / 2))))
        if inside:
            signs.append((root, _sign(piece.at((root + last) / 2))))
    return [(here, old, new) for (_, old), (here, new) in pairwise(signs) if old != new]


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
