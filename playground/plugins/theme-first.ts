import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Puts the few lines that set the chosen theme into every page as a classic, blocking script: module scripts run
 * too late (the page would flash in the other theme) and an inline script would need a wider Content-Security-Policy.
 */
export function themeFirst(source: string): Plugin {
  const text = readFileSync(source, "utf8");
  const fileName = `assets/theme-first-${createHash("sha256").update(text).digest("base64url").slice(0, 8)}.js`;
  let building = false;
  return {
    name: "plangraph-theme-first",
    configResolved(config) {
      building = config.command === "build";
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: text });
    },
    transformIndexHtml() {
      const src = building ? `/${fileName}` : "/src/shared/theme-first.js";
      return [{ tag: "script", attrs: { src }, injectTo: "head" }];
    },
  };
}
