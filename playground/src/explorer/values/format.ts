import { shifted } from "./decimal";

/** A pricing unit, as every operation asks for it. */
export interface Unit {
  name: string;
  unit: "CENTS" | "WHOLE" | "CUSTOM";
  currency: string | null;
}

type Text = Intl.StringNumericLiteral;

// One way of writing numbers on a page: the server's sentences ("free up to 10,000") are English, and so are the pages.
const LANGUAGE = "en-US";

/** Fraction digits that this browser can show: 100, and 20 before the year 2023; plans need no more than a few. */
const MOST = mostDigits();

function mostDigits(): number {
  try {
    return new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 100 }).resolvedOptions().maximumFractionDigits ?? 20;
  } catch {
    return 20;
  }
}

const PLAIN = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: MOST });
const TOTAL = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: MOST });
const currencies = new Map<string, Intl.NumberFormat>();

function currencyFormat(currency: string): Intl.NumberFormat {
  let found = currencies.get(currency);
  if (!found) {
    const style = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    found = new Intl.NumberFormat(LANGUAGE, { ...style, maximumFractionDigits: MOST });
    currencies.set(currency, found);
  }
  return found;
}

/** Digits grouped in thousands, every one of the fraction kept. */
export const number = (value: string | number): string => PLAIN.format(value as Text).replace("-", "−");

/** An amount in whole units of its currency, or in its custom unit. */
export const whole = (value: string, unit: Unit): string => (unit.unit === "CENTS" ? shifted(value, 2) : value);

/** A price with every digit that matters: `$0.00325`, `12 credits`. */
export function price(value: string, unit: Unit): string {
  if (!unit.currency) return `${number(value)} ${unit.name}`;
  return currencyFormat(unit.currency).format(whole(value, unit) as Text).replace("-", "−");
}

/** How a unit is called in the head of a column. */
export const unitName = (unit: Unit): string => unit.currency ?? unit.name;

/** An amount as parts around its decimal point, for columns whose head names the unit; `least` fraction digits. */
export function parts(value: string, least: 0 | 2 = 0): { text: string; fraction: string } {
  const split = (least ? TOTAL : PLAIN).formatToParts(value as unknown as number);
  const at = split.findIndex((part) => part.type === "decimal");
  const join = (some: Intl.NumberFormatPart[]) => some.map((part) => part.value).join("").replace("-", "−");
  return at < 0 ? { text: join(split), fraction: "" } : { text: join(split), fraction: join(split.slice(at)) };
}

const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
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
export const dateTime = (instant: string): string => `${TIME.format(new Date(instant))} UTC`;

export type Period = "WEEK" | "MONTH" | "QUARTER" | "YEAR";

/** Periods count from 0 in the API and in addresses, and from 1 on pages. */
export const periodNumber = (period: number): number => period + 1;
export const periodWord = (kind: Period): string => kind[0] + kind.slice(1).toLowerCase();
export const periodName = (kind: Period, period: number): string => `${periodWord(kind)} ${periodNumber(period)}`;

/** `3 plans`, `1 plan`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
