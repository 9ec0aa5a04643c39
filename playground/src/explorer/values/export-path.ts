interface Order {
  field: string;
  direction: "ASC" | "DESC";
}

/** The address of every row of a list as CSV; what is null or empty asks for nothing. */
export function exportPath(
  name: string,
  filters: Readonly<Record<string, string | boolean | readonly string[] | null>> = {},
  order: Order | null = null,
): string {
  const query = new URLSearchParams();
  for (const [filter, given] of Object.entries(filters)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value !== null && value !== "") query.append(filter, String(value));
    }
  }
  if (order) query.set("order_by", (order.direction === "DESC" ? "-" : "") + order.field.toLowerCase());
  return `/export/${name}.csv${query.size ? `?${query}` : ""}`;
}
