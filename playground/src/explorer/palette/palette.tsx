import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { chooseTheme } from "../../shared/theme";
import { useOperation } from "../data/use-operation";
import { PAGE_KEYS } from "../keys/keys";
import { Find, type FindQuery } from "../operations.gen";
import { go } from "../own-links";
import { Dialog } from "../parts/dialog";
import { fetchPage } from "../pages";
import { accountPath, customerPath, featurePath, metricPath, planPath } from "../paths";
import "./palette.css";
import { type Found, recents, remember } from "./recents";

const PAGES: readonly Found[] = Object.entries(PAGE_KEYS).map(([key, { name, path }]) => ({ kind: "Page", name, key: `g ${key}`, path }));
const ACTIONS: readonly Found[] = (["light", "dark", "system"] as const).map((theme) => ({
  kind: "Action",
  name: `Theme: ${theme}`,
  key: "",
  path: `theme:${theme}`,
}));

function found(data: FindQuery): Found[] {
  const rows = <Row,>(kind: Found["kind"], nodes: readonly Row[], path: (row: Row) => string, name: (row: Row) => string, key: (row: Row) => string) =>
    nodes.map((row) => ({ kind, name: name(row), key: key(row), path: path(row) }));
  return [
    ...rows("Plan", data.plans.nodes, planPath, (plan) => plan.name, (plan) => plan.key),
    ...rows("Customer", data.customers.nodes, customerPath, (customer) => customer.name, (customer) => customer.externalId),
    ...rows("Account", data.accounts.nodes, accountPath, (account) => account.name ?? account.key, (account) => account.key),
    ...rows("Metric", data.metrics.nodes, metricPath, (metric) => metric.key, ({ account, accountKey }) => account?.name ?? accountKey),
    ...rows("Feature", data.features.nodes, featurePath, (feature) => feature.name, (feature) => feature.key),
  ];
}

function open({ path, ...rest }: Found): void {
  remember({ path, ...rest });
  const theme = /^theme:(light|dark|system)$/.exec(path)?.[1];
  if (theme) chooseTheme(theme as "light" | "dark" | "system");
  else go(path);
}

/** Finds anything by how its name or key begins; pages and actions too, and what was open last when nothing is asked. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const chosen = useRef<HTMLLIElement>(null);
  const wanted = useDeferredValue(text.trim());
  const answer = useOperation(Find, { search: wanted }, { pause: !wanted });
  const begins = ({ name }: Found) => name.toLowerCase().includes(wanted.toLowerCase());
  const items = wanted
    ? [...(answer.data ? found(answer.data) : []), ...[...PAGES, ...ACTIONS].filter(begins)]
    : [...recents(), ...PAGES];
  const place = Math.min(at, items.length - 1);

  const path = items[place]?.path;
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: "nearest" });
    if (path) void fetchPage(path);
  }, [place, path]);

  const take = (item: Found | undefined) => {
    if (!item) return;
    onClose();
    open(item);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((place + 1) % items.length);
    else if (event.key === "ArrowUp") setAt((place - 1 + items.length) % items.length);
    // The list of what was asked before is no answer to what stands there now.
    else if (event.key === "Enter" && !(wanted && answer.pending)) take(items[place]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label="Find anything" onClose={onClose}>
      <div className="palette">
        <input
          role="combobox"
          aria-label="Find plans, customers, accounts, metrics, features and pages"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={items[place] && `${list}-${place}`}
          aria-autocomplete="list"
          placeholder="A plan, customer, account, metric, feature or page"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <ul id={list} role="listbox" aria-label="Found" aria-busy={answer.pending}>
          {items.map((item, index) => (
            <li
              key={item.path}
              id={`${list}-${index}`}
              ref={index === place ? chosen : undefined}
              role="option"
              aria-selected={index === place}
              onMouseMove={() => index !== place && setAt(index)}
              onClick={() => take(item)}
            >
              <span>{item.name}</span>
              <code>{item.key}</code>
              <span className="palette-kind">{item.kind.toLowerCase()}</span>
            </li>
          ))}
        </ul>
        <p className="palette-note" role="status">
          {answer.problem
            ? answer.problem.message
            : wanted && !answer.pending && !items.length
              ? "Nothing begins with this. Names and keys are searched from their beginning."
              : ""}
        </p>
      </div>
    </Dialog>
  );
}
