import { expect, test } from "vitest";
import { csv } from "./csv";

test("quotes what needs it and disarms formulas, numbers excepted", () => {
  const text = csv([
    ["name", "amount"],
    ['Acme, "Inc"', "-3.50"],
    ["=1+1", "0.00325"],
    ["-x", "two\nlines"],
  ]);

  expect(text).toBe('name,amount\r\n"Acme, ""Inc""",-3.50\r\n\'=1+1,0.00325\r\n\'-x,"two\nlines"\r\n');
});
