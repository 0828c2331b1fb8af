import { useMemo } from 'preact/hooks';
import { confusionMatrix } from '@fer/viz';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';

const words = texts.train.run;

interface LiveConfusionProps {
  /** `[actual][predicted]` */
  counts?: readonly (readonly number[])[];
  classes?: readonly string[];
  /** Of the images that the result is measured on, not of the validation after an epoch. */
  isHeldOut: boolean;
  epoch?: number;
}

export function LiveConfusion({ counts, classes, isHeldOut, epoch = 0 }: LiveConfusionProps) {
  const figure = useMemo(
    () => counts && classes && confusionMatrix({ counts, classes }, { theme: 'auto', marked: 3 }),
    [counts, classes],
  );
  if (!figure) return null;
  return (
    <div class="train-confusion">
      <h3>{words.confusion}</h3>
      <p class="quiet">{isHeldOut ? words.confusionHeldOut : words.confusionAfter(epoch)}</p>
      <FigureView figure={figure} name="confusion" label={words.confusion} />
    </div>
  );
}
