import { useId, useState } from "react";
import { number, readNumber } from "../values/format";
import "./quantity.css";
import { STEPS, stepOf } from "./quantity";

interface Props {
  name: string;
  note?: string;
  value: string;
  onChange: (quantity: string) => void;
}

/** A quantity as a number to write and as a slider over round ones; both say the same. */
export function QuantityField({ name, note, value, onChange }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && draft.trim() !== "" && readNumber(draft) === null;
  const write = (text: string) => {
    setDraft(text);
    const quantity = text.trim() ? readNumber(text) : "0";
    if (quantity !== null) onChange(quantity);
  };
  return (
    <div className="quantity">
      <label htmlFor={id}>
        {name} {note && <span className="second">{note}</span>}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={wrong}
        value={draft ?? number(value)}
        onChange={(event) => write(event.target.value)}
        onBlur={() => setDraft(null)}
      />
      <input
        type="range"
        aria-label={`${name}, round quantities`}
        min={0}
        max={STEPS.length - 1}
        value={stepOf(value)}
        aria-valuetext={number(value)}
        onChange={(event) => onChange(STEPS[Number(event.target.value)] ?? "0")}
      />
      {wrong && <p role="alert">A plain number, such as {number("1200")} or {number("0.5")}.</p>}
    </div>
  );
}
