import { heatmap } from '@fer/viz';
import { useMemo } from 'preact/hooks';
import type { ModelRef } from '../../../library/model-ref';
import { texts } from '../../../texts';
import { FigureView } from '../../../ui/figure';
import type { LayerOutput } from '../../../workers/ask/look-inside';
import { channelOf } from './layer-tiles';
import { Painted } from './painted';
import { Strongest } from './strongest';

/** One filter: what it puts out here, where in the data set it is strongest, what it asks for. */
export function FilterPanel({
  modelRef,
  layer,
  filter,
  output,
}: {
  modelRef: ModelRef;
  layer: string;
  filter: number;
  output: LayerOutput;
}) {
  const words = texts.explain.inside;
  const { shape } = output;
  const figure = useMemo(() => {
    if (shape.length !== 3) return undefined;
    const values = channelOf(output, filter);
    return heatmap(
      { values, shape: shape.slice(0, 2) },
      { palette: 'viridis', size: 200, theme: 'auto', title: '' },
    );
  }, [output, filter]);
  return (
    <section class="filter card" aria-labelledby="explain-filter">
      <h3 id="explain-filter">
        {words.filter(filter)} · {layer}
      </h3>
      <div class="filter-parts">
        {figure && (
          <div>
            <h4>{words.onPicture}</h4>
            <FigureView
              figure={figure}
              name={`${layer}-${filter}`}
              label={words.onPictureLabel(filter, layer)}
            />
          </div>
        )}
        <Painted key={`painted ${modelRef} ${layer} ${filter}`} {...{ modelRef, layer, filter }} />
      </div>
      <Strongest key={`strongest ${modelRef} ${layer}`} {...{ modelRef, layer, filter }} />
    </section>
  );
}
