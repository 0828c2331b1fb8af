import { InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES } from './backend/choose-backend';

/** The options that commands share. */
export const backendOption = () =>
  new Option('--backend <name>', `where to compute: ${BACKEND_NAMES.join(', ')}`).default('auto');

export const dataOption = () => new Option('--data <source>', DATA_SOURCES);

/** What can be given as data. */
export const DATA_SOURCES =
  'FER2013: csv file (also .gz or .zip), folder or .zip of images by class; or drawn-faces, the built-in set';

export const skipBadRowsOption = () =>
  new Option('--skip-bad-rows', 'leave out rows and images that cannot be read, and say which');

export const noCacheOption = () =>
  new Option('--no-cache', 'read the data anew, and do not keep them for a quicker next start');

export const noCropOption = () =>
  new Option('--no-crop', 'take image files whole (their middle square) and look for no face in them');

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

export function numberList(text: string): number[] {
  return text.split(',').map(number);
}
