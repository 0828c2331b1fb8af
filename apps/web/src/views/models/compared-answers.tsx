import { overlay } from '@fer/viz';
import { useEffect, useState } from 'preact/hooks';
import type { KeptModel } from '../../library/models';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';
import { Notice } from '../../ui/notice';
import { Pixels } from '../../ui/pixels';
import type { Explanation } from '../../workers/ask/explain-images';
import { askRoom, dataRoom } from '../../workers/rooms';

const words = texts.models.compare;

interface Shown {
  picture: { data: Uint8Array; shape: [number, number, number] };
  label: string;
  count: number;
  answers: Answer[];
}

interface Answer {
  name: string;
  percent: string;
  explanation: Explanation;
}

/** One image of the data set, and what each of two models answers and looks at. */
export function ComparedAnswers({
  pair,
  data,
  method,
}: {
  pair: readonly KeptModel[];
  data: string;
  method: string;
}) {
  const [shown, setShown] = useState<Shown>();
  const [problem, setProblem] = useState<string>();
  const index = Number(route.value.params.row ?? 0) || 0;
  useEffect(() => {
    const leaving = new AbortController();
    setProblem(undefined);
    ask(pair, data, index, method, leaving.signal).then(
      (answers) => !leaving.signal.aborted && setShown(answers),
      (error: Error) => !leaving.signal.aborted && setProblem(error.message),
    );
    return () => leaving.abort();
  }, [pair.map(({ ref }) => ref).join(' '), data, index, method]);

  if (problem) return <Notice error>{problem}</Notice>;
  if (!shown) return <p class="quiet">{words.reading}</p>;
  const { picture, label, count, answers } = shown;
  const image = { data: picture.data, shape: picture.shape };
  const go = (step: number) => setParams({ row: String((index + step + count) % count) });
  return (
    <>
      <div class="row">
        <Pixels picture={picture} label={words.image(index, label)} />
        <div>
          <p>{words.image(index, label)}</p>
          <div class="row">
            <button type="button" onClick={() => go(-1)}>
              {words.previous}
            </button>
            <button type="button" onClick={() => go(1)}>
              {words.next}
            </button>
          </div>
        </div>
      </div>
      <div class="compared" aria-live="polite">
        {answers.map(({ name, percent, explanation: { maps, shape, targets } }, i) => (
          <div key={pair[i].ref} class="card">
            <h3>{pair[i].name}</h3>
            <p>{words.answer(name, percent)}</p>
            <FigureView
              figure={overlay(
                image,
                { values: maps, shape: shape.slice(1) },
                { theme: 'auto', title: method, caption: words.target(pair[i].classes[targets[0]]) },
              )}
              name={`${method}-${index}-${i + 1}`}
              label={words.answer(`${pair[i].name}: ${name}`, percent)}
            />
          </div>
        ))}
      </div>
    </>
  );
}

async function ask(
  pair: readonly KeptModel[],
  data: string,
  index: number,
  method: string,
  signal: AbortSignal,
): Promise<Shown> {
  const { images, shape } = await dataRoom().imagesOf(data, [index]);
  const { count, classes, labels } = await dataRoom().columnsOf(data);
  const batch = {
    data: Float32Array.from(images, (value) => value / 255),
    shape: [...shape] as [number, number, number, number],
  };
  const answers: Answer[] = [];
  for (const { ref, classes: names } of pair) {
    const { probabilities } = await askRoom().predictImages(ref, batch);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const explanation = await askRoom().explainImages(ref, batch, { method, target: best }, signal);
    answers.push({ name: names[best], percent: `${(probabilities[best] * 100).toFixed(1)} %`, explanation });
  }
  const [, h, w, c] = shape;
  return {
    picture: { data: images, shape: [h, w, c] },
    label: labels ? classes[labels[index]] : '',
    count,
    answers,
  };
}
