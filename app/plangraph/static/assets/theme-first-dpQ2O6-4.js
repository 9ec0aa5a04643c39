// Runs before the first paint; see plugins/theme-first.ts. The key is the one of theme.ts.
try {
  const theme = localStorage.getItem("plangraph:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stands.
}
