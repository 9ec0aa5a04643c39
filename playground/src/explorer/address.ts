import { navigate, useSearch } from "wouter/use-browser-location";

export interface Address {
  get: (name: string) => string | null;
  all: (name: string) => string[];
  /** Null takes a part away; the rest of the address stays. `step` makes an entry for the back button. */
  set: (parts: Record<string, string | readonly string[] | null>, how?: "step" | "quiet") => void;
}

/** What the page shows stands in the address after the question mark, so that a link shows the same. */
export function useAddress(): Address {
  const fields = new URLSearchParams(useSearch());
  return {
    get: (name) => fields.get(name),
    all: (name) => fields.getAll(name),
    set: (parts, how = "quiet") => {
      // The address of this moment: two changes may follow each other before anything is drawn.
      const next = withParts(location.search, parts);
      if (next !== location.search) navigate(location.pathname + next, { replace: how === "quiet" });
    },
  };
}

export function withParts(search: string, parts: Record<string, string | readonly string[] | null>): string {
  const fields = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    fields.delete(name);
    if (value === null) continue;
    for (const one of typeof value === "string" ? [value] : value) fields.append(name, one);
  }
  const text = fields.toString();
  return text && `?${text}`;
}

/** Another page for the usage and the period that this one's address names. */
export function withUsage(path: string, parts: Record<string, string>): string {
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => name === "period" || name.startsWith("q."));
  return `${path}?${new URLSearchParams([...Object.entries(parts), ...kept])}`;
}

/** The second part of the path, decoded once: the routes' own parameters leave some characters coded. */
export function keyInPath(pathname = location.pathname): string {
  const coded = pathname.split("/")[2] ?? "";
  try {
    return decodeURIComponent(coded);
  } catch {
    return coded;
  }
}
