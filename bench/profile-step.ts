/**
 * Where a training step spends its time: one row a kernel (name, calls, milliseconds of its own, share), worst first. Milliseconds are
 * processor time in the kernel's best step, so that a machine busy with other things still gives nearly the same table.
 *
 * npx tsx --conditions=@fer/source bench/profile-step.ts --model leaky4 --batch 64 --seconds 10
 */
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { createStep, readOptions, useWasm } from './training-step';

const options = readOptions();
registerWasmTrainingKernels();

interface Row {
  calls: number;
  /** In the current step, without the kernels that it calls itself. */
  ms: number;
  best: number;
  slowest: { ms: number; shapes: string };
}
const rows = new Map<string, Row>();
const nested: number[] = [];

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Wraps every wasm kernel in a stop-watch that leaves out the time of kernels called from inside. */
for (const config of tf.getKernelsForBackend('wasm')) {
  const kernelFunc: tf.KernelFunc = (params) => {
    nested.push(0);
    const start = processorMs();
    try {
      return config.kernelFunc(params);
    } finally {
      const total = processorMs() - start;
      const own = total - (nested.pop() ?? 0);
      if (nested.length) nested[nested.length - 1] += total;
      const row = rows.get(config.kernelName) ?? {
        calls: 0,
        ms: 0,
        best: Infinity,
        slowest: { ms: 0, shapes: '' },
      };
      row.calls++;
      row.ms += own;
      if (own > row.slowest.ms) {
        const shapes = Object.values(params.inputs).map((input) => `[${input?.shape.join(' ') ?? ''}]`);
        row.slowest = { ms: own, shapes: shapes.join(' ') };
      }
      rows.set(config.kernelName, row);
    }
  };
  tf.unregisterKernel(config.kernelName, 'wasm');
  tf.registerKernel({ ...config, kernelFunc });
}

await useWasm();
const step = createStep(options);
await step.train();
await step.train();
rows.clear();

let steps = 0;
let bestStep = Infinity;
const end = performance.now() + options.seconds * 1000;
while (steps < 3 || performance.now() < end) {
  const start = processorMs();
  await step.train();
  bestStep = Math.min(bestStep, processorMs() - start);
  for (const row of rows.values()) {
    row.best = Math.min(row.best, row.ms);
    row.ms = 0;
  }
  steps++;
}

const sorted = [...rows].sort(([, a], [, b]) => b.best - a.best);
const kernelMs = sorted.reduce((sum, [, row]) => sum + row.best, 0);
const cell = (text: string | number, width: number) => String(text).padStart(width);
console.log(
  `${options.model}, batch ${options.batch}: ${bestStep.toFixed(1)} ms of processor time in the best of ${steps} steps, ${((options.batch / bestStep) * 1000).toFixed(1)} images/s`,
);
console.log(`${'kernel'.padEnd(28)}${cell('calls', 7)}${cell('ms', 9)}${cell('share', 8)}  largest call`);
for (const [name, row] of sorted) {
  const share = `${((100 * row.best) / kernelMs).toFixed(1)}%`;
  console.log(
    `${name.padEnd(28)}${cell(Math.round(row.calls / steps), 7)}${cell(row.best.toFixed(2), 9)}${cell(share, 8)}  ${row.slowest.shapes}`,
  );
}
console.log(`${'all kernels'.padEnd(28)}${cell('', 7)}${cell(kernelMs.toFixed(2), 9)}`);
