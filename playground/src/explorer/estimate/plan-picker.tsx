import { useDeferredValue, useState } from "react";
import { useOperation } from "../data/use-operation";
import { Plans } from "../operations.gen";
import "./picker.css";

/** Chooses a plan by how its name or key begins. */
export function PlanPicker({ label, onPick }: { label: string; onPick: (key: string) => void }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const search = useDeferredValue(text.trim());
  const answer = useOperation(Plans, { first: 8, search: search || null }, { pause: !open });
  return (
    <div className="picker" onFocus={() => setOpen(true)} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input className="search" type="search" placeholder={label} aria-label={label} autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} />
      {open && (
        <ul aria-label="Plans found">
          {answer.data?.plans.nodes.map(({ key, name }) => (
            <li key={key}>
              <button
                type="button"
                onClick={() => {
                  setText("");
                  setOpen(false);
                  onPick(key);
                }}
              >
                {name} <code>{key}</code>
              </button>
            </li>
          ))}
          {answer.data?.plans.totalCount === 0 && <li className="second">No plan begins so.</li>}
        </ul>
      )}
    </div>
  );
}
