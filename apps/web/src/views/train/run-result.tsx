import { useEffect } from 'preact/hooks';
import type { RunRecord } from '@fer/experiments';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { useAnswer } from '../../ui/use-answer';
import { trainRoom } from '../../workers/rooms';
import { percent } from './words';

const words = texts.train.run;

/** What came out, beside always answering the most frequent class; and where to go from here. */
export function RunResult({ id, record }: { id: string; record: RunRecord }) {
  const { accuracy, images, split, baseline } = record.result!;
  return (
    <div class="train-result">
      <p class="train-score">
        <strong>{percent(accuracy)}</strong> {words.result(images, split)}
      </p>
      <dl class="train-bars">
        <Bar name={words.bars.model} share={accuracy} />
        <Bar name={words.bars.baseline(baseline.name)} share={baseline.accuracy} />
      </dl>
      {split === 'validation' && <p class="quiet">{words.caveat}</p>}
      {accuracy <= baseline.accuracy && <p class="quiet">{words.notAboveBaseline}</p>}
      <div class="row">
        <a class="button primary" href={linkTo('explain', { model: `run:${id}` })}>
          {words.explain}
        </a>
        <a class="button" href={linkTo('mistakes', { model: `run:${id}` })}>
          {words.mistakes}
        </a>
        <ReportLink id={id} />
      </div>
    </div>
  );
}

function Bar({ name, share }: { name: string; share: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span class="train-bar" style={{ inlineSize: `${share * 100}%` }} />
        <span>{percent(share)}</span>
      </dd>
    </div>
  );
}

/** The report opens in a tab of its own: as a file of this browser it may do no more than this page. */
function ReportLink({ id }: { id: string }) {
  const { value: url } = useAnswer(async () => {
    const html = await trainRoom().reportOf(id);
    return html && URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  }, [id]);
  useEffect(() => () => url && URL.revokeObjectURL(url), [url]);
  if (!url) return null;
  return (
    <>
      <a class="button" href={url} target="_blank" rel="noopener">
        {words.report}
      </a>
      <a class="button" href={url} download={`${id}-report.html`}>
        {words.saveReport}
      </a>
    </>
  );
}
