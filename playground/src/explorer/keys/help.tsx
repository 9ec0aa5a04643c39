import { Dialog } from "../parts/dialog";
import { PAGE_KEYS } from "./keys";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K, ⌘ K", "Find anything"],
  ["/", "Search on this page"],
  ["j, k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["], [", "Next and previous page of a list"],
  ["← →", "Move the month, once it has the focus"],
  ...Object.entries(PAGE_KEYS).map(([key, { name }]) => [`g ${key}`, name] as const),
  ["?", "This list"],
  ["Esc", "Close, or leave a field"],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keys" onClose={onClose}>
      <div className="help">
        <h2>Keys</h2>
        <dl>
          {KEYS.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
