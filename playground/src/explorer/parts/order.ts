/** `name` or `-name` of the address as an order of the API; null for any other word. */
export function orderOf<Field extends string>(
  sort: string | null,
  fields: Readonly<Record<string, Field>>,
): { field: Field; direction: "ASC" | "DESC" } | null {
  if (!sort) return null;
  const field = fields[sort.replace(/^-/, "")];
  return field ? { field, direction: sort.startsWith("-") ? "DESC" : "ASC" } : null;
}
