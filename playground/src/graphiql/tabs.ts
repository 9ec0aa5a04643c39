import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import type { Shared } from "./link";

/** A function that opens an operation in a new tab and leaves the others alone. */
export function useNewTab(): (operation: Shared) => void {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  return ({ query, variables }) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  };
}
