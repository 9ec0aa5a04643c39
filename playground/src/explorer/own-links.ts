import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";
import { fetchPage } from "./pages";

const OURS = /^\/(plans|customers|accounts|features|compare|estimate|activity|schema|reference)?(\/|$)/;

/**
 * Plain links to the explorer's own pages change the address without a new load; with a modifier they do what they always
 * do. A page's code is fetched when a link to it is pointed at or reached by keyboard, so that it is there when followed.
 */
export function useOwnLinks(): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const to = ownAddress(event.target);
      if (!to) return;
      event.preventDefault();
      go(to.pathname + to.search);
    };
    const prepare = ({ target }: Event) => {
      const to = ownAddress(target);
      if (to) void fetchPage(to.pathname);
    };
    document.addEventListener("click", follow);
    document.addEventListener("pointerover", prepare);
    document.addEventListener("focusin", prepare);
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("pointerover", prepare);
      document.removeEventListener("focusin", prepare);
    };
  }, []);
}

/** Where the link around an element leads, when that is a page of ours; links stand in drawings too. */
function ownAddress(target: EventTarget | null): URL | null {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!link || link.hasAttribute("target") || link.hasAttribute("download")) return null;
  const to = new URL(link.getAttribute("href") ?? "", location.href);
  const within = to.hash && to.pathname === location.pathname;
  return to.origin === location.origin && OURS.test(to.pathname) && !within ? to : null;
}

/** Steps to one of the explorer's pages, to the top of another one; anything else is loaded. */
export function go(path: string): void {
  const before = location.pathname;
  if (!OURS.test(path.replace(/\?.*/, ""))) {
    location.assign(path);
    return;
  }
  navigate(path);
  // What only changes the page that is there leaves the reader where they read.
  if (location.pathname !== before) scrollTo(0, 0);
}
