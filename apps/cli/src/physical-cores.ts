import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';

/** Linux's list of the logical processors that are one physical core with processor `cpu`, as text: '0,4'. */
function siblingsOnLinux(cpu: number): string | undefined {
  try {
    return readFileSync(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * How many threads can compute at full speed at the same time: physical cores where the system tells of them
 * (Linux), else the logical processors that this process may use. Two threads on one physical core share its arithmetic
 * units, which is what a convolution is short of.
 */
export function physicalCores(siblings = siblingsOnLinux, logical = availableParallelism()): number {
  const cores = new Set<string>();
  for (let cpu = 0; ; cpu++) {
    const core = siblings(cpu);
    if (core === undefined) break;
    cores.add(core);
  }
  return cores.size === 0 ? logical : Math.min(cores.size, logical);
}
