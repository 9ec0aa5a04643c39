/** The part of OpenAPI 3.1 that the server's own document is made of. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  items?: Schema;
  anyOf?: readonly Schema[];
  enum?: readonly unknown[];
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
}

interface Body {
  required?: boolean;
  content?: Readonly<Record<string, { schema: Schema }>>;
}

interface Parameter {
  name: string;
  in: string;
  schema: Schema;
  description?: string;
  explode?: boolean;
}

interface Described {
  summary: string;
  tags: readonly string[];
  parameters?: readonly Parameter[];
  requestBody?: Body;
  responses: Readonly<Record<string, Body & { description: string }>>;
}

export interface OpenApi {
  info: { title: string; description: string };
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
}

export interface Operation extends Described {
  method: string;
  path: string;
  /** What a link to it ends in: `get-v1-plans`. */
  anchor: string;
}

export const operationsOf = ({ paths }: OpenApi): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({ ...told, method: method.toUpperCase(), path, anchor: method + path.replace(/[^a-z0-9]/gi, "-") })),
  );

/** The shape that a schema refers to, if any. */
export const shapeOf = ({ $ref }: Schema): string | null => $ref?.split("/").at(-1) ?? null;

/** A type in words: `string (date-time)`, `active | ended`. Lists in a query are given one by one or joined by commas. */
export function kindOf(schema: Schema, repeated?: boolean): string {
  if (schema.enum) return schema.enum.join(" | ");
  const { type = "any JSON", format, items = {} } = schema;
  if (type === "array") return repeated ? kindOf(items) : `${kindOf(items)}, joined by commas`;
  const words = typeof type === "string" ? type : type.join(" or ");
  return format ? `${words} (${format})` : words;
}
