import { type Choice, chooseTheme, useThemeChoice } from "./theme";

export function ThemeSwitch() {
  const choice = useThemeChoice();
  return (
    <label className="theme-switch">
      <span>Theme</span>
      <select value={choice} onChange={(event) => chooseTheme(event.target.value as Choice)}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
