import type { ReactNode } from "react";
import "./header.css";
import { ThemeSwitch } from "./theme-switch";

interface Page {
  name: string;
  path: string;
}

/** The pages of the header's navigation, in its order. */
const PAGES: readonly Page[] = [{ name: "GraphiQL", path: "/graphiql" }];

export function Header({ current, children }: { current: string; children?: ReactNode }) {
  return (
    <header className="header">
      <a className="header-name" href="/">
        PlanGraph
      </a>
      <nav className="header-pages" aria-label="Pages">
        {PAGES.map(({ name, path }) => (
          <a key={path} href={path} aria-current={path === current ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div className="header-tools">
        {children}
        <ThemeSwitch />
      </div>
    </header>
  );
}
