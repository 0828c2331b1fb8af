import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('inOrder', () => {
  it.each([1, 3, 9])('gives results in the order of the items, %i at a time', async (lanes) => {
    let running = 0;
    let most = 0;
    const run = async (ms: number) => {
      most = Math.max(most, ++running);
      await sleep(ms);
      running--;
      return ms * 10;
    };
    const done = await collect(inOrder([9, 1, 5, 0, 2], run, { lanes }));
    expect(done.map(({ item, result }) => [item, result])).toEqual([9, 1, 5, 0, 2].map((i) => [i, i * 10]));
    expect(most).toBe(Math.min(lanes, 5));
  });

  it('asks a source that takes its time for the next item before the run has ended', async () => {
    const log: string[] = [];
    async function* slow() {
      for (let i = 0; i < 3; i++) {
        log.push(`asked for ${i}`);
        await sleep(5);
        yield i;
      }
    }
    const run = async (i: number) => {
      await sleep(20);
      log.push(`ran ${i}`);
    };
    await collect(inOrder(slow(), run));
    expect(log).toEqual(['asked for 0', 'asked for 1', 'ran 0', 'asked for 2', 'ran 1', 'ran 2']);
  });

  it('hands a run to other threads before this one assembles the next item', async () => {
    const log: string[] = [];
    function* assembled() {
      for (let i = 0; i < 2; i++) {
        log.push(`assembled ${i}`);
        yield i;
      }
    }
    const elsewhere = (i: number) => {
      log.push(`handed over ${i}`);
      return sleep(1);
    };
    await collect(inOrder(assembled(), elsewhere));
    expect(log).toEqual(['assembled 0', 'handed over 0', 'assembled 1', 'handed over 1']);
  });

  it('tells how long items were waited for, and how long this thread took to make them', async () => {
    let clock = 0;
    async function* source() {
      clock += 7; // this thread is busy
      await Promise.resolve();
      clock += 100; // it waits
      yield 'first';
      clock += 3;
      yield 'second';
    }
    const done = await collect(inOrder(source(), async () => undefined, { now: () => clock }));
    expect(done.map(({ waited, assembled }) => [waited, assembled])).toEqual([
      [107, 3],
      [0, 0],
    ]);
  });

  it("ends with the source's error or the run's, closes the source, and leaves no promise unhandled", async () => {
    let closed = 0;
    async function* source(fails: boolean) {
      try {
        yield 1;
        if (fails) throw new Error('no more');
        yield 2;
      } finally {
        closed++;
      }
    }
    const slowly = async () => sleep(5);
    await expect(collect(inOrder(source(true), slowly))).rejects.toThrow('no more');
    const failing = () => Promise.reject(new Error('out of memory'));
    await expect(collect(inOrder(source(false), failing, { lanes: 2 }))).rejects.toThrow('out of memory');
    for await (const { item } of inOrder(source(false), slowly)) if (item === 1) break;
    expect(closed).toBe(3);
  });
});
