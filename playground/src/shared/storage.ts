/** `localStorage` under our own prefix; kept in memory where the browser blocks it, so that no page breaks. */
const PREFIX = "plangraph:";

function usable(): Storage | null {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

function ownKeys(store: Storage): string[] {
  return Object.keys(store).filter((key) => key.startsWith(PREFIX));
}

function inBrowser(store: Storage): Store {
  return {
    getItem: (key) => store.getItem(PREFIX + key),
    setItem: (key, value) => store.setItem(PREFIX + key, value),
    removeItem: (key) => store.removeItem(PREFIX + key),
    clear: () => ownKeys(store).forEach((key) => store.removeItem(key)),
    get length() {
      return ownKeys(store).length;
    },
  };
}

function inMemory(): Store {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
    get length() {
      return values.size;
    },
  };
}

const browser = usable();
export const storage: Store = browser ? inBrowser(browser) : inMemory();
