/** Links that carry an operation in the fragment, which browsers keep to themselves: it reaches no server log. */
export interface Shared {
  query: string;
  variables: string;
}

export function linkTo({ query, variables }: Shared): string {
  const fields = new URLSearchParams({ query });
  if (variables.trim()) fields.set("variables", variables);
  return `${location.origin}/graphiql#${fields}`;
}

/** What the address shares, once: it is taken out of the address, so that a reload does not bring it back. */
export function takeShared(): Shared | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  const query = fields.get("query");
  if (!query) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return { query, variables: fields.get("variables") ?? "" };
}
