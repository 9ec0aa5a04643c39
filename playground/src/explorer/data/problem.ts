import type { CombinedError } from "urql";

/** What went wrong, for a person: what happened and what to quote when asking for help. */
export interface Problem {
  message: string;
  code: string | null;
  correlationId: string | null;
}

export function problemOf(error: CombinedError): Problem {
  const first = error.graphQLErrors[0];
  if (first) {
    const { code, correlationId } = first.extensions as { code?: string; correlationId?: string };
    return { message: first.message, code: code ?? null, correlationId: correlationId ?? null };
  }
  const timedOut = error.networkError?.name === "TimeoutError";
  return {
    message: timedOut
      ? "The server did not answer in time."
      : "The server cannot be reached. Is plangraph serve running?",
    code: null,
    correlationId: null,
  };
}
