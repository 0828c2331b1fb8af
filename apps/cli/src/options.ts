import { InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES } from './backend/choose-backend';

/** The options that commands share. */
export const backendOption = () =>
  new Option('--backend <name>', `where to compute: ${BACKEND_NAMES.join(', ')}`).default('auto');

export const dataOption = () =>
  new Option('--data <source>', 'FER2013 file (.csv, .csv.gz), or drawn-faces for the built-in set');

export const workersOption = () =>
  new Option(
    '--workers <n>',
    'threads that compute, at most one a replica or batch (default: one a physical core); changes only the time',
  ).argParser((text) => {
    const count = integer(text);
    if (count < 1) throw new InvalidArgumentError('expected an integer >= 1.');
    return count;
  });

export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('expected an integer.');
  return Number(text);
}

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number.');
  return value;
}

export function integerList(text: string): number[] {
  return text.split(',').map(integer);
}
