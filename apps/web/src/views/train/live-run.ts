import { proxy } from 'comlink';
import { signal } from '@preact/signals';
import type { ExperimentSpec, RunEvent } from '@fer/experiments';
import type { EpochRecord, FitProgress } from '@fer/train';
import { route, setParams } from '../../route';
import { trainRoom } from '../../workers/rooms';
import type { RunSetup } from '../../workers/train/train-here';

type DataEvent = Extract<RunEvent, { type: 'data' }>;
type StepEvent = Extract<RunEvent, { type: 'step' }>;

/** A run that this tab trains, or has trained since it was opened. */
export interface LiveRun {
  id: string;
  spec: ExperimentSpec;
  state: 'starting' | 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'failed';
  epochs: EpochRecord[];
  parts?: DataEvent;
  progress?: FitProgress;
  /** Of the validation after the last epoch, `[actual][predicted]`. */
  confusion?: number[][];
  /** What follows the training. */
  step?: StepEvent;
  error?: string;
}

/** It stays when another view is opened. */
export const live = signal<LiveRun | undefined>(undefined);

let controller = new AbortController();

export function isGoingOn(run: LiveRun | undefined): run is LiveRun {
  return run !== undefined && ['starting', 'running', 'paused', 'stopping'].includes(run.state);
}

/** Begins a run and shows it. */
export function startRun(begin: NonNullable<RunSetup['begin']>, workers: number): Promise<void> {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return carryOut({ id, begin, workers }, begin.spec, []);
}

/** Goes on with a run that was stopped. */
export async function resumeRun(id: string, workers: number): Promise<void> {
  const { record, epochs } = await trainRoom().openRun(id);
  await carryOut({ id, workers }, record.spec, epochs);
}

/**
 * Resolves when the run has ended, however it ended: its state tells.
 *
 * @throws where one goes on already, in this tab; in another one the worker refuses.
 */
async function carryOut(setup: RunSetup, spec: ExperimentSpec, epochs: EpochRecord[]): Promise<void> {
  if (isGoingOn(live.peek()))
    throw new Error('a run is going on already (expected one at a time: stop it, or wait)');
  controller = new AbortController();
  live.value = { id: setup.id, spec, state: 'starting', epochs };
  setParams({ run: setup.id });
  try {
    await trainRoom().trainHere(setup, controller.signal, proxy(onEvent));
    change({ state: 'finished', progress: undefined, step: undefined });
    chooseModel(setup.id);
  } catch (error) {
    const { name, message } = error as Error;
    change(
      name === 'AbortError' || controller.signal.aborted
        ? { state: 'stopped', progress: undefined, step: undefined }
        : { state: 'failed', error: message },
    );
  }
}

export async function pauseRun(): Promise<void> {
  change({ state: 'paused' });
  await trainRoom().pauseTraining();
}

export async function unpauseRun(): Promise<void> {
  await trainRoom().goOnTraining();
  change({ state: 'running' });
}

export function stopRun(): void {
  change({ state: 'stopping' });
  controller.abort();
}

function change(changes: Partial<LiveRun>): void {
  if (live.value) live.value = { ...live.value, ...changes };
}

/** A run that has finished is what the other views ask next. */
function chooseModel(id: string): void {
  if (route.peek().view === 'train') setParams({ model: `run:${id}` });
}

function onEvent(event: RunEvent): void {
  const run = live.peek();
  if (run === undefined) return;
  if (run.state === 'starting' && event.type !== 'data') change({ state: 'running' });
  switch (event.type) {
    case 'data':
      return change({ parts: event });
    case 'resumed':
      return change({ epochs: run.epochs.filter(({ epoch }) => epoch <= event.epoch) });
    case 'progress':
      return change({ progress: event.progress });
    case 'epoch':
      return change({ epochs: [...run.epochs, event.record], confusion: event.confusion ?? run.confusion });
    case 'step':
      return change({ step: event, progress: undefined });
  }
}
