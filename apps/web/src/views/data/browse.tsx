import { useEffect, useMemo } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import { parseModelRef } from '../../library/model-ref';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { Choice } from '../../ui/choice';
import { Pages } from '../../ui/pages';
import { useAnswer } from '../../ui/use-answer';
import { useLongAnswer } from '../../ui/use-long-answer';
import type { SetPrediction } from '../../workers/ask/predict-set';
import type { Columns } from '../../workers/data/columns';
import { askRoom, dataRoom } from '../../workers/rooms';
import { AskModel } from './ask-model';
import { chooseImages, type Wanted } from './choose-images';
import { FaceGrid } from './face-grid';
import { ModelChoice } from '../../ui/model-choice';

/** So many are drawn in a blink. */
const A_PAGE = 72;

/**
 * The images of a set, by class, part and what a model says of them.
 *
 * @param onShown told when the first are there
 */
export function Browse({ info, onShown }: { info: DataInfo; onShown: () => void }) {
  const words = texts.data.browse;
  const columns = useAnswer(async () => dataRoom().columnsOf(info.id), [info.id]);
  return (
    <section aria-labelledby="browse">
      <h2 id="browse">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      {columns.error && <Notice error>{columns.error}</Notice>}
      {columns.pending && <p class="quiet">{texts.app.loading}</p>}
      {columns.value && <Images info={info} columns={columns.value} onShown={onShown} />}
    </section>
  );
}

function Images({ info, columns, onShown }: { info: DataInfo; columns: Columns; onShown: () => void }) {
  const words = texts.data.browse;
  const { params } = route.value;
  const model = parseModelRef(params.model);
  const wanted = wantedOf(params, columns);
  const part =
    wanted.part === undefined || columns.parts.length < 2 ? 'all' : (`split:${params.part}` as const);
  const asked = useLongAnswer(`${model} ${info.id} ${part}`, (signal, onProgress) =>
    askRoom().predictSet(model!, info.id, part, signal, onProgress),
  );
  const prediction = asked.value;
  const rows = useMemo(
    () => chooseImages(columns, wanted, prediction),
    [columns, JSON.stringify(wanted), prediction],
  );
  const answers = useMemo(() => answersOf(prediction), [prediction]);
  const pages = Math.max(1, Math.ceil(rows.length / A_PAGE));
  const page = Math.min(pages, Math.max(1, Math.round(Number(params.page)) || 1));
  const faces = rows.slice((page - 1) * A_PAGE, page * A_PAGE).map((row) => {
    const label = columns.labels && columns.classes[columns.labels[row]];
    const answer = answers.get(row);
    const said = answer && words.answer(columns.classes[answer.predicted], answer.confidence);
    const right = answer && answer.predicted === columns.labels?.[row];
    return {
      row,
      caption: answer && !right ? words.taken(label, columns.classes[answer.predicted]) : label,
      more: [columns.parts.length > 1 && columns.parts[columns.partOf[row]], said].filter(Boolean).join(', '),
    };
  });
  const isEmpty = rows.length === 0;
  useEffect(() => {
    if (isEmpty) onShown();
  }, [isEmpty]);
  const asksModel = wanted.answer !== undefined || wanted.verdict !== undefined;
  return (
    <>
      <div class="row">
        {columns.labels && <Filter param="class" label={words.class} names={columns.classes} />}
        {columns.parts.length > 1 && <Filter param="part" label={words.part} names={columns.parts} />}
        <ModelChoice />
        {model && <Filter param="answer" label={words.answers} names={columns.classes} />}
        {model && columns.labels && (
          <Filter
            param="verdict"
            label={words.verdict}
            names={['right', 'wrong']}
            words={{ right: words.right, wrong: words.wrong }}
          />
        )}
      </div>
      {model && <AskModel asked={asked} labels={columns.labels} count={countOf(columns, wanted.part)} />}
      {asksModel && !prediction ? (
        <p>{words.unasked}</p>
      ) : (
        <>
          <p role="status">{rows.length ? words.found(rows.length) : words.none}</p>
          {rows.length > 0 && (
            <FaceGrid dataId={info.id} faces={faces} label={words.grid} onShown={onShown} />
          )}
          <Pages page={page} pages={pages} />
        </>
      )}
    </>
  );
}

function Filter({
  param,
  label,
  names,
  words,
}: {
  param: string;
  label: string;
  names: readonly string[];
  words?: Record<string, string>;
}) {
  const options = [
    { value: '', name: texts.data.browse.any },
    ...names.map((name) => ({ value: name, name: words?.[name] ?? name })),
  ];
  const choose = (value: string) => setParams({ [param]: value || undefined, page: undefined });
  return <Choice label={label} value={route.value.params[param] ?? ''} options={options} onChoose={choose} />;
}

function wantedOf(params: Readonly<Record<string, string>>, { classes, parts }: Columns): Wanted {
  const find = (names: readonly string[], name: string | undefined) => {
    const index = name === undefined ? -1 : names.indexOf(name);
    return index < 0 ? undefined : index;
  };
  const model = parseModelRef(params.model);
  const verdict = (['right', 'wrong'] as const).find((name) => name === params.verdict);
  return {
    label: find(classes, params.class),
    part: find(parts, params.part),
    ...(model && { answer: find(classes, params.answer), verdict }),
  };
}

function answersOf(prediction: SetPrediction | undefined) {
  const answers = new Map<number, { predicted: number; confidence: number }>();
  prediction?.rows.forEach((row, i) =>
    answers.set(row, { predicted: prediction.predicted[i], confidence: prediction.confidence[i] }),
  );
  return answers;
}

const countOf = ({ count, partOf }: Columns, part: number | undefined) =>
  part === undefined ? count : partOf.reduce((sum, own) => sum + Number(own === part), 0);
