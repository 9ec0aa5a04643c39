import { useEffect, useRef } from "react";
import { go } from "../own-links";
import { fetchPage } from "../pages";

/** After `g`, within a second. */
export const PAGE_KEYS: Readonly<Record<string, { name: string; path: string }>> = {
  p: { name: "Plans", path: "/plans" },
  c: { name: "Customers", path: "/customers" },
  a: { name: "Accounts", path: "/accounts" },
  o: { name: "Compare", path: "/compare" },
  e: { name: "Estimate", path: "/estimate" },
  t: { name: "Activity", path: "/activity" },
  s: { name: "Schema", path: "/schema" },
  r: { name: "REST reference", path: "/reference" },
  q: { name: "GraphiQL", path: "/graphiql" },
};

interface Actions {
  find: () => void;
  help: () => void;
}

const SECOND = 1000;

export function useKeys(actions: Actions): void {
  const newest = useRef(actions);
  newest.current = actions;
  useEffect(() => {
    let leading = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        newest.current.find();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
      if (isWriting(event.target)) {
        if (event.key === "Escape") {
          // Browsers would empty a search field first, and with it the list that the reader wants to step into.
          event.preventDefault();
          (event.target as HTMLElement).blur();
        }
        return;
      }
      const page = event.timeStamp - leading < SECOND ? PAGE_KEYS[event.key] : undefined;
      leading = event.key === "g" ? event.timeStamp : 0;
      if (leading) for (const { path } of Object.values(PAGE_KEYS)) void fetchPage(path);
      if (page) go(page.path);
      else if (!act(event.key, newest.current)) return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function act(key: string, actions: Actions): boolean {
  if (key === "?") actions.help();
  else if (key === "/") document.querySelector<HTMLElement>("[data-search]")?.focus();
  else if (key === "j" || key === "k") moveBy(key === "j" ? 1 : -1);
  else if (key === "]" || key === "[") document.querySelector<HTMLElement>(`[data-turn=${key === "]" ? "on" : "back"}]`)?.click();
  else return false;
  return true;
}

/** Rows are walked by the first link in each, so that Enter opens it and every reader knows where they are. */
function moveBy(step: number): void {
  const links = [...document.querySelectorAll("[data-row]")].flatMap((row) => row.querySelector<HTMLElement>("a, button") ?? []);
  const row = document.activeElement?.closest("[data-row]");
  const now = links.findIndex((link) => row?.contains(link));
  const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const types = ["checkbox", "radio", "range", "button"];
  if (target instanceof HTMLInputElement) return !types.includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
