import { useRef } from "react";
import { type AnyVariables, useQuery } from "urql";
import type { Operation } from "../operation";
import { type Problem, problemOf } from "./problem";

export interface Answer<Data> {
  /** The newest whole answer, of the variables before while those of now are on their way. */
  data: Data | undefined;
  /** The data shown are not those of the variables given, yet. */
  pending: boolean;
  problem: Problem | null;
  again: () => void;
}

interface Options {
  pause?: boolean;
}

/** Runs one of graphql/operations and keeps what was shown until something newer is whole. */
export function useOperation<Data, Variables extends AnyVariables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  { pause = false }: Options = {},
): Answer<Data> {
  const [result, execute] = useQuery<Data, AnyVariables>({ query: operation.text, variables, pause });
  const wanted = JSON.stringify(variables);
  const whole = useRef<{ data: Data; variables: string } | null>(null);
  const { data, stale, fetching, error } = result;
  // The cache also answers with holes, as nulls, while the rest is on its way; those are not the truth.
  const partial = stale && result.operation?.context.meta?.cacheOutcome === "partial";
  if (data && !error && !partial && !fetching) {
    const ran = JSON.stringify(result.operation?.variables ?? {});
    whole.current = { data, variables: ran };
  }
  return {
    data: whole.current?.data,
    pending: !error && whole.current?.variables !== wanted,
    problem: error ? problemOf(error) : null,
    again: () => execute({ requestPolicy: "network-only" }),
  };
}
