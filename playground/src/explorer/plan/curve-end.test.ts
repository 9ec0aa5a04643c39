import { expect, test } from "vitest";
import { curveEnd } from "./curve-end";

test.each([
  [["0"], null, "1000"],
  [["0", "100000"], null, "200000"],
  [["0", "51200", "512000"], null, "1000000"],
  [["0", "1", "50"], "1000000", "100000000"],
  [["0", "0.5"], null, "1000"],
])("tiers from %j divided by %s are drawn up to %s", (tiers, divisionFactor, expected) => {
  const charge = { prices: tiers.map((tier) => ({ tier })), unitConversion: divisionFactor ? { divisionFactor } : null };

  expect(curveEnd(charge)).toBe(expected);
});
