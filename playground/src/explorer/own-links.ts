import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";

const OURS = /^\/(plans|customers|accounts|features|compare|estimate|activity|schema)?(\/|$)/;

/** Plain links to the explorer's own pages change the address without a new load; with a modifier they do what they always do. */
export function useOwnLinks(): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element).closest("a");
      if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
      if (!OURS.test(link.pathname) || (link.hash && link.pathname === location.pathname)) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, []);
}

/** Steps to one of the explorer's pages, at its top; anything else is loaded. */
export function go(path: string): void {
  if (!OURS.test(path)) {
    location.assign(path);
    return;
  }
  navigate(path);
  scrollTo(0, 0);
}
