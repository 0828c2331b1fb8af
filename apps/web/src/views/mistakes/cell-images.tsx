import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import type { ModelRef } from '../../library/model-ref';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import { Notice } from '../../ui/notice';
import { Pages } from '../../ui/pages';
import { useAnswer } from '../../ui/use-answer';
import { useKept } from '../../ui/use-kept';
import type { SetEvaluation } from '../../workers/ask/predict-set';
import { dataRoom } from '../../workers/rooms';
import { pictureAt } from '../data/face-grid';
import { MistakeCard } from './mistake-card';
import { useMaps } from './use-maps';
import { useQuickMethods } from './use-quick-methods';

const A_PAGE = 24;

/** The images of one cell of the confusion matrix, the most confident answers first, each with an explanation. */
export function CellImages({
  info,
  model,
  evaluation: { rows, labels, predicted, confidence, evaluation },
  cell,
}: {
  info: DataInfo;
  model: ModelRef;
  evaluation: SetEvaluation;
  cell: { actual: number; predicted: number };
}) {
  const words = texts.mistakes.images;
  const { classes } = evaluation.confusion;
  const found = useMemo(
    () =>
      Array.from(rows, (row, i) => ({ row, i }))
        .filter(({ i }) => labels[i] === cell.actual && predicted[i] === cell.predicted)
        .sort((a, b) => confidence[b.i] - confidence[a.i]),
    [rows],
  );
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const page = Math.min(pages, Math.max(1, Math.round(Number(route.value.params.page)) || 1));
  const shown = found.slice((page - 1) * A_PAGE, page * A_PAGE);
  const wanted = shown.map(({ row }) => row);
  const key = wanted.join();
  const pictures = useAnswer(async () => {
    const room = dataRoom();
    const [images, names, splits] = await Promise.all([
      room.imagesOf(info.id, wanted),
      room.namesOf(info.id, wanted),
      room.splitsOf(info.id, wanted),
    ]);
    return { key, images, names, splits };
  }, [key]);
  const changes = useKept(['data'], () => dataRoom().readChanges(info.id));
  const { method, methods, error } = useQuickMethods(model);
  const current = pictures.value?.key === key ? pictures.value : undefined;
  const maps = useMaps(model, method);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever chose a number goes on with its images.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="cell-images">
      <h2 ref={heading} tabIndex={-1}>
        {words.heading(classes[cell.actual], classes[cell.predicted], found.length)}
      </h2>
      <div class="row">
        <Choice
          label={words.method}
          value={method ?? ''}
          options={[
            { value: '', name: words.noMethod },
            ...methods.map((name) => ({ value: name, name: texts.mistakes.methods[name] })),
          ]}
          onChoose={(name) => setParams({ method: name || 'none' })}
        />
        {method && <p class="quiet scale">{words.scale}</p>}
      </div>
      {[error, pictures.error, maps.error, changes.error].map(
        (message, i) =>
          message && (
            <Notice key={i} error>
              {message}
            </Notice>
          ),
      )}
      <ul class="mistake-cards" aria-busy={!current}>
        {current &&
          shown.map(({ row, i }, at) => (
            <MistakeCard
              key={row}
              info={info}
              image={{
                row,
                name: current.names[at],
                split: current.splits[at],
                label: classes[labels[i]],
                predicted: classes[predicted[i]],
                confidence: confidence[i],
                model,
              }}
              picture={pictureAt(current.images, at)}
              change={changes.value?.find(({ index }) => index === row)}
              map={maps.of(row)}
              method={method}
              want={maps.want}
            />
          ))}
      </ul>
      <Pages page={page} pages={pages} />
    </section>
  );
}
