import { effect, signal } from '@preact/signals';
import { texts } from '../texts';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEY = 'fer-theme';

/** Private windows may refuse to keep anything. */
function kept(): Theme {
  try {
    return THEMES.find((name) => name === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

const theme = signal<Theme>(kept());
// Figures are drawn with CSS light-dark(): they follow.
effect(() => {
  document.documentElement.style.colorScheme = theme.value === 'auto' ? 'light dark' : theme.value;
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // It lasts until the page is left.
  }
});

export function ThemeSwitch() {
  const { label, ...names } = texts.app.theme;
  return (
    <label class="theme">
      <span class="visually-hidden">{label}</span>
      <select value={theme.value} onChange={(event) => (theme.value = event.currentTarget.value as Theme)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {names[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
