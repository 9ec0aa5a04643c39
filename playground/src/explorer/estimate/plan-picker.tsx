import { type KeyboardEvent, useDeferredValue, useRef, useState } from "react";
import { useOperation } from "../data/use-operation";
import { Plans } from "../operations.gen";
import { counted, number } from "../values/format";
import "./picker.css";

interface Props {
  label: string;
  /** The plans stand there without being asked for: a page that has nothing else yet. */
  open?: boolean;
  onPick: (key: string) => void;
}

const MOST = 8;

/** Chooses a plan by how its name or key begins. Enter takes the first that is found, arrow keys walk them. */
export function PlanPicker({ label, open: always = false, onPick }: Props) {
  const [text, setText] = useState("");
  const [asked, setOpen] = useState(false);
  const open = always || asked;
  const box = useRef<HTMLDivElement>(null);
  const search = useDeferredValue(text.trim());
  const answer = useOperation(Plans, { first: MOST, search: search || null }, { pause: !open });
  const found = answer.data?.plans.nodes ?? [];
  const pick = (key: string) => {
    setText("");
    setOpen(false);
    onPick(key);
  };
  const press = (event: KeyboardEvent) => {
    const { key } = event;
    const first = found[0];
    if (key === "Enter" && event.target instanceof HTMLInputElement) {
      // What was found for another text is no answer to this one.
      if (first && text.trim() && search === text.trim() && !answer.pending) pick(first.key);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const stops = [...(box.current?.querySelectorAll<HTMLElement>("input, button") ?? [])];
      const now = stops.findIndex((stop) => stop === document.activeElement);
      stops[Math.min(Math.max(now + (key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className={always ? "picker picker-open" : "picker"} onKeyDown={press} onFocus={() => setOpen(true)} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input className="search" type="search" placeholder={label} aria-label={label} autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} />
      {open && (
        <ul aria-label="Plans found" aria-busy={answer.pending}>
          {found.map(({ key, name }) => (
            <li key={key}>
              <button type="button" onClick={() => pick(key)}>
                {name} <code>{key}</code>
              </button>
            </li>
          ))}
          {(answer.data?.plans.totalCount ?? 0) > found.length && (
            <li className="second">
              {number(found.length)} of {counted(answer.data?.plans.totalCount ?? 0, "plan")}; type how another one begins.
            </li>
          )}
          {answer.data?.plans.totalCount === 0 && <li className="second">No plan begins so.</li>}
        </ul>
      )}
    </div>
  );
}
