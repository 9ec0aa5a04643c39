import { readFileSync } from "node:fs";
import { getIntrospectedSchema, minifyIntrospectionQuery } from "@urql/introspection";
import type { Plugin } from "vite";

const NAME = "virtual:schema-shape";

/** The schema's types and fields without words, for the explorer's cache; made of the committed SDL at each build. */
export function schemaShape(sdl: string): Plugin {
  return {
    name: "plangraph-schema-shape",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      this.addWatchFile(sdl);
      const shape = minifyIntrospectionQuery(getIntrospectedSchema(readFileSync(sdl, "utf8")));
      // The cache reads arguments from the operations alone.
      for (const type of shape.__schema.types) {
        if ("fields" in type) for (const field of type.fields) Object.assign(field, { args: [] });
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(shape))});`;
    },
  };
}
