import { describe, expect, it } from 'vitest';
import { physicalCores } from './physical-cores';

const machine = (siblings: string[]) => (cpu: number) => siblings[cpu] as string | undefined;

describe('physicalCores', () => {
  it('counts a core with two threads once', () => {
    expect(physicalCores(machine(['0,2', '1,3', '0,2', '1,3']), 4)).toBe(2);
  });

  it('counts no more than this process may use', () => {
    expect(physicalCores(machine(['0', '1', '2', '3']), 2)).toBe(2);
  });

  it('takes the logical processors where the system tells nothing', () => {
    expect(physicalCores(() => undefined, 8)).toBe(8);
  });

  it('finds at least one here', () => {
    expect(physicalCores()).toBeGreaterThanOrEqual(1);
  });
});
