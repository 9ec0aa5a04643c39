import { expect, test } from "vitest";
import { chosenColumns, namedIn, usual } from "./column-choice";

const ALL = [
  { name: "Plan" },
  { name: "Key", minor: true },
  { name: "Active customers" },
  { name: "Description", extra: true },
];

test("without a choice the usual columns stand there as they are", () => {
  expect(usual(ALL)).toEqual(["key", "active-customers"]);
  expect(chosenColumns(null, ALL)).toEqual(ALL.slice(0, 3));
});

test.each([
  ["description,key", ["key", "description"]],
  ["", []],
  ["none,of,these", []],
])("%j names %j", (text, names) => {
  expect(namedIn(text, ALL)).toEqual(names);
});

test("the first column always stays, and a chosen one is not minor", () => {
  expect(chosenColumns("key", ALL)).toEqual([
    { name: "Plan", minor: false },
    { name: "Key", minor: false },
  ]);
});
