import { number } from "../values/format";

interface Conversion {
  divisionFactor: string;
  roundingBehavior: "FLOOR" | "CEILING" | null;
}

/** `quantity ÷ 1,000, rounded up`. */
export function conversionWords({ divisionFactor, roundingBehavior }: Conversion): string {
  const rounded = { CEILING: ", rounded up", FLOOR: ", rounded down" };
  return `quantity ÷ ${number(divisionFactor)}${roundingBehavior ? rounded[roundingBehavior] : ""}`;
}
