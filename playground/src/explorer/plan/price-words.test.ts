import { expect, test } from "vitest";
import { conversionWords, priceLines } from "./price-words";

const cents = { name: "USD (cents)", unit: "CENTS" as const, currency: "USD" };
const credits = { name: "API credits", unit: "CUSTOM" as const, currency: null };
const tiers = (...prices: [string, string][]) =>
  prices.map(([tier, value], place) => ({ tier, value, upTo: prices[place + 1]?.[0] ?? null }));
const usage = (prices: [string, string][], creditType: typeof cents | typeof credits = cents) => ({
  chargeType: "USAGE" as const,
  prices: tiers(...prices),
  creditType,
  quantity: null,
});

test("graduated tiers, free ones first", () => {
  expect(priceLines(usage([["0", "0"], ["100000", "0.325"]]), "GRADUATED")).toEqual(["first 100,000 free", "then $0.00325"]);
});

test("three tiers", () => {
  const lines = priceLines(usage([["0", "25"], ["20000", "8"], ["1000000", "3"]]), "GRADUATED");

  expect(lines).toEqual(["first 20,000 at $0.25", "up to 1,000,000 $0.08", "above 1,000,000 $0.03"]);
});

test("volume tiers price every unit alike", () => {
  const lines = priceLines(usage([["0", "10"], ["1000", "9"]]), "VOLUME");

  expect(lines).toEqual(["all units $0.10 below 1,000", "all units $0.09 from 1,000"]);
});

test("fixed amounts, percentages, minimums and custom units", () => {
  const one = (chargeType: "FIXED" | "COMPOSITE" | "MINIMUM", value: string, quantity: string | null = null) =>
    priceLines({ chargeType, prices: tiers(["0", value]), creditType: cents, quantity }, "GRADUATED");

  expect(one("FIXED", "2500")).toEqual(["$25.00"]);
  expect(one("FIXED", "2500", "3")).toEqual(["3 × $25.00"]);
  expect(one("COMPOSITE", "10")).toEqual(["10 %"]);
  expect(one("MINIMUM", "10000")).toEqual(["at least $100.00"]);
  expect(priceLines(usage([["0", "3"]], credits), "GRADUATED")).toEqual(["3 API credits"]);
});

test("conversions as a formula", () => {
  expect(conversionWords({ divisionFactor: "1024", roundingBehavior: "CEILING" })).toBe("quantity ÷ 1,024, rounded up");
  expect(conversionWords({ divisionFactor: "1000000", roundingBehavior: null })).toBe("quantity ÷ 1,000,000");
});
