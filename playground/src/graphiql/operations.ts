import { Kind, type OperationDefinitionNode, parse } from "graphql";

/** One of the project's own operations, read from `graphql/operations/` when the pages are built. */
export interface Operation {
  name: string;
  about: string;
  query: string;
  variables: string;
  /** It is a query that needs no variables. */
  runsAsItIs: boolean;
}

const documents = import.meta.glob<string>("../../../graphql/operations/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});
const variables = import.meta.glob<string>("../../../graphql/operations/*.variables.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

function asItIs({ operation, variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return operation === "query" && variableDefinitions.every((one) => one.defaultValue || one.type.kind !== Kind.NON_NULL_TYPE);
}

function describe(path: string, text: string): Operation | null {
  const operation = parse(text).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return null;
  return {
    name: operation.name?.value ?? path,
    about: /^#\s*(.+)/m.exec(text)?.[1] ?? "",
    query: `${text.trim()}\n`,
    variables: variables[path.replace(/\.graphql$/, ".variables.json")]?.trim() ?? "",
    runsAsItIs: asItIs(operation),
  };
}

export const OPERATIONS: readonly Operation[] = Object.entries(documents)
  .flatMap(([path, text]) => describe(path, text) ?? [])
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const FIRST = OPERATIONS.find((one) => one.name === "Plans" && one.runsAsItIs) ?? OPERATIONS.find((one) => one.runsAsItIs);

/** What a first visit shows. */
export const FIRST_QUERY =
  "# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.\n" +
  (FIRST?.query ?? "{ __typename }\n");
