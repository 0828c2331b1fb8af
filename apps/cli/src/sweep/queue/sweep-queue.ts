import { parseSpec, specHash, type ExperimentSpec, type Trial, type TrialResult } from '@fer/experiments';
import { oneLine, UsageError } from '../../errors';
import { version } from '../../version';
import { loadBullMq, type QueuePackages } from './load-bullmq';

/** The one queue of a Redis database; another sweep that must not mix takes another database, `redis://server/1`. */
export const QUEUE = 'fer-sweep';

/** What a job says; its id is the trial's hash, so that a trial is in the queue once however often it is put there. */
export interface TrialJob {
  spec: ExperimentSpec;
  varied: Record<string, unknown>;
  /** Version of `fer` that made it. */
  fer: string;
}

/** What a worker answers. */
export type TrialAnswer = Omit<TrialResult, 'id' | 'hash' | 'name' | 'varied'>;

export const jobOf = ({ spec, varied }: Trial): TrialJob => ({ spec, varied, fer: version });

/**
 * The trial of a job.
 *
 * @throws where its spec has another hash here than it had where it was made: other defaults, so another version.
 */
export async function trialOfJob({ spec: json, varied, fer }: TrialJob, hash: string): Promise<Trial> {
  const spec = parseSpec(json);
  if ((await specHash(spec)) !== hash) {
    throw new Error(
      `the trial was made by fer ${fer} and means another experiment here (fer ${version}; expected the same)`,
    );
  }
  return { id: hash.slice(0, 12), hash, spec, varied };
}

/**
 * Loads what a queue needs and asks the server for a sign of life, so that one that is not there is an error and not a long wait.
 *
 * @throws `UsageError` where the address is none, or nobody answers there.
 */
export async function openRedis(url: string): Promise<QueuePackages> {
  if (!/^rediss?:\/\//.test(url))
    throw new UsageError(`invalid address of Redis: ${url} (expected redis://host:port)`);
  const packages = await loadBullMq();
  const client = new packages.ioredis.Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  let why: unknown;
  client.on('error', (error) => (why = error));
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new UsageError(`no Redis answers at ${withoutPassword(url)}: ${oneLine(why ?? error)}`, {
      cause: error,
    });
  } finally {
    client.disconnect();
  }
  return packages;
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
