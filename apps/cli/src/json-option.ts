import { InvalidArgumentError } from 'commander';

/**
 * Reads what stands after an option: names as `names` takes them, or JSON where options are to be given with them.
 * Whether there are such names and options is left to whoever uses them.
 */
export function namesOrJson<T>(names: (text: string) => T): (text: string) => T {
  return (text) => {
    const trimmed = text.trim();
    if (!/^[[{]/.test(trimmed)) return names(trimmed);
    try {
      return JSON.parse(trimmed) as T;
    } catch {
      throw new InvalidArgumentError('expected a name, or JSON.');
    }
  };
}
