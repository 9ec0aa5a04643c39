/** Exact decimals as the server sends them: plain digits with an optional point. Nothing here is ever a float. */

/** The value divided by ten to the power of `places`: 325 cents are 3.25. */
export function shifted(value: string, places: number): string {
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? value.slice(1) : value).split(".");
  const digits = whole.padStart(places + 1, "0");
  const cut = digits.length - places;
  const after = (digits.slice(cut) + fraction).replace(/0+$/, "");
  const before = digits.slice(0, cut).replace(/^0+(?=\d)/, "");
  const text = after ? `${before}.${after}` : before;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

export const isZero = (value: string): boolean => !/[1-9]/.test(value);

/** Below zero, zero or above, as `a` is less than, equal to or more than `b`. */
export function compare(a: string, b: string): number {
  const signs = Number(b.startsWith("-") && !isZero(b)) - Number(a.startsWith("-") && !isZero(a));
  if (signs) return signs;
  const size = compareSizes(a.replace("-", ""), b.replace("-", ""));
  return a.startsWith("-") && !isZero(a) ? -size : size;
}

function compareSizes(a: string, b: string): number {
  const [aWhole = "", aFraction = ""] = a.split(".");
  const [bWhole = "", bFraction = ""] = b.split(".");
  const width = Math.max(aWhole.length, bWhole.length);
  const depth = Math.max(aFraction.length, bFraction.length);
  const left = aWhole.padStart(width, "0") + aFraction.padEnd(depth, "0");
  const right = bWhole.padStart(width, "0") + bFraction.padEnd(depth, "0");
  return left === right ? 0 : left < right ? -1 : 1;
}
