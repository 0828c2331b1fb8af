import { leafPaths } from './json-paths';
import type { Sweep } from './sweep-file';

/**
 * The paths that a sweep varies: those of its grid in their order, then those of its `specs`; without those that have
 * one value in all trials.
 *
 * @param values the values of a path in all trials.
 */
export function variedPaths({ grid, specs }: Sweep, values: (path: string) => unknown[]): string[] {
  const stated = [...Object.keys(grid), ...specs.flatMap((patch) => leafPaths(patch))];
  return [...new Set(stated)].filter(
    (path) => path !== 'name' && new Set(values(path).map((value) => JSON.stringify(value))).size > 1,
  );
}

/** What to call each of some paths in a table: its last key, with as many before it as make it the only one. */
export function shortNames(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const keys = path.split('.');
    for (let count = keys.at(-1) === 'name' ? 2 : 1; count < keys.length; count++) {
      const name = keys.slice(-count).join('.');
      if (paths.filter((other) => other === name || other.endsWith(`.${name}`)).length === 1) return name;
    }
    return path;
  });
}

/** A value as it stands in a table: texts as they are, the rest as JSON, nothing for what is left out. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What sets a trial apart in a few words: `dropout 0.3, seed 1`. */
export function labelText(varied: Record<string, unknown>): string {
  const paths = Object.keys(varied);
  const names = shortNames(paths);
  return paths.map((path, i) => `${names[i]} ${valueText(varied[path]) || '(default)'}`).join(', ');
}
