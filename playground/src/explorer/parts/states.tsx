import type { ReactNode } from "react";
import type { Answer } from "../data/use-operation";
import { Page } from "./page";

/** Lines where text will stand, shown only to those who wait: it fades in late. */
export function Skeleton({ lines = 8 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}

/** What would be here, and how to get it. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function Failure({ answer }: { answer: Pick<Answer<unknown>, "problem" | "again"> }) {
  const { problem, again } = answer;
  if (!problem || problem.code === "UNAUTHENTICATED") return null;
  return (
    <div className="failure" role="alert">
      <strong>This could not be read.</strong>
      <span>
        {problem.message} Nothing was changed.
        {problem.correlationId && (
          <>
            {" "}
            Correlation id: <code>{problem.correlationId}</code>
          </>
        )}
      </span>
      <button type="button" className="link" onClick={again}>
        Try again
      </button>
    </div>
  );
}

interface ShownProps<Data> {
  answer: Answer<Data>;
  lines?: number;
  /** Where the answer makes the whole page: what the page is called when there is none. */
  title?: string;
  children: (data: Data) => ReactNode;
}

/** The whole answer, or in its place what is to be said until there is one. */
export function Shown<Data>({ answer, lines, title, children }: ShownProps<Data>) {
  if (answer.data === undefined && answer.problem && title) {
    return (
      <Page title={title}>
        <Failure answer={answer} />
      </Page>
    );
  }
  return (
    <>
      <Failure answer={answer} />
      {answer.data !== undefined ? children(answer.data) : !answer.problem && <Skeleton {...(lines ? { lines } : {})} />}
    </>
  );
}
