const MOST = 1_200;

/** The billing period that an address names, counted from 0; the first for anything else. */
export function periodIn(text: string | null): number {
  return text !== null && /^\d{1,4}$/.test(text) ? Math.min(Number(text), MOST) : 0;
}
