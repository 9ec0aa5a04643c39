import { useId } from "react";
import { type Period, periodName, periodNumber } from "../values/format";
import "./scrubber.css";

interface Props {
  kind: Period;
  period: number;
  changes: readonly number[];
  onChange: (period: number) => void;
}

const FEWEST = 12;

/** The billing period that the page speaks of: a native slider, so that arrow keys and screen readers move it too. */
export function Scrubber({ kind, period, changes, onChange }: Props) {
  const list = useId();
  const count = Math.max(FEWEST, (changes.at(-1) ?? 0) + 3, period + 1);
  const every = count <= 12 ? 1 : count <= 36 ? 3 : count <= 72 ? 6 : Math.ceil(count / 12);
  const labelled = Array.from({ length: count }, (_, place) => place).filter((place) => place % every === 0);
  const place = (value: number) => ({ left: `${(100 * value) / count}%` });
  return (
    <div className="scrubber">
      <label htmlFor={list}>{periodName(kind, period)}</label>
      <div className="scrubber-track">
        <span className="scrubber-now" style={{ ...place(period), width: `${100 / count}%` }} />
        {[0, ...changes].map((change) => (
          <span key={change} className="scrubber-change" style={place(change)} />
        ))}
        {labelled.map((value) => (
          <span key={value} className="scrubber-number" style={place(value)} aria-hidden="true" data-now={value === period || undefined}>
            {periodNumber(value)}
          </span>
        ))}
        <input
          id={list}
          type="range"
          min={0}
          max={count - 1}
          value={period}
          aria-valuetext={`${periodName(kind, period)}${changes.includes(period) ? ", prices change" : ""}`}
          onChange={(event) => onChange(Number(event.target.value))}
        />
      </div>
      <span className="scrubber-note">
        {changes.length === 0 ? "no changes" : changes.length === 1 ? "1 change" : `${changes.length} changes`}
      </span>
    </div>
  );
}
