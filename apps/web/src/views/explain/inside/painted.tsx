import { proxy } from 'comlink';
import { imageGrid } from '@fer/viz';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelRef } from '../../../library/model-ref';
import { texts } from '../../../texts';
import { FigureView } from '../../../ui/figure';
import { Notice } from '../../../ui/notice';
import type { PaintedInput } from '../../../workers/ask/look-inside';
import { askRoom } from '../../../workers/rooms';

/** Steps at first; painting longer takes as many again. */
const STEPS = 60;
const SIZE = 200;

/** The input that a filter answers to most, shown while it grows. */
export function Painted({ modelRef, layer, filter }: { modelRef: ModelRef; layer: string; filter: number }) {
  const words = texts.explain.inside;
  const [painted, setPainted] = useState<PaintedInput>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(true);
  const controller = useRef<AbortController>(undefined);

  const paint = async (steps: number) => {
    const { signal } = (controller.current = new AbortController());
    setBusy(true);
    const show = proxy((result: PaintedInput) => void (signal.aborted || setPainted(result)));
    try {
      await askRoom().maximizedInput(modelRef, layer, filter, steps, signal, show);
    } catch (error) {
      if (!signal.aborted) setError((error as Error).message);
    }
    if (controller.current.signal === signal) setBusy(false);
  };
  useEffect(() => {
    void paint(STEPS);
    return () => controller.current?.abort();
  }, []);

  const steps = painted ? painted.trace.length - 1 : 0;
  return (
    <div>
      <h4>{words.painted}</h4>
      <p class="quiet">{words.paintedLead}</p>
      {error && <Notice error>{error}</Notice>}
      {painted && (
        <FigureView
          figure={figureOf(painted, `${words.painting(steps, painted.steps)}. ${painted.note}`)}
          name={`${layer}-${filter}-painted`}
          label={words.paintedLabel(filter)}
        />
      )}
      {painted?.warnings.map((warning) => (
        <p key={warning} class="quiet">
          {warning}
        </p>
      ))}
      {isBusy ? (
        <button type="button" class="small" onClick={() => controller.current?.abort()}>
          {words.stop}
        </button>
      ) : (
        !error && (
          <button type="button" class="small" onClick={() => void paint((painted?.steps ?? 0) + STEPS)}>
            {words.again}
          </button>
        )
      )}
    </div>
  );
}

function figureOf({ data, shape }: PaintedInput, caption: string) {
  const [h, w] = shape;
  const scale = SIZE / Math.max(h, w);
  return imageGrid({ data, shape: [1, ...shape] }, { theme: 'auto', title: '', scale, caption });
}
