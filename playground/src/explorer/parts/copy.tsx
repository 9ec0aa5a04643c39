import { useEffect, useState } from "react";

/** Puts a text on the clipboard, and says so. */
export function Copy({ name, text }: { name: string; text: () => string }) {
  const [done, setDone] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setDone(""), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setDone("copied");
    } catch {
      // Browsers give the clipboard to https and localhost only.
      setDone("the browser keeps its clipboard shut here");
    }
  };
  return (
    <span>
      <button type="button" className="link" onClick={() => void copy()}>
        {name}
      </button>
      <span role="status" className="second">
        {done && ` ${done}`}
      </span>
    </span>
  );
}
