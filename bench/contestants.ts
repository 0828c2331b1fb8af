/** Who takes part in compare.ts, and with how much work. */
import type { ContestantSpec } from './contestant-protocol';

export interface Contestant {
  name: string;
  label: string;
  /** Processors that it may use: it is compared with the peer that may use as many. */
  threads: number;
  /** Ours and the stock backend's process, or the peer's. */
  runs: Omit<ContestantSpec, 'model' | 'batch'> | 'torch';
  train: boolean;
  predict: boolean;
  /** Images a step where it can't bear the whole batch; it then runs in the first round only. 0: not at all. */
  fewer?: Record<string, number>;
}

const wasm = { backend: 'wasm', replicas: 1, workers: 0 } as const;
const both = { train: true, predict: true };

export const CONTESTANTS: Contestant[] = [
  { name: 'ours', label: 'ours, 1 thread', threads: 1, runs: { ...wasm, kernels: 'ours' }, ...both },
  {
    name: 'ours-1w',
    label: 'ours, 2 replicas on 1 worker',
    threads: 1,
    runs: { ...wasm, kernels: 'ours', replicas: 2, workers: 1 },
    train: true,
    predict: false,
  },
  {
    name: 'ours-2w',
    label: 'ours, 2 replicas on 2 workers',
    threads: 2,
    runs: { ...wasm, kernels: 'ours', replicas: 2, workers: 2 },
    ...both,
  },
  { name: 'torch-1', label: 'PyTorch, 1 thread', threads: 1, runs: 'torch', ...both },
  { name: 'torch-2', label: 'PyTorch, 2 threads', threads: 2, runs: 'torch', ...both },
  {
    name: 'stock',
    label: 'stock wasm (forward only)',
    threads: 1,
    runs: { ...wasm, kernels: 'stock' },
    train: false,
    predict: true,
  },
  {
    name: 'naive',
    label: 'stock wasm, gradients in plain loops',
    threads: 1,
    runs: { ...wasm, kernels: 'naive' },
    train: true,
    predict: false,
    fewer: { leaky4: 4, wide4: 1, depthwise4: 8 },
  },
  {
    name: 'cpu',
    label: 'stock cpu backend',
    threads: 1,
    runs: { ...wasm, backend: 'cpu', kernels: 'stock' },
    train: true,
    predict: false,
    // Minutes an image.
    fewer: { leaky4: 1, wide4: 0, depthwise4: 1 },
  },
];
