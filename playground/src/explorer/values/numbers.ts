/** How a reader writes numbers: exact decimals in, text out and back. Nothing here is ever a float. */
export interface Numbers {
  /** Digits grouped in thousands, every one of the fraction kept. */
  number: (value: string | number) => string;
  /** The same with the sign of a currency; at least as many fraction digits as given, else as its amounts usually have. */
  money: (value: string, currency: string, least?: number) => string;
  /** Fraction digits that amounts of a currency usually have: two, none for yen, three for dinars. */
  digits: (currency: string) => number;
  /** A number around its decimal sign, with at least so many fraction digits. */
  parts: (value: string, least: number) => { text: string; fraction: string };
  /** What a reader wrote, as the server takes it: plain digits with an optional point; null when it is no such number. */
  read: (text: string) => string | null;
}

type Text = Intl.StringNumericLiteral;

export function numbersFor(languages: readonly string[]): Numbers {
  const known = supported(languages);
  const most = mostDigits(known);
  const made = new Map<string, Intl.NumberFormat>();
  // The pages are written in Latin letters, so their digits are too.
  const format = (least?: number, currency?: string): Intl.NumberFormat => {
    const key = `${least} ${currency}`;
    const found = made.get(key);
    if (found) return found;
    const style = currency ? ({ style: "currency", currency, currencyDisplay: "narrowSymbol" } as const) : {};
    const fraction = least === undefined ? {} : { minimumFractionDigits: Math.min(least, most) };
    const fresh = new Intl.NumberFormat(known, { ...style, ...fraction, maximumFractionDigits: most, numberingSystem: "latn" });
    made.set(key, fresh);
    return fresh;
  };
  const signs = format(1).formatToParts("1234567.5" as unknown as number);
  const sign = (type: Intl.NumberFormatPartTypes, otherwise: string) => signs.find((part) => part.type === type)?.value ?? otherwise;
  return {
    number: (value) => proper(format().format(value as Text)),
    money: (value, currency, least) => proper(format(least, currency).format(value as Text)),
    digits: (currency) => format(undefined, currency).resolvedOptions().minimumFractionDigits ?? 0,
    parts: (value, least) => {
      const split = format(least).formatToParts(value as unknown as number);
      const at = split.findIndex((part) => part.type === "decimal");
      const join = (some: Intl.NumberFormatPart[]) => proper(some.map((part) => part.value).join(""));
      return { text: join(split), fraction: at < 0 ? "" : join(split.slice(at)) };
    },
    read: reader(sign("group", ","), sign("decimal", ".")),
  };
}

const proper = (text: string): string => text.replace("-", "−");

function supported(languages: readonly string[]): string[] {
  const known = languages.filter((language) => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(language).length > 0;
    } catch {
      return false; // no language tag at all
    }
  });
  return known.length ? known : ["en-US"];
}

/** Fraction digits that this browser can show: 100, and 20 before the year 2023; plans need no more than a few. */
function mostDigits(languages: readonly string[]): number {
  try {
    return new Intl.NumberFormat([...languages], { maximumFractionDigits: 100 }).resolvedOptions().maximumFractionDigits ?? 20;
  } catch {
    return 20;
  }
}

const escaped = (sign: string): string => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Thousands may be set off as the reader's language does it; anything else that is no digit makes it no number. */
function reader(group: string, decimal: string): (text: string) => string | null {
  const between = /\s/.test(group) ? "\\s" : /['’]/.test(group) ? "['’]" : escaped(group);
  const shape = new RegExp(`^(\\d+|\\d{1,3}(?:${between}\\d{2,3})*${between}\\d{3})(?:${escaped(decimal)}(\\d+))?$`);
  return (text) => {
    const [, whole = "", fraction = ""] = shape.exec(text.trim()) ?? [];
    const digits = whole.replace(/\D/g, "");
    if (!digits || digits.length > 40 || fraction.length > 30) return null;
    return fraction ? `${digits}.${fraction}` : digits;
  };
}
