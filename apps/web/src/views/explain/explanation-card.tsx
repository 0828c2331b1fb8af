import { useMemo } from 'preact/hooks';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';
import { Notice } from '../../ui/notice';
import type { PictureAnswer } from '../../workers/ask/answer-about';
import type { Measured } from '../../workers/ask/measure-map';
import type { AskState } from './ask-state';
import { mapFigure, type scalesOf } from './map-figures';
import type { Explained } from './use-explanations';

/** One method: its map and what is to be known of it. */
export function ExplanationCard({
  explained: { question, status, result, error },
  seen,
  scale,
  isShared,
  state: { show, opacity, threshold },
  names,
  measured,
}: {
  explained: Explained;
  seen: PictureAnswer['seen'];
  scale: ReturnType<typeof scalesOf>[number] | undefined;
  isShared: boolean;
  state: AskState;
  names: readonly string[];
  measured: Measured | undefined;
}) {
  const words = texts.explain.results;
  const { method } = question;
  const drawn = useMemo(
    () => result && scale && mapFigure(result, seen, scale, { show, opacity, threshold }),
    [result, seen, JSON.stringify(scale), show, opacity, threshold],
  );
  const target = result && (names[result.targets[0]] ?? String(result.targets[0]));
  return (
    <>
      <h3>{method}</h3>
      {error && <Notice error>{error}</Notice>}
      {drawn && <FigureView figure={drawn.figure} name={method} label={words.of(method, target ?? '')} />}
      {drawn?.kept !== undefined && <p class="quiet">{words.kept(drawn.kept)}</p>}
      <p class="quiet status">{statusOf(status, result?.progress)}</p>
      {status === 'running' && result?.progress && (
        <progress aria-label={method} value={result.progress.done} max={result.progress.total} />
      )}
      {result && (
        <dl class="facts">
          <dt>{words.time}</dt>
          <dd>{words.milliseconds(result.milliseconds)}</dd>
          {result.delta && (
            <>
              <dt>{words.completeness}</dt>
              <dd>{Number(result.delta[0].toPrecision(2))}</dd>
            </>
          )}
          {show !== 'masked' && (
            <>
              <dt>{words.scale}</dt>
              <dd>{isShared ? words.sharedScale : words.ownScale}</dd>
            </>
          )}
          {measured && <Faithfulness measured={measured} />}
          {result.warnings.length > 0 && (
            <>
              <dt>{words.notes}</dt>
              <dd>{result.warnings.join('; ')}</dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}

function statusOf(
  status: Explained['status'],
  progress: { done: number; total: number } | undefined,
): string {
  const words = texts.explain.results;
  if (status === 'waiting') return words.waiting;
  if (status === 'running') return words.running(progress?.done, progress?.total);
  if (status === 'stopped') return progress ? words.soFar(progress.done, progress.total) : words.stopped;
  return '';
}

function Faithfulness({ measured: { deletion, insertion, random } }: { measured: Measured }) {
  const words = texts.explain.results;
  return (
    <>
      <dt>{words.deletion}</dt>
      <dd>{words.beside(deletion.toFixed(3), random.deletion.toFixed(3), deletion < random.deletion)}</dd>
      <dt>{words.insertion}</dt>
      <dd>{words.beside(insertion.toFixed(3), random.insertion.toFixed(3), insertion > random.insertion)}</dd>
    </>
  );
}
