import type { IntrospectionOutputTypeRef, IntrospectionQuery } from "graphql";

export interface Edge {
  field: string;
  to: string;
  many: boolean;
}

export interface TypeOnMap {
  name: string;
  /** Fields that lead nowhere: plain values. */
  fields: string[];
  edges: Edge[];
}

/** Which type leads where, seen through connections and payloads. The query's own fields come first. */
export function mapOf({ __schema }: IntrospectionQuery): TypeOnMap[] {
  const types = new Map(__schema.types.flatMap((type) => (type.kind === "OBJECT" || type.kind === "INTERFACE" ? [[type.name, type] as const] : [])));
  const named = (type: IntrospectionOutputTypeRef): string => ("ofType" in type && type.ofType ? named(type.ofType) : (type as { name: string }).name);
  const listed = (type: IntrospectionOutputTypeRef): boolean => type.kind === "LIST" || (type.kind === "NON_NULL" && listed(type.ofType));
  const through = (name: string): string => {
    const fields = types.get(name)?.fields ?? [];
    if (name.endsWith("Payload")) {
      const answers = fields.map((field) => named(field.type)).filter((one) => types.has(one) && one !== "UserError");
      return answers.length === 1 ? (answers[0] ?? name) : name;
    }
    const nodes = name.endsWith("Connection") && fields.find((field) => field.name === "nodes");
    return nodes ? named(nodes.type) : name;
  };
  const shown = [...types.values()].filter(({ name }) => !name.startsWith("__") && !/(Connection|Edge|Payload)$|^(PageInfo|Mutation|Node)$/.test(name));
  const known = new Set(shown.map(({ name }) => name));
  return shown
    .map(({ name, fields }) => ({
      name,
      fields: fields.filter((field) => !types.has(named(field.type))).map((field) => field.name),
      edges: fields
        .map((field) => ({ field: field.name, to: through(named(field.type)), many: listed(field.type) || named(field.type).endsWith("Connection") }))
        .filter(({ to }) => known.has(to)),
    }))
    .sort((a, b) => Number(b.name === "Query") - Number(a.name === "Query") || (a.name < b.name ? -1 : 1));
}

/** A way from one type to another, by all the fields that lead there. */
export interface Way {
  from: string;
  to: string;
  fields: string[];
}

/** What is worth drawing: types that lead on or that several lead to. Where queries begin is told of each, not drawn. */
export function drawnOf(map: readonly TypeOnMap[]): { names: string[]; ways: Way[]; begins: ReadonlyMap<string, string[]> } {
  const query = map.find(({ name }) => name === "Query");
  const others = map.filter((type) => type !== query);
  const sources = (name: string) => others.filter(({ edges }) => edges.some(({ to }) => to === name)).length;
  const drawn = new Set(others.filter(({ name, edges }) => edges.length > 0 || sources(name) > 1).map(({ name }) => name));
  const ways = others.flatMap(({ name, edges }) => [...grouped(edges)].map(([to, fields]) => ({ from: name, to, fields }))).filter(({ to }) => drawn.has(to));
  const names = nearEachOther([...drawn], ways);
  return { names, ways, begins: grouped(query?.edges ?? []) };
}

function grouped(edges: readonly Edge[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { field, to } of edges) found.set(to, [...(found.get(to) ?? []), field]);
  return found;
}

/** An order in which the ways are short: neighbours are swapped, and types moved, as long as that shortens them. */
function nearEachOther(names: readonly string[], ways: readonly Way[]): string[] {
  const length = (order: readonly string[]) => {
    const places = new Map(order.map((name, place) => [name, place]));
    return ways.reduce((sum, { from, to }) => sum + Math.abs((places.get(from) ?? 0) - (places.get(to) ?? 0)), 0);
  };
  let best = [...names];
  let least = length(best);
  for (let shorter = true; shorter; ) {
    shorter = false;
    for (const name of names) {
      const others = best.filter((one) => one !== name);
      for (let place = 0; place <= others.length; place++) {
        const moved = [...others.slice(0, place), name, ...others.slice(place)];
        const found = length(moved);
        if (found < least) {
          [best, least, shorter] = [moved, found, true];
        }
      }
    }
  }
  return best;
}
