import { expect, test } from "vitest";
import { nearest, plain, quantitiesOf, reached, ticks } from "./scale";

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

test("a figure is read out of those curves alone that have a point there, after a jump", () => {
  const curves = [
    { name: "a", points: [{ x: "0", y: "5" }, { x: "10", y: "8" }, { x: "10", y: "7" }, { x: "40", y: "9" }] },
    { name: "b", points: [{ x: "0", y: "1" }, { x: "2.5", y: "2" }, { x: "40", y: "3" }] },
  ];
  expect(quantitiesOf(curves)).toEqual(["0", "2.5", "10", "40"]);
  expect(["0", "2.5", "10"].map((quantity) => reached(curves, quantity))).toEqual([
    [{ name: "a", y: "5" }, { name: "b", y: "1" }],
    [{ name: "b", y: "2" }],
    [{ name: "a", y: "7" }],
  ]);
});
