import type * as bullmq from 'bullmq';
import type * as ioredis from 'ioredis';
import { UsageError } from '../../errors';

/** What a queue needs. */
export interface QueuePackages {
  bullmq: typeof bullmq;
  ioredis: typeof ioredis;
}

/** The user's to install, for most sweeps need no queue; BullMQ leaves the choice of a client for Redis to the user. */
const PACKAGES = ['bullmq', 'ioredis'];

/**
 * Loads BullMQ and a client for Redis.
 *
 * @throws `UsageError` that says what to install.
 */
export async function loadBullMq(
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<QueuePackages> {
  try {
    const [queue, client] = [await load('bullmq'), await load('ioredis')];
    return { bullmq: queue as typeof bullmq, ioredis: client as typeof ioredis };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' && PACKAGES.some((name) => message.includes(`'${name}'`))) {
      throw new UsageError(
        `a queue needs packages that are not installed (npm install ${PACKAGES.join(' ')})`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
