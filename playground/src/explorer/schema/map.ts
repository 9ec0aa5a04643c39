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

/** Which type leads where, seen through connections and their edges. The query's own fields come first. */
export function mapOf({ __schema }: IntrospectionQuery): TypeOnMap[] {
  const types = new Map(__schema.types.flatMap((type) => (type.kind === "OBJECT" || type.kind === "INTERFACE" ? [[type.name, type] as const] : [])));
  const named = (type: IntrospectionOutputTypeRef): string => ("ofType" in type && type.ofType ? named(type.ofType) : (type as { name: string }).name);
  const listed = (type: IntrospectionOutputTypeRef): boolean => type.kind === "LIST" || (type.kind === "NON_NULL" && listed(type.ofType));
  const through = (name: string): string => {
    const nodes = name.endsWith("Connection") && types.get(name)?.fields.find((field) => field.name === "nodes");
    return nodes ? named(nodes.type) : name;
  };
  const shown = [...types.values()].filter(({ name }) => !name.startsWith("__") && !/(Connection|Edge|Payload)$|^(PageInfo|Mutation|Node)$/.test(name));
  return shown
    .map(({ name, fields }) => ({
      name,
      fields: fields.filter((field) => !types.has(named(field.type))).map((field) => field.name),
      edges: fields
        .filter((field) => types.has(named(field.type)))
        .map((field) => ({ field: field.name, to: through(named(field.type)), many: listed(field.type) || named(field.type).endsWith("Connection") })),
    }))
    .sort((a, b) => Number(b.name === "Query") - Number(a.name === "Query") || (a.name < b.name ? -1 : 1));
}
