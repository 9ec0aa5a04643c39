interface Chip<Value extends string> {
  value: Value;
  name: string;
  count?: string;
}

interface Props<Value extends string> {
  label: string;
  chips: readonly Chip<Value>[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

/** Choices that add up; none chosen means all. */
export function Chips<Value extends string>({ label, chips, chosen, onChange }: Props<Value>) {
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="chips">
      <legend>{label}</legend>
      {chips.map(({ value, name, count }) => (
        <button key={value} type="button" aria-pressed={chosen.includes(value)} onClick={() => toggle(value)}>
          {name}
          {count !== undefined && <span className="chips-count">{count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
