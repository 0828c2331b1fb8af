import { studies, studyNeeds, type StudyNeeds } from '@fer/experiments';
import { chooseBackend } from '../backend/choose-backend';
import { formatTable } from '../terminal/format';
import { ProgressDisplay } from '../terminal/progress-display';

/** What each study needs on this machine and gives, on stdout. */
export async function listStudies(
  { backend, json }: { backend: string; json?: boolean },
  signal: AbortSignal,
): Promise<void> {
  const now = () => performance.now();
  const display = new ProgressDisplay({ stream: process.stderr, now });
  const computedOn = await chooseBackend(backend, { warn: (line) => display.print(line) });
  const needs = await studyNeeds(Object.values(studies), {
    now,
    signal,
    onMeasure: (model) => display.print(`measuring ${model} …`),
  });
  console.log(json ? JSON.stringify(needs, null, 2) : needsText(needs, computedOn));
}

/** A table of all runs, and a line a study of what its report shows. */
export function needsText(needs: readonly StudyNeeds[], backend: string): string {
  const rows = needs.flatMap(({ name, runs }) => [
    ...runs.map((run, i) => [
      `${i === 0 ? name.padEnd(8) : ''.padEnd(8)}  ${run.name}`,
      run.parameters.toLocaleString('en-US'),
      run.images.toLocaleString('en-US'),
      run.epochs,
      run.updates.toLocaleString('en-US'),
      timeText(run.seconds),
      memoryText(run.bytes),
    ]),
  ]);
  const totals = needs.map(({ name, number, title, gives, runs }) => {
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
    return `${name}: study ${number}, ${title.charAt(0).toLowerCase()}${title.slice(1)}. ${timeText(seconds)} in all.\n  ${gives}`;
  });
  return [
    formatTable([['run', 'parameters', 'images', 'epochs', 'updates', 'time', 'memory'], ...rows]),
    '',
    ...totals,
    '',
    `For FER2013 in full. Time: estimated from a few small updates of each network on one thread of this machine as busy as it is now, backend ${backend};`,
    'two threads take a little over half of it. Memory: 4 bytes x (parameters x (2 + what the optimiser keeps of each) + 2 x outputs of all layers x images of a replica),',
    'each further thread adds its weights, gradients and outputs; the images (66 MB) and Node itself come on top. Scale down with --epochs, --limit and --only.',
  ].join('\n');
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(0)} s`;
  if (seconds < 5400) return `${(seconds / 60).toFixed(0)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} days`;
}

function memoryText(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
