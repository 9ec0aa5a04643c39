import type { ReactNode } from "react";
import "./header.css";
import { ThemeSwitch } from "./theme-switch";

interface Page {
  name: string;
  path: string;
}

/** The pages of the header's navigation, in its order. */
const PAGES: readonly Page[] = [
  { name: "Plans", path: "/plans" },
  { name: "Customers", path: "/customers" },
  { name: "Accounts", path: "/accounts" },
  { name: "Compare", path: "/compare" },
  { name: "Estimate", path: "/estimate" },
  { name: "GraphiQL", path: "/graphiql" },
];

export function Header({ current, children }: { current: string; children?: ReactNode }) {
  return (
    <header className="header">
      <a className="header-name" href="/plans">
        PlanGraph
      </a>
      <nav className="header-pages" aria-label="Pages">
        <PageLinks current={current} />
      </nav>
      <div className="header-tools">
        {children}
        <ThemeSwitch />
        {/* On narrow pages the menu stands for what has no room; a click on a link in it closes it. */}
        <button type="button" className="header-menu-button" popoverTarget="header-menu">
          Menu
        </button>
        <div id="header-menu" className="header-menu" popover="auto" onClick={(event) => closes(event.target) && event.currentTarget.hidePopover()}>
          <nav aria-label="Pages, menu">
            <PageLinks current={current} />
          </nav>
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

const closes = (target: EventTarget): boolean => target instanceof Element && target.closest("a") !== null;

function PageLinks({ current }: { current: string }) {
  return PAGES.map(({ name, path }) => (
    <a key={path} href={path} aria-current={path === current ? "page" : undefined}>
      {name}
    </a>
  ));
}
