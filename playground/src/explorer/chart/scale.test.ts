import { expect, test } from "vitest";
import { nearest, plain, ticks } from "./scale";

test.each([
  [0, [0]],
  [100, [0, 50, 100]],
  [0.0035, [0, 0.002, 0.004]],
  [20997.9, [0, 10000, 20000, 30000]],
  [7, [0, 2.5, 5, 7.5]],
])("round steps up to %d", (highest, expected) => {
  expect(ticks(highest)).toEqual(expected);
});

test("the nearest point, the first of two at the same distance", () => {
  expect([-1, 4, 5, 6, 100].map((wanted) => nearest([0, 10, 20], wanted))).toEqual([0, 0, 0, 1, 2]);
});

test("steps are plain decimals", () => {
  expect([0, 0.0000005, 0.3, 20000000].map(plain)).toEqual(["0", "0.0000005", "0.3", "20000000"]);
});
