import { parts } from "../values/format";

/** The longest fraction among values, as text: what shorter ones are padded by, so that decimal points line up. */
export function longestFraction(values: readonly string[], least: 0 | 2 = 0): string {
  return values.map((value) => parts(value, least).fraction).reduce((a, b) => (b.length > a.length ? b : a), "");
}

/** A number in a column; the padding is drawn, invisible and in the same type, and is no part of the text. */
export function Figure({ value, longest = "", least = 0 }: { value: string; longest?: string; least?: 0 | 2 }) {
  const { text, fraction } = parts(value, least);
  return (
    <span className="figure" data-pad={longest.slice(fraction.length) || undefined}>
      {text}
    </span>
  );
}
