import { expect, test } from "vitest";
import { numbersFor } from "./numbers";

const english = numbersFor(["en-US"]);
const german = numbersFor(["de-DE", "en"]);
const EXACT = "12345678901234567890.12345678901234567891";

test("every digit is kept, however many, in the reader's own way", () => {
  expect(english.number(EXACT)).toBe("12,345,678,901,234,567,890.12345678901234567891");
  expect(german.number(EXACT)).toBe("12.345.678.901.234.567.890,12345678901234567891");
  expect(german.money("12345678901234567890.05", "EUR")).toBe("12.345.678.901.234.567.890,05\u00a0€");
  expect(english.money("0.00325", "USD")).toBe("$0.00325");
  expect(german.money("-3.5", "USD")).toBe("−3,50\u00a0$");
});

test("amounts have the decimals of their currency", () => {
  expect(["USD", "JPY", "KWD"].map(english.digits)).toEqual([2, 0, 3]);
  expect(english.money("1200", "JPY")).toBe("¥1,200");
});

test("the parts of a number stand around its decimal sign", () => {
  expect(german.parts("1234.5", 2)).toEqual({ text: "1.234,50", fraction: ",50" });
  expect(english.parts("1234", 0)).toEqual({ text: "1,234", fraction: "" });
});

test.each([
  ["en-US", "12,000", "12000"],
  ["en-US", " 1.5 ", "1.5"],
  ["en-US", "1200", "1200"],
  ["en-US", "1,5", null],
  ["en-US", "1,50,000", "150000"],
  ["en-US", "-3", null],
  ["en-US", "1e5", null],
  ["en-US", "", null],
  ["en-US", "1".repeat(41), null],
  ["de-DE", "12.000", "12000"],
  ["de-DE", "1,5", "1.5"],
  ["de-DE", "1.5", null],
  ["de-DE", "12.345.678.901.234.567.890,12", "12345678901234567890.12"],
  ["fr-FR", "12 000,5", "12000.5"],
  ["fr-FR", "12\u202f000", "12000"],
  ["de-CH", "12'000.5", "12000.5"],
])("in %s %j is read as %s", (language, text, expected) => {
  expect(numbersFor([language]).read(text)).toBe(expected);
});

test.each(["en-US", "de-DE", "fr-FR", "es-ES", "hi-IN", "de-CH", "ar-EG", "pl-PL", "sv-SE"])(
  "what is written for a reader of %s is read back",
  (language) => {
    const { number, read } = numbersFor([language]);
    for (const value of ["0", "7", "1200", "12000", "1234567.5", EXACT]) expect(read(number(value))).toBe(value);
  },
);

test("a tag that no browser knows is passed over", () => {
  expect(numbersFor(["C", "en_US.UTF-8", "de-DE"]).number("1.5")).toBe("1,5");
  expect(numbersFor([]).number("1.5")).toBe("1.5");
});
