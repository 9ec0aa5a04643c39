import { isZero } from "../values/decimal";
import { number, price, type Unit } from "../values/format";

interface Tier {
  tier: string;
  upTo: string | null;
  value: string;
}

interface Priced {
  chargeType: "USAGE" | "FIXED" | "COMPOSITE" | "MINIMUM" | "SEAT";
  prices: readonly Tier[];
  creditType: Unit;
  quantity: string | null;
}

export type Mode = "GRADUATED" | "VOLUME";

/** What a charge costs, a line for each tier: `first 100 free`, `then $0.021`. */
export function priceLines({ chargeType, prices, creditType, quantity }: Priced, mode: Mode): string[] {
  const say = (value: string) => (chargeType === "COMPOSITE" ? `${number(value)} %` : isZero(value) ? "free" : price(value, creditType));
  const [only, ...more] = prices;
  if (!only) return [];
  if (chargeType === "MINIMUM") return [`at least ${price(only.value, creditType)}`];
  if (!more.length) {
    const times = quantity && quantity !== "1" ? `${number(quantity)} × ` : "";
    return [times + say(only.value)];
  }
  return prices.map((tier, place) => tierWords(tier, place, prices.length, say(tier.value), mode));
}

function tierWords({ tier, upTo, value }: Tier, place: number, count: number, said: string, mode: Mode): string {
  if (mode === "VOLUME") return upTo === null ? `all units ${said} from ${number(tier)}` : `all units ${said} below ${number(upTo)}`;
  if (place === 0 && upTo !== null) return isZero(value) ? `first ${number(upTo)} free` : `first ${number(upTo)} at ${said}`;
  if (upTo === null) return count > 2 ? `above ${number(tier)} ${said}` : `then ${said}`;
  return `up to ${number(upTo)} ${said}`;
}

interface Conversion {
  divisionFactor: string;
  roundingBehavior: "FLOOR" | "CEILING" | null;
}

/** `quantity ÷ 1,000, rounded up`. */
export function conversionWords({ divisionFactor, roundingBehavior }: Conversion): string {
  const rounded = { CEILING: ", rounded up", FLOOR: ", rounded down" };
  return `quantity ÷ ${number(divisionFactor)}${roundingBehavior ? rounded[roundingBehavior] : ""}`;
}
