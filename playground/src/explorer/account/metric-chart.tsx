import { lazy, Suspense } from "react";
import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { MetricSeries } from "../operations.gen";
import { Chips } from "../parts/chips";
import { Failure } from "../parts/states";

const Series = lazy(() => import("./series"));

const DAY = 86_400_000;
const SPANS = {
  "30": { days: 30, every: "DAY", name: "30 days" },
  "90": { days: 90, every: "DAY", name: "90 days" },
  "365": { days: 365, every: "WEEK", name: "a year" },
} as const;
type Span = keyof typeof SPANS;

const isSpan = (text: string | null): text is Span => text !== null && text in SPANS;

/** A metric over the last days, up to the end of this one in UTC: the value in force at the end of each. */
export function MetricChart({ account, metric }: { account: string; metric: string }) {
  const { get, set } = useAddress();
  const asked = get("span");
  const span: Span = isSpan(asked) ? asked : "90";
  const { days, every } = SPANS[span];
  const end = Math.floor(Date.now() / DAY + 1) * DAY;
  const variables = {
    account,
    metric,
    from: new Date(end - days * DAY).toISOString(),
    to: new Date(end).toISOString(),
    every,
  };
  const answer = useOperation(MetricSeries, variables);
  const points = answer.data?.account?.metric?.series;
  return (
    <>
      <Failure answer={answer} />
      <Chips
        label="The last"
        chosen={[span]}
        chips={(Object.keys(SPANS) as Span[]).map((value) => ({ value, name: SPANS[value].name }))}
        onChange={(next) => set({ span: next.find((one) => one !== span) ?? span })}
      />
      <div className="series">
        <Suspense>{points && <Series label={metric} points={points} />}</Suspense>
      </div>
    </>
  );
}
