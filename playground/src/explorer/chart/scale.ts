/** Where things stand on a drawing. Floats are good enough for places; whatever is read as a figure comes from the server. */
import { compare } from "../values/decimal";

export interface Point {
  /** Exact decimals, as they came. */
  x: string;
  y: string;
}

export interface Curve {
  name: string;
  points: readonly Point[];
}

/** Round steps from zero to at least `highest`: 0, 50, 100. */
export function ticks(highest: number, most = 3): number[] {
  if (!(highest > 0)) return [0];
  const rough = highest / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999999) ?? 10) * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => Number((place * step).toPrecision(12)));
}

const PLAIN = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 12, useGrouping: false });

/** A step as a decimal, without the exponent that small floats get. */
export const plain = (step: number): string => PLAIN.format(step);

/** The point nearest to a place on the horizontal axis. */
export function nearest(places: readonly number[], wanted: number): number {
  let best = 0;
  places.forEach((place, index) => {
    if (Math.abs(place - wanted) < Math.abs((places[best] ?? 0) - wanted)) best = index;
  });
  return best;
}

/** Every quantity at which some curve has a point, rising. */
export const quantitiesOf = (curves: readonly Curve[]): string[] =>
  [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort(compare);

/** What the curves come to once a quantity is reached, where they have a point at it: the last of two at a jump. */
export const reached = (curves: readonly Curve[], quantity: string): { name: string; y: string }[] =>
  curves.flatMap(({ name, points }) => {
    const point = points.findLast(({ x }) => x === quantity);
    return point ? [{ name, y: point.y }] : [];
  });
