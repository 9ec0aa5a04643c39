import { useSyncExternalStore } from "react";

let signedOut = false;
const listeners = new Set<() => void>();

/** Every answer of the server passes here: 401 means that it does not know the reader. */
export function noteAnswer(status: number): void {
  const now = status === 401;
  if (now === signedOut) return;
  signedOut = now;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSignedOut = (): boolean => useSyncExternalStore(subscribe, () => signedOut);
