/** `localStorage` under a prefix of our own; kept in memory where the browser blocks it, so that no page breaks. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

function inBrowser(): Storage | null {
  try {
    localStorage.setItem("plangraph:probe", "1");
    localStorage.removeItem("plangraph:probe");
    return localStorage;
  } catch {
    return null;
  }
}

function inMemory(): Store & { keys(): string[] } {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
    keys: () => [...values.keys()],
    get length() {
      return values.size;
    },
  };
}

const browser = inBrowser();
const memory = inMemory();
const all: Store = browser ?? memory;
const allKeys = () => (browser ? Object.keys(browser) : memory.keys());

export function storageUnder(prefix: string): Store {
  const keys = () => allKeys().filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => all.getItem(prefix + key),
    setItem: (key, value) => all.setItem(prefix + key, value),
    removeItem: (key) => all.removeItem(prefix + key),
    clear: () => keys().forEach((key) => all.removeItem(key)),
    get length() {
      return keys().length;
    },
  };
}

export const storage = storageUnder("plangraph:");
