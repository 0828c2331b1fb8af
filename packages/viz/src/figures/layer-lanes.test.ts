import { describe, expect, it } from 'vitest';
import { layerLanes } from './layer-lanes';

const layers = (...rows: [name: string, ...inputs: string[]][]) =>
  rows.map(([name, ...inputs]) => ({ name, inputs }));

describe('layerLanes', () => {
  it('has nothing to say of a chain, whether it states its inputs or not', () => {
    expect(layerLanes([{ name: 'a' }, { name: 'b' }, { name: 'c' }])).toBeUndefined();
    expect(layerLanes(layers(['a'], ['b', 'a'], ['c', 'b']))).toBeUndefined();
  });

  it('runs an identity shortcut beside the layers that it skips', () => {
    expect(
      layerLanes(layers(['in'], ['conv', 'in'], ['bn', 'conv'], ['add', 'bn', 'in'], ['out', 'add'])),
    ).toEqual({
      lanes: [0, 0, 0, 0, 0],
      connections: [
        { from: 0, to: 1, lane: 0 },
        { from: 1, to: 2, lane: 0 },
        { from: 2, to: 3, lane: 0 },
        { from: 0, to: 3, lane: 1 },
        { from: 3, to: 4, lane: 0 },
      ],
      count: 2,
    });
  });

  it('gives the layers of a second branch a lane, between those of the first, and uses it again later', () => {
    const block = (n: number, from: string): [string, ...string[]][] => [
      [`a${n}`, from],
      [`short${n}`, from],
      [`b${n}`, `a${n}`],
      [`add${n}`, `b${n}`, `short${n}`],
    ];
    const { lanes, count } = layerLanes(layers(['in'], ...block(1, 'in'), ...block(2, 'add1')))!;
    expect(lanes).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect(count).toBe(2);
  });

  it('lays no connection over another, nor over a layer that it does not touch', () => {
    const { lanes, connections } = layerLanes(
      layers(['in'], ['a', 'in'], ['b', 'a', 'in'], ['c', 'in'], ['d', 'a', 'c'], ['e', 'b', 'd', 'in']),
    )!;
    for (const one of connections) {
      for (let row = one.from + 1; row < one.to; row++) expect(lanes[row]).not.toBe(one.lane);
      for (const other of connections) {
        if (one === other || one.lane !== other.lane) continue;
        expect(one.to <= other.from || other.to <= one.from).toBe(true);
      }
    }
  });

  it('gives a second input a lane of its own, and leaves out what a layer reads from itself', () => {
    expect(layerLanes(layers(['x'], ['y'], ['sum', 'x', 'y'], ['twice', 'sum', 'twice']))).toMatchObject({
      lanes: [0, 1, 0, 0],
      connections: [{ from: 0 }, { from: 1 }, { from: 2 }],
    });
  });

  it('refuses an input that is no layer', () => {
    expect(() => layerLanes(layers(['a'], ['b', 'z']))).toThrow(
      "invalid input of layer 'b': z (expected the name of a layer)",
    );
  });
});
