import { useMemo } from 'preact/hooks';
import type { EpochRecord, FitProgress } from '@fer/train';
import { historyPlot } from '@fer/viz';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';

const words = texts.train.run;

/** Loss and accuracy by epoch, with that of the epoch that goes on so far. */
export function Curves({ epochs, progress }: { epochs: readonly EpochRecord[]; progress?: FitProgress }) {
  const figure = useMemo(() => {
    const isNew = progress?.phase === 'train' && progress.epoch > (epochs.at(-1)?.epoch ?? 0);
    const { epoch, loss, accuracy } = progress ?? {};
    const all = isNew ? [...epochs, { epoch, loss, accuracy } as EpochRecord] : epochs;
    return all.length > 0 ? historyPlot(all, { theme: 'auto' }) : undefined;
  }, [epochs, progress]);
  if (figure === undefined) return null;
  return <FigureView figure={figure} name="history" label={words.curves} />;
}
