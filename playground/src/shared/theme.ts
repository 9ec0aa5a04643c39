import { useSyncExternalStore } from "react";
import { storage } from "./storage";

export type Choice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const KEY = "theme"; // theme-first.js reads it before anything else runs
const CHANGED = "plangraph-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Choice {
  const value = storage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

function resolved(): Theme {
  const choice = chosen();
  return choice === "system" ? (dark.matches ? "dark" : "light") : choice;
}

function show(): void {
  const choice = chosen();
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

export function chooseTheme(choice: Choice): void {
  if (choice === "system") storage.removeItem(KEY);
  else storage.setItem(KEY, choice);
  show();
  dispatchEvent(new Event(CHANGED));
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = () => {
    show();
    listener();
  };
  addEventListener(CHANGED, listener);
  addEventListener("storage", fromOtherTab);
  dark.addEventListener("change", listener);
  return () => {
    removeEventListener(CHANGED, listener);
    removeEventListener("storage", fromOtherTab);
    dark.removeEventListener("change", listener);
  };
}

export const useThemeChoice = (): Choice => useSyncExternalStore(subscribe, chosen);

/** The theme in force: what was chosen, else the system's, followed while the page is open. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, resolved);
