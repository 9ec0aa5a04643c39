import { useAddress } from "../address";
import { number } from "../values/format";

export const PAGE_SIZE = 50;

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

interface Slice {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

/** Which page the address names: after or before a cursor, or the last one. */
export function pageOf(get: (name: string) => string | null, size = PAGE_SIZE): Slice {
  const after = get("after");
  const before = get("before");
  if (after) return { first: size, after };
  if (before) return { last: size, before };
  return get("end") ? { last: size } : { first: size };
}

export const FIRST_PAGE = { after: null, before: null, end: null };

export function Pager({ info, shown, total }: { info: PageInfo; shown: number; total: number }) {
  const address = useAddress();
  if (shown === total) return null;
  const go = (parts: Record<string, string | null>) => address.set({ ...FIRST_PAGE, ...parts }, "step");
  return (
    <nav className="pager" aria-label="Pages of this list">
      <button type="button" disabled={!info.hasPreviousPage} onClick={() => go({})}>
        First
      </button>
      <button type="button" disabled={!info.hasPreviousPage} data-turn="back" onClick={() => go({ before: info.startCursor })}>
        Previous
      </button>
      <span>
        {number(shown)} of {number(total)}
      </span>
      <button type="button" disabled={!info.hasNextPage} data-turn="on" onClick={() => go({ after: info.endCursor })}>
        Next
      </button>
      <button type="button" disabled={!info.hasNextPage} onClick={() => go({ end: "1" })}>
        Last
      </button>
    </nav>
  );
}
