import { fileURLToPath } from 'node:url';
import type { Answer, Command } from './contestant-protocol';
import type { Contestant } from './contestants';
import { LineProcess } from './line-process';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Starts a contestant's process.
 *
 * @param python command that runs torch_peer.py, in words.
 */
export function startContestant(
  { runs, threads }: Contestant,
  { model, batch, python }: { model: string; batch: number; python: string[] },
): LineProcess<Command, Answer> {
  if (runs === 'torch') {
    const options = ['--serve', '--batch', `${batch}`, '--threads', `${threads}`];
    return new LineProcess([...python, here('torch_peer.py'), model, ...options]);
  }
  return new LineProcess([...nodeCommand(here('contestant.ts')), JSON.stringify({ ...runs, model, batch })]);
}

/** What runs a TypeScript file of this folder. */
export const nodeCommand = (file: string) => [
  process.execPath,
  '--conditions=@fer/source',
  '--import',
  'tsx',
  file,
];
