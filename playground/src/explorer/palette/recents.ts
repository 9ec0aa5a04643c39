import { storageUnder } from "../../shared/storage";

export interface Found {
  kind: "Plan" | "Customer" | "Account" | "Metric" | "Feature" | "Page" | "Action";
  name: string;
  /** In mono beside the name: what tells it from others of the same name. */
  key: string;
  path: string;
}

const MOST = 8;
const store = storageUnder("plangraph/explorer:");

export function recents(): Found[] {
  try {
    const kept: unknown = JSON.parse(store.getItem("recents") ?? "[]");
    return Array.isArray(kept) ? kept.filter(isFound).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(found: Found): void {
  if (found.kind === "Action" || found.kind === "Page") return;
  const others = recents().filter((one) => one.path !== found.path);
  store.setItem("recents", JSON.stringify([found, ...others].slice(0, MOST)));
}

function isFound(value: unknown): value is Found {
  const one = value as Found | null;
  return typeof one?.name === "string" && typeof one.path === "string" && one.path.startsWith("/") && typeof one.kind === "string";
}
