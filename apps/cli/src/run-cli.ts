import * as tf from '@tensorflow/tfjs-core';
import { CommanderError } from 'commander';
import { isAbort, oneLine, UsageError } from './errors';
import { program } from './program';
import { interruptible } from './terminal/interrupt';

/**
 * Runs the command line and gives the exit code: 0 done, 1 failed, 2 something that the user can put right,
 * 130 stopped by a signal. Every error is one line on stderr; FER_DEBUG=1 adds where it came from.
 */
export async function runCli(words: string[]): Promise<number> {
  // tfjs greets Node users with an advertisement unless it runs in production mode.
  tf.env().set('PROD', true);
  const { signal, release } = interruptible();
  try {
    const fer = program(signal).exitOverride();
    for (const command of fer.commands) command.exitOverride();
    await fer.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isAbort(error)) return 130;
    console.error(`fer: ${oneLine(error)}`);
    if (process.env.FER_DEBUG) console.error(error);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    release();
  }
}
