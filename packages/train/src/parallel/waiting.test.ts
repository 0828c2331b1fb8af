import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit } from '../fit';
import type { FitOptions } from '../fit-options';
import { serveReplicas } from './serve-replicas';
import { data, network, startWorker } from './testing/small-training';

beforeAll(() => tf.setBackend('cpu'));

describe('the batches of training in workers', () => {
  it('are made while the threads compute: waiting shows up only where making one takes longer', async () => {
    // A clock that only the source and the thread (30 ms a step) move.
    let clock = 0;
    const slow = (ms: number) => ({
      size: 60,
      *batches() {
        for (let i = 0; i < 6; i++) {
          clock += ms;
          const from = i * 10;
          yield {
            data: Float32Array.from(data.images.subarray(from * 4, from * 4 + 40), (v) => v / 255),
            shape: [10, 1, 4, 1] as [number, number, number, number],
            labels: (data.labels as Uint8Array).subarray(from, from + 10),
          };
        }
      },
    });
    let calls = 0;
    const timed = () =>
      startWorker((port) => serveReplicas(port, { now: () => (calls++ % 2 === 0 ? 0 : 30) }));
    const waited = async (ms: number, threads: Partial<FitOptions>) => {
      const { records } = await fit(network(), {
        train: slow(ms),
        epochs: 1,
        now: () => clock,
        ...threads,
      });
      return records[0].waited;
    };
    const threads = { workers: 1, startWorker: timed };
    // The first batch of an epoch is always waited for; of the five others only what exceeds the step.
    expect(await waited(20, threads)).toBeCloseTo(0.02, 9);
    expect(await waited(50, threads)).toBeCloseTo(0.05 + 5 * 0.02, 9);
    // In this thread nothing else can go on meanwhile.
    expect(await waited(20, {})).toBeCloseTo(6 * 0.02, 9);
  });
});
