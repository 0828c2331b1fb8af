import type { ModelRef } from '../../../library/model-ref';
import { setParams } from '../../../route';
import { texts } from '../../../texts';
import { Notice } from '../../../ui/notice';
import { useAnswer } from '../../../ui/use-answer';
import type { AskedModel } from '../../../workers/ask/describe-model';
import { askRoom } from '../../../workers/rooms';
import { readAskState } from '../ask-state';
import { batchOf, type AskedPicture } from '../asked-picture';
import { FilterPanel } from './filter-panel';
import { LayerList } from './layer-list';
import { LayerTiles } from './layer-tiles';

/** The layers of the model; of the chosen one what it puts out, and of a chosen filter all that can be known. */
export function Inside({
  modelRef,
  model,
  asked,
}: {
  modelRef: ModelRef;
  model: AskedModel;
  asked: AskedPicture;
}) {
  const words = texts.explain.inside;
  const { layer: named, filter } = readAskState();
  const layer = model.layers.find(({ name }) => name === named)?.name;
  return (
    <section aria-labelledby="explain-inside">
      <h2 id="explain-inside">{words.title}</h2>
      <p>{words.lead}</p>
      <div class="inside">
        <LayerList
          layers={model.layers}
          chosen={layer}
          onChoose={(name) => setParams({ layer: name, filter: undefined })}
        />
        {layer && <Layer key={layer} modelRef={modelRef} layer={layer} filter={filter} asked={asked} />}
      </div>
    </section>
  );
}

function Layer({
  modelRef,
  layer,
  filter,
  asked,
}: {
  modelRef: ModelRef;
  layer: string;
  filter: number | undefined;
  asked: AskedPicture;
}) {
  const { value: output, error } = useAnswer(
    () => askRoom().activationsOf(modelRef, batchOf(asked.picture), layer, new AbortController().signal),
    [modelRef, layer, asked.key],
  );
  const channels = output?.shape.at(-1) ?? 0;
  return (
    <div class="layer-output">
      {error && <Notice error>{error}</Notice>}
      {output && (
        <LayerTiles
          layer={layer}
          output={output}
          chosen={filter}
          onChoose={(one) => setParams({ filter: String(one) })}
        />
      )}
      {output && filter !== undefined && filter < channels && (
        <FilterPanel key={filter} modelRef={modelRef} layer={layer} filter={filter} output={output} />
      )}
    </div>
  );
}
