import { type FormEvent, useId, useState } from "react";
import { useMutation } from "urql";
import { problemOf } from "../data/problem";
import { MetricSet, type MetricSetMutation, type MetricSetMutationVariables } from "../operations.gen";
import { number } from "../values/format";

type Payload = MetricSetMutation["metricSet"];

const OUTCOMES = {
  APPLIED: "Stored, and in force.",
  REPLAYED: "This key was sent before with the same value: nothing was stored again.",
  SUPERSEDED: "Stored in the history; a later value stays in force.",
  CONFLICT: "Refused.",
};

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `explorer-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Sets a metric. What is said afterwards is the server's answer, never a guess; sending the same key again is safe. */
export function SetMetric({ account, metric }: { account: string; metric: string }) {
  const [key, setKey] = useState(metric);
  const [value, setValue] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(freshKey);
  const [result, run] = useMutation<MetricSetMutation, MetricSetMutationVariables>(MetricSet.text);
  const [answer, setAnswer] = useState<Payload | null>(null);
  const wrong = useId();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setAnswer(null);
    const input = { accountKey: account, key, value: value.trim(), idempotencyKey: idempotencyKey || null };
    const { data } = await run({ input });
    if (data) setAnswer(data.metricSet);
  };
  const again = () => {
    setIdempotencyKey(freshKey());
    setAnswer(null);
  };

  return (
    <details className="set-metric">
      <summary>Set a metric</summary>
      <form onSubmit={(event) => void send(event)} aria-describedby={wrong}>
        <label>
          <span>Metric</span>
          <input required value={key} onChange={(event) => setKey(event.target.value)} spellCheck={false} />
        </label>
        <label>
          <span>Value</span>
          <input required inputMode="numeric" pattern="\s*-?\d+\s*" title="A whole number" value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        <label className="set-metric-key">
          <span>Idempotency key</span>
          <input value={idempotencyKey} onChange={(event) => setIdempotencyKey(event.target.value)} spellCheck={false} />
        </label>
        <button type="submit" className="button" disabled={result.fetching}>
          Set
        </button>
        <button type="button" className="link" onClick={again}>
          New key
        </button>
      </form>
      <p id={wrong} role="status" className={answer?.userErrors.length || result.error ? "refused" : "second"}>
        {result.error && !result.fetching && problemOf(result.error).message}
        {answer?.userErrors.map(({ message, field }) => `${field?.join(".") ?? "Input"}: ${message}. Nothing was stored. `)}
        {answer?.outcome && !answer.userErrors.length && (
          <>
            {OUTCOMES[answer.outcome]} {answer.metric && `${answer.metric.key} is ${number(answer.metric.value)}.`}
          </>
        )}
      </p>
    </details>
  );
}
