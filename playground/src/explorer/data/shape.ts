import shape from "virtual:schema-shape";

/** The schema's types and fields without words. */
export const SHAPE = shape;

/** Types without an id of their own are kept inside what holds them. */
export function embeddedTypes(): Record<string, () => null> {
  const names = shape.__schema.types.flatMap((type) =>
    type.kind === "OBJECT" && !type.fields.some((field) => field.name === "id") ? [type.name] : [],
  );
  return Object.fromEntries(names.map((name) => [name, () => null]));
}
