// Types for graphql/operations/*.graphql, from the committed schema: `npm run codegen` writes them, `--check` compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const root = new URL("../../graphql/", import.meta.url);
const folder = new URL("operations/", root);
const target = new URL("../src/explorer/operations.gen.ts", import.meta.url);

const documents = readdirSync(folder)
  .filter((file) => file.endsWith(".graphql"))
  .sort()
  .map((file) => {
    const document = parse(readFileSync(new URL(file, folder), "utf8"));
    const [operation] = document.definitions.filter((one) => one.kind === "OperationDefinition");
    if (!operation?.name) throw new Error(`graphql/operations/${file}: one named operation is wanted`);
    return { location: file, document, name: operation.name.value, kind: operation.operation };
  });

const types = await codegen({
  filename: target.pathname,
  schema: parse(readFileSync(new URL("schema.graphql", root), "utf8")),
  documents,
  config: {
    scalars: { BigInt: "number | string", Decimal: "string", DateTime: "string", ID: "string", JSON: "unknown", UUID: "string" },
  },
  plugins: [{ operations: {} }],
  pluginMap: { operations },
});

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const identifier = (file) => file.replace(".graphql", "").replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const text = `// Written by \`npm run codegen\`; change graphql/operations or graphql/schema.graphql instead.
${documents.map(({ location }) => `import ${identifier(location)} from "../../../graphql/operations/${location}?raw";`).join("\n")}
import type { Operation } from "./operation";

${types.trim()}

${documents
  .map(({ location, name, kind }) => {
    const data = `${name}${capital(kind)}`;
    return `export const ${name}: Operation<${data}, ${data}Variables> = { name: "${name}", text: ${identifier(location)} };`;
  })
  .join("\n")}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("src/explorer/operations.gen.ts is stale: run `npm run codegen` in playground/ and commit it.");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
