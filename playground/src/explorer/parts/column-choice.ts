interface Named {
  name: string;
  /** Shown only when chosen. */
  extra?: boolean;
  minor?: boolean;
}

/** How an address names a column: `active-customers`. */
export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** The usual columns beside the first one, as an address would name them. */
export const usual = (all: readonly Named[]): string[] => all.slice(1).flatMap(({ name, extra }) => (extra ? [] : [slug(name)]));

/** The names in a text that are columns, in the columns' order; the usual ones when there is no text. */
export function namedIn(text: string | null, all: readonly Named[]): string[] {
  if (text === null) return usual(all);
  const wanted = text.split(",");
  return all.slice(1).flatMap(({ name }) => (wanted.includes(slug(name)) ? [slug(name)] : []));
}

/** The first column and the named ones; what was asked for by name is left out nowhere, on a narrow page either. */
export function chosenColumns<Column extends Named>(text: string | null, all: readonly Column[]): Column[] {
  const names = namedIn(text, all);
  const chosen = all.filter((column, place) => place === 0 || names.includes(slug(column.name)));
  return text === null ? chosen : chosen.map((column) => ({ ...column, minor: false }));
}
