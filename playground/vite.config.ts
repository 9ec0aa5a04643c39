import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { gzip } from "./plugins/gzip.ts";
import { schemaShape } from "./plugins/schema-shape.ts";
import { themeFirst } from "./plugins/theme-first.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.PLANGRAPH_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    react(),
    schemaShape(here("../graphql/schema.graphql")),
    themeFirst(here("src/shared/theme-first.js")),
    gzip(),
  ],
  build: {
    outDir: here("../app/plangraph/static"),
    emptyOutDir: true,
    // A data: URL would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    // Older targets would turn light-dark() into a pile of custom properties.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Monaco is one chunk of 2.8 MB, loaded by GraphiQL alone.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // "use no memo" in a library is for the React compiler, which is not used here.
      checks: { moduleLevelDirective: false },
      output: {
        // Apart from our own code, so that a change of ours leaves the large files and their names as they are.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\/|preload-helper/, priority: 2 },
            { name: "data", test: /node_modules\/(urql|@urql|wonka|@0no-co|wouter|regexparam|use-sync-external-store)\//, priority: 2 },
            { name: "uplot", test: /node_modules\/uplot\//, priority: 2 },
            { name: "monaco", test: /node_modules\/monaco-(editor|graphql)\//, priority: 1 },
            { name: "graphiql-parts", test: /node_modules\/(?!prettier).*\.m?js$/ },
          ],
        },
      },
      input: { index: here("index.html"), graphiql: here("graphiql.html"), "sign-in": here("sign-in.html") },
    },
  },
  worker: { format: "es" },
  // The development server does not look inside workers; their CommonJS imports fail unless named here.
  optimizeDeps: {
    include: ["monaco-graphql > picomatch-browser", "graphql-language-service", "graphql-language-service > nullthrows"],
  },
  server: {
    // `npm run dev` shows the sources; data comes from a running `plangraph serve`.
    proxy: Object.fromEntries(["/graphql", "/sign-in", "/sign-out", "/export", "/openapi.json"].map((path) => [path, { target: server, changeOrigin: true }])),
    fs: { allow: [here("."), here("../graphql")] },
  },
});
