import { expect, test } from "vitest";
import { compare } from "../values/decimal";
import { roundAbove, STEPS, stepOf } from "./quantity";

test("steps only rise", () => {
  expect(STEPS.slice(0, 9)).toEqual(["0", "1", "2", "3", "5", "7", "10", "15", "20"]);
  expect(STEPS.every((step, place) => place === 0 || compare(STEPS[place - 1] ?? "", step) < 0)).toBe(true);
  expect(STEPS.at(-1)).toBe("700000000");
});

test("a quantity stands at the last step that is not above it", () => {
  expect(["0", "1.5", "7", "8", "25000", "99999999999"].map((quantity) => STEPS[stepOf(quantity)])).toEqual([
    "0", "1", "7", "7", "20000", "700000000",
  ]);
});

test.each([
  ["0", "1000"],
  ["25000", "40000"],
  ["7", "14"],
  ["0.5", "1000"],
])("a curve around %s ends at %s", (quantity, expected) => {
  expect(roundAbove(quantity)).toBe(expected);
});
