interface Tiered {
  prices: readonly { tier: string }[];
  unitConversion: { divisionFactor: string } | null;
}

/** A round quantity about twice as far as the last tier's edge, in metered units: where a charge's curve may end. */
export function curveEnd({ prices, unitConversion }: Tiered): string {
  const whole = (value: string) => value.split(".")[0] ?? "0";
  const last = whole(prices.at(-1)?.tier ?? "0");
  const round = last === "0" ? "1000" : `${2 * Number(last[0])}${"0".repeat(last.length - 1)}`;
  const factor = whole(unitConversion?.divisionFactor ?? "1");
  return round + "0".repeat(Math.max(factor.length - 1, 0));
}
