import { useEffect, useRef, useState } from "react";
import { useAddress } from "../address";
import { FIRST_PAGE } from "./pager";

const PAUSE = 80;

/** Keeps what is searched for in the address, a moment after the last key. */
export function Search({ label, name = "q" }: { label: string; name?: string }) {
  const address = useAddress();
  const there = address.get(name) ?? "";
  const [text, setText] = useState(there);
  const written = useRef(there);

  // The back button, or a link, changed the address.
  if (there !== written.current) {
    written.current = there;
    if (there !== text.trim()) setText(there);
  }

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === written.current) return;
    const { pathname } = location;
    const timer = setTimeout(() => {
      // The reader may have left already, while the next page's code is on its way.
      if (location.pathname !== pathname) return;
      written.current = wanted;
      address.set({ ...FIRST_PAGE, [name]: wanted || null });
    }, PAUSE);
    return () => clearTimeout(timer);
  });

  return (
    <input
      className="search"
      type="search"
      placeholder={label}
      aria-label={label}
      aria-keyshortcuts="/"
      data-search
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
