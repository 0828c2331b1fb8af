import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KeptModel } from '../../library/models';
import type { Part, PartKey } from '../../library/parts';
import { setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { askRoom, dataRoom } from '../../workers/rooms';

const words = texts.models.compare;
/** Images in the list of disagreements. */
const LISTED = 60;

interface Found {
  total: number;
  /** Rows where the answers differ, and both. */
  differing: { row: number; answers: string[] }[];
  /** Share that each has right, where there are labels. */
  right?: number[];
}

/** How often two models answer the same over a part of a set, and on which images they do not. */
export function Agreement({ pair, data }: { pair: readonly KeptModel[]; data: string }) {
  const [parts, setParts] = useState<Part[]>([]);
  const [part, setPart] = useState<PartKey>('all');
  const [found, setFound] = useState<Found>();
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef<AbortController>(null);
  useEffect(() => {
    dataRoom()
      .partsOf(data)
      .then(
        (all) => (setParts(all), setPart(all.find(({ key }) => key === 'split:test')?.key ?? all[0].key)),
        (error: Error) => setProblem(error.message),
      );
    return () => stop.current?.abort();
  }, [data]);

  const find = async () => {
    const { signal } = (stop.current = new AbortController());
    setProblem(undefined);
    setProgress({ done: 0, total: 1 });
    try {
      const result = await compare(pair, data, part, signal, ({ done, total }, i) =>
        setProgress({ done: i * total + done, total: 2 * total }),
      );
      setFound(result);
    } catch (error) {
      if (!signal.aborted) setProblem((error as Error).message);
    } finally {
      setProgress(undefined);
    }
  };
  return (
    <>
      <div class="row">
        <label class="field">
          <span>{words.part}</span>
          <select value={part} onChange={(event) => setPart(event.currentTarget.value as PartKey)}>
            {parts.map(({ key, count }) => (
              <option key={key} value={key}>
                {key} ({count})
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={progress !== undefined} onClick={() => void find()}>
          {words.find}
        </button>
        {progress && (
          <button type="button" onClick={() => stop.current?.abort()}>
            {texts.models.open.stop}
          </button>
        )}
      </div>
      {progress && <progress value={progress.done} max={progress.total} aria-label={words.reading} />}
      {problem && <Notice error>{problem}</Notice>}
      {found && <Disagreements pair={pair} found={found} />}
    </>
  );
}

function Disagreements({
  pair,
  found: { total, differing, right },
}: {
  pair: readonly KeptModel[];
  found: Found;
}) {
  return (
    <div aria-live="polite">
      <p>{words.agreement(String(total - differing.length), total)}</p>
      {right?.map((share, i) => (
        <p key={pair[i].ref}>{words.accuracy(pair[i].name, `${(share * 100).toFixed(1)} %`)}</p>
      ))}
      <ul class="disagreements">
        {differing.slice(0, LISTED).map(({ row, answers: [one, other] }) => (
          <li key={row}>
            <button type="button" class="small" onClick={() => setParams({ row: String(row) })}>
              {words.openImage(row, one, other)}
            </button>
          </li>
        ))}
      </ul>
      {differing.length > LISTED && <p class="quiet">{words.more(differing.length - LISTED)}</p>}
    </div>
  );
}

async function compare(
  pair: readonly KeptModel[],
  data: string,
  part: PartKey,
  signal: AbortSignal,
  onProgress: (progress: { done: number; total: number }, model: number) => void,
): Promise<Found> {
  const { classes, labels } = await dataRoom().columnsOf(data);
  const predicted: Uint8Array[] = [];
  let rows = new Uint32Array();
  for (const [i, { ref }] of pair.entries()) {
    const tell = proxy((progress: { done: number; total: number }) => onProgress(progress, i));
    const answer = await askRoom().predictSet(ref, data, part, signal, tell);
    rows = answer.rows as Uint32Array<ArrayBuffer>;
    predicted.push(answer.predicted);
  }
  const [one, other] = predicted;
  const differing = Array.from(rows, (row, i) => ({ row, answers: [classes[one[i]], classes[other[i]]], i }))
    .filter(({ i }) => one[i] !== other[i])
    .map(({ row, answers }) => ({ row, answers }));
  const rightOf = (own: Uint8Array) =>
    rows.reduce((count, row, i) => count + Number(labels![row] === own[i]), 0) / rows.length;
  return { total: rows.length, differing, ...(labels && { right: predicted.map(rightOf) }) };
}
