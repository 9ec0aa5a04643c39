import type { ReactNode } from "react";
import "./header.css";
import { useMedia } from "./media";
import { storageUnder } from "./storage";
import { ThemeSwitch } from "./theme-switch";

interface Page {
  name: string;
  path: string;
}

/** The pages of the header's navigation, in its order, and those of its menu. */
const PAGES: readonly Page[] = [
  { name: "Plans", path: "/plans" },
  { name: "Customers", path: "/customers" },
  { name: "Accounts", path: "/accounts" },
  { name: "Compare", path: "/compare" },
  { name: "Estimate", path: "/estimate" },
  { name: "GraphiQL", path: "/graphiql" },
];
const MORE: readonly Page[] = [
  { name: "Activity", path: "/activity" },
  { name: "Schema", path: "/schema" },
  { name: "REST reference", path: "/reference" },
];

export function Header({ current, children }: { current: string; children?: ReactNode }) {
  const narrow = useMedia("(max-width: 980px)");
  return (
    <header className="header">
      <a className="header-name" href="/plans">
        PlanGraph
      </a>
      {!narrow && (
        <nav className="header-pages" aria-label="Pages">
          <Links pages={PAGES} current={current} />
        </nav>
      )}
      <div className="header-tools">
        {children}
        {!narrow && <ThemeSwitch />}
        <button type="button" className="header-menu-button" popoverTarget="header-menu" data-current={(!narrow && MORE.some(({ path }) => path === current)) || undefined}>
          {narrow ? "Menu" : "More"}
        </button>
        {/* A click on a link in it closes it; what has no room in the bar stands here. */}
        <div id="header-menu" className="header-menu" popover="auto" onClick={(event) => isLink(event.target) && event.currentTarget.hidePopover()}>
          <nav aria-label="More pages">
            <Links pages={narrow ? [...PAGES, ...MORE] : MORE} current={current} />
          </nav>
          {narrow && <ThemeSwitch />}
          <button type="button" className="header-sign-out" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      </div>
    </header>
  );
}

/** Ends the session, and forgets what was looked at here: the next reader may be somebody else. */
async function signOut(): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetch("/sign-out", { method: "POST", headers, credentials: "same-origin" }).catch(() => undefined);
  storageUnder("plangraph/").clear();
  location.assign("/sign-in");
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest("a") !== null;

function Links({ pages, current }: { pages: readonly Page[]; current: string }) {
  return pages.map(({ name, path }) => (
    <a key={path} href={path} aria-current={path === current ? "page" : undefined}>
      {name}
    </a>
  ));
}
