import type * as Monaco from "monaco-editor";
import type { Theme } from "../shared/theme";

/** The names under which Monaco knows our colours. */
export const EDITOR_THEME = { light: "plangraph-light", dark: "plangraph-dark" } as const;

// Monaco takes no custom properties: these are the values of tokens.css.
const COLOURS: Record<Theme, Record<"sheet" | "ink" | "second" | "accent" | "soft" | "rule", string>> = {
  light: { sheet: "#ffffff", ink: "#1b1d1f", second: "#5c5f62", accent: "#0a6a4e", soft: "#e3f1eb", rule: "#c9c5b8" },
  dark: { sheet: "#181c22", ink: "#e8e6df", second: "#a3a8ae", accent: "#58cfa4", soft: "#173229", rule: "#3d4551" },
};
const TOKENS: Record<Theme, [token: string, colour: string][]> = {
  light: [
    ["comment", "5c5f62"],
    ["keyword", "1b4f9c"],
    ["string", "8a4b00"],
    ["string.value.json", "8a4b00"],
    ["number", "0a6a4e"],
    ["string.key.json", "1b1d1f"],
    ["key.identifier", "1b1d1f"],
    ["argument.identifier.gql", "6b3fa0"],
    ["type.identifier", "0a6a4e"],
  ],
  dark: [
    ["comment", "a3a8ae"],
    ["keyword", "8fb8f2"],
    ["string", "f0b45a"],
    ["string.value.json", "f0b45a"],
    ["number", "58cfa4"],
    ["string.key.json", "e8e6df"],
    ["key.identifier", "e8e6df"],
    ["argument.identifier.gql", "c3a5ee"],
    ["type.identifier", "58cfa4"],
  ],
};

function define(monaco: typeof Monaco, theme: Theme): void {
  const { sheet, ink, second, accent, soft, rule } = COLOURS[theme];
  monaco.editor.defineTheme(EDITOR_THEME[theme], {
    base: theme === "dark" ? "vs-dark" : "vs",
    inherit: true,
    rules: TOKENS[theme].map(([token, foreground]) => ({ token, foreground })),
    colors: {
      "editor.background": "#ffffff00", // what lies below shows
      "editor.foreground": ink,
      "editorLineNumber.foreground": second,
      "editorCursor.foreground": accent,
      "scrollbar.shadow": "#ffffff00",
      "textLink.foreground": accent,
      "textLink.activeForeground": accent,
      "editorLink.activeForeground": accent,
      "editorHoverWidget.background": sheet,
      "editorHoverWidget.border": rule,
      "editorSuggestWidget.background": sheet,
      "editorSuggestWidget.border": rule,
      "editorSuggestWidget.foreground": ink,
      "editorSuggestWidget.selectedBackground": soft,
      "editorSuggestWidget.selectedForeground": ink,
      "editorSuggestWidget.highlightForeground": accent,
      "editorSuggestWidget.focusHighlightForeground": accent,
      "list.hoverBackground": soft,
      "list.highlightForeground": accent,
      "list.focusHighlightForeground": accent,
      "menu.background": sheet,
      "menu.selectionBackground": soft,
      "menu.selectionForeground": ink,
      "quickInput.background": sheet,
      "quickInputList.focusBackground": soft,
      "quickInputList.focusForeground": ink,
      "pickerGroup.foreground": accent,
      "editorWidget.background": sheet,
      "editorWidget.border": rule,
      focusBorder: accent,
      // One colour for brackets, instead of a rainbow by depth.
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, second])),
    },
  });
}

/** Gives Monaco our colours and fonts before the first editor stands; it measures fonts once, so they load first. */
export async function prepareEditors(): Promise<void> {
  const [monaco] = await Promise.all([
    import("monaco-graphql/esm/monaco-editor.js"),
    document.fonts.load('13px "IBM Plex Mono"').catch(() => []),
  ]);
  define(monaco, "light");
  define(monaco, "dark");
  monaco.editor.onDidCreateEditor((editor) => {
    editor.updateOptions({ fontFamily: '"IBM Plex Mono", monospace', fontSize: 13, lineHeight: 20 });
  });
}
