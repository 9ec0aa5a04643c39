import { type ReactNode, useEffect } from "react";
import { storageUnder } from "../../shared/storage";
import { useAddress } from "../address";
import { Chips } from "./chips";
import { chosenColumns, namedIn, slug, usual } from "./column-choice";
import type { Column } from "./table";

const store = storageUnder("plangraph/columns:");

interface Chosen<Row> {
  columns: readonly Column<Row>[];
  chooser: ReactNode;
}

/** Which columns a list shows: as the address says, else as chosen here last, else the usual ones. The first always stays. */
export function useColumns<Row>(list: string, all: readonly Column<Row>[]): Chosen<Row> {
  const { get, set } = useAddress();
  const there = get("columns");
  const kept = there ?? store.getItem(list);
  // What was kept goes into the address too, so that a link shows to others what it shows here.
  useEffect(() => {
    if (there === null && kept !== null) set({ columns: kept });
  });
  const choose = (names: readonly string[] | null) => {
    const text = names && names.join() !== usual(all).join() ? names.join(",") : null;
    if (text === null) store.removeItem(list);
    else store.setItem(list, text);
    set({ columns: text });
  };
  const names = namedIn(kept, all);
  const chips = all.slice(1).map(({ name }) => ({ value: slug(name), name: name.toLowerCase() }));
  return {
    columns: chosenColumns(kept, all),
    chooser: (
      <details className="columns-choice">
        <summary>Columns</summary>
        <Chips label="Shown" chips={chips} chosen={names} onChange={(next) => choose(chips.map(({ value }) => value).filter((value) => next.includes(value)))} />
        {kept !== null && (
          <button type="button" className="link" onClick={() => choose(null)}>
            The usual ones
          </button>
        )}
      </details>
    ),
  };
}
