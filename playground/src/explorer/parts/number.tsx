import { parts } from "../values/format";

export interface FigureOf {
  value: string;
  /** Fraction digits at least. */
  least: number;
}

/** The longest fraction among values, as text: what shorter ones are padded by, so that decimal points line up. */
export function longestFraction(figures: readonly FigureOf[]): string {
  return figures.map(({ value, least }) => parts(value, least).fraction).reduce((a, b) => (b.length > a.length ? b : a), "");
}

/** A number in a column; the padding is drawn, invisible and in the same type, and is no part of the text. */
export function Figure({ value, longest, least }: FigureOf & { longest: string }) {
  const { text, fraction } = parts(value, least);
  return (
    <span className="figure" data-pad={longest.slice(fraction.length) || undefined}>
      {text}
    </span>
  );
}
