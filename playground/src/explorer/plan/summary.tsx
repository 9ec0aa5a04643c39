import { useState } from "react";
import { EnglishNote } from "../parts/english";

/** Letters that fit on about five lines. */
const MANY = 420;

/** What the plan costs, in the server's words; a long text is cut on the screen, never on paper, until all is asked for. */
export function Summary({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > MANY;
  return (
    <>
      <p className="summary" lang="en-US" data-cut={(long && !whole) || undefined}>
        {text}
      </p>
      {long && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Less" : "All of it"}
        </button>
      )}
      <EnglishNote />
    </>
  );
}
