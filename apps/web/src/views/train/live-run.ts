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
  /** It is in the library. */
  hasBegun: boolean;
  epochs: EpochRecord[];
  parts?: DataEvent;
  progress?: FitProgress;
  /** The progress of the training of this epoch so far. */
  course: readonly FitProgress[];
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

/** Why the last run could not begin. */
export const refused = signal<string | undefined>(undefined);

const ONE_AT_A_TIME = 'a run is going on already (expected one at a time: stop it, or wait)';

/** Begins a run and shows it; where it can't begin, `refused` says why. */
export async function startRun(begin: NonNullable<RunSetup['begin']>, workers: number): Promise<void> {
  refused.value = isGoingOn(live.peek()) ? ONE_AT_A_TIME : undefined;
  if (refused.value) return;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const shownBefore = route.peek().params.run;
  await carryOut({ id, begin, workers }, begin.spec, []);
  const run = live.peek();
  if (run?.id !== id || run.hasBegun || run.state === 'finished') return;
  // There is nothing of it to show.
  live.value = undefined;
  if (route.peek().params.run === id) setParams({ run: shownBefore });
  refused.value = run.error;
}

/**
 * Goes on with a run that was stopped.
 *
 * @throws where another goes on in this tab.
 */
export async function resumeRun(id: string, workers: number): Promise<void> {
  if (isGoingOn(live.peek())) throw new Error(ONE_AT_A_TIME);
  const { record, epochs } = await trainRoom().openRun(id);
  await carryOut({ id, workers }, record.spec, epochs);
}

/** Resolves when the run has ended, however it ended: its state tells. */
async function carryOut(setup: RunSetup, spec: ExperimentSpec, epochs: EpochRecord[]): Promise<void> {
  controller = new AbortController();
  live.value = { id: setup.id, spec, state: 'starting', hasBegun: false, epochs, course: [] };
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
  if (!run.hasBegun && event.type !== 'data')
    change({ hasBegun: true, state: run.state === 'starting' ? 'running' : run.state });
  switch (event.type) {
    case 'data':
      return change({ parts: event });
    case 'resumed':
      return change({ epochs: run.epochs.filter(({ epoch }) => epoch <= event.epoch) });
    case 'progress':
      return change({ progress: event.progress, course: courseWith(event.progress, run.course) });
    case 'epoch':
      return change({ epochs: [...run.epochs, event.record], confusion: event.confusion ?? run.confusion });
    case 'step':
      return change({ step: event, progress: undefined });
  }
}

function courseWith(progress: FitProgress, before: readonly FitProgress[]): readonly FitProgress[] {
  if (progress.phase !== 'train') return before;
  return before[0]?.epoch === progress.epoch ? [...before, progress] : [progress];
}
