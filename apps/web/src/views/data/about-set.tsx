import { barChart } from '@fer/viz';
import { useMemo } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';
import { Notice } from '../../ui/notice';
import { useAnswer } from '../../ui/use-answer';
import { dataRoom } from '../../workers/rooms';
import { nameOf } from './choose-data';

/** More parts than this (folds, say) are one bar together. */
const MOST_PARTS = 6;

/** How many images each class has, and what they look like on the average. */
export function AboutSet({ info }: { info: DataInfo }) {
  const words = texts.data.about;
  const means = useAnswer(async () => dataRoom().meanFaces(info.id), [info.id]);
  if (!info.counts) return <Notice>{words.noLabels}</Notice>;
  return (
    <div class="data-about">
      <Balance info={info} counts={info.counts} />
      <section>
        <h2>{words.means}</h2>
        <p class="quiet">{words.meansLead}</p>
        {means.error && <Notice error>{means.error}</Notice>}
        {means.value && (
          <FigureView figure={means.value} name={`${info.id}-means`} label={words.meansLabel} />
        )}
      </section>
    </div>
  );
}

function Balance({ info, counts }: { info: DataInfo; counts: NonNullable<DataInfo['counts']> }) {
  const words = texts.data.about;
  const figure = useMemo(() => {
    const sum = info.classes.map((_, k) => counts.reduce((all, { perClass }) => all + perClass[k], 0));
    const many = counts.length > MOST_PARTS;
    const series = many
      ? [{ name: words.tooManyParts, values: sum }]
      : counts.map(({ part, perClass }) => ({ name: part, values: perClass }));
    return barChart(
      { labels: info.classes, series },
      { theme: 'auto', title: '', ...(many && { caption: words.tooManyParts }) },
    );
  }, [info]);
  return (
    <section>
      <h2>{words.balance}</h2>
      <FigureView figure={figure} name={`${info.id}-balance`} label={words.balanceLabel(nameOf(info))} />
    </section>
  );
}
