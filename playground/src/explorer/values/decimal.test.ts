import { expect, test } from "vitest";
import { compare, isZero, shifted } from "./decimal";

test.each([
  ["325", 2, "3.25"],
  ["2.3", 2, "0.023"],
  ["0.001667", 2, "0.00001667"],
  ["0", 2, "0"],
  ["-1000", 2, "-10"],
  ["100", 2, "1"],
  ["123456789012345678901234567890.5", 2, "1234567890123456789012345678.905"],
  ["7", 0, "7"],
])("%s moved by %i is %s", (value, places, expected) => {
  expect(shifted(value, places)).toBe(expected);
});

test.each([
  ["0", true],
  ["0.000", true],
  ["-0", true],
  ["0.0001", false],
  ["10", false],
])("%s is zero: %s", (value, expected) => {
  expect(isZero(value)).toBe(expected);
});

test("compares exactly, beyond what floats hold", () => {
  const values = ["10", "9.5", "-3", "0", "90071992547409931", "90071992547409930.5", "-20"];

  expect(values.sort(compare)).toEqual(["-20", "-3", "0", "9.5", "10", "90071992547409930.5", "90071992547409931"]);
  expect(compare("1.50", "1.5")).toBe(0);
  expect(compare("-0", "0")).toBe(0);
});
