import { shifted } from "./decimal";
import { numbersFor } from "./numbers";

/** A pricing unit, as every operation asks for it. */
export interface Unit {
  name: string;
  unit: "CENTS" | "WHOLE" | "CUSTOM";
  currency: string | null;
}

/** Numbers are written as the reader writes them; the words of the pages are English. */
const LANGUAGES: readonly string[] = globalThis.navigator?.languages ?? ["en-US"];

export const { number, parts, read: readNumber, money, digits } = numbersFor(LANGUAGES);

/** An amount in whole units of its currency, or in its custom unit. */
export const whole = (value: string, unit: Unit): string => (unit.unit === "CENTS" ? shifted(value, 2) : value);

/** A price with every digit that matters: `$0.00325`, `12 credits`. */
export const price = (value: string, unit: Unit): string =>
  unit.currency ? money(whole(value, unit), unit.currency) : `${number(value)} ${unit.name}`;

/** Fraction digits at least in a column of amounts: two for dollars, none for yen and for units of the vendor's own. */
export const decimals = ({ currency }: Pick<Unit, "currency">): number => (currency ? digits(currency) : 0);

/** Amounts in whole units beside an axis: all with as many fraction digits as the longest needs, cents never halved. */
export function axisPrices(values: readonly string[], unit: Unit): string[] {
  const { currency } = unit;
  if (!currency) return values.map(number);
  const longest = Math.max(...values.map((value) => value.split(".")[1]?.length ?? 0));
  return values.map((value) => money(value, currency, longest && Math.max(longest, digits(currency))));
}

/** How a unit is called in the head of a column. */
export const unitName = (unit: Unit): string => unit.currency ?? unit.name;

const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
  timeZone: "UTC",
});

export const date = (instant: string): string => DATE.format(new Date(instant));
/** A date without its year, where space is short. */
export const day = (instant: string): string => DAY.format(new Date(instant));
export const dateTime = (instant: string): string => `${TIME.format(new Date(instant))} UTC`;

export type Period = "WEEK" | "MONTH" | "QUARTER" | "YEAR";

/** Periods count from 0 in the API and in addresses, and from 1 on pages. */
export const periodNumber = (period: number): number => period + 1;
export const periodWord = (kind: Period): string => kind[0] + kind.slice(1).toLowerCase();
export const periodName = (kind: Period, period: number): string => `${periodWord(kind)} ${periodNumber(period)}`;

/** `3 plans`, `1 plan`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
