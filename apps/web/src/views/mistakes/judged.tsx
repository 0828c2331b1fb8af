import type { DataInfo } from '../../library/data-sets';
import type { ModelRef } from '../../library/model-ref';
import type { Part } from '../../library/parts';
import { DRAWN_FACES } from '../../library/places';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import { DataChoice } from '../../ui/data-choice';
import { ModelChoice } from '../../ui/model-choice';
import { Notice } from '../../ui/notice';
import { useAnswer } from '../../ui/use-answer';
import { useKept } from '../../ui/use-kept';
import { dataRoom } from '../../workers/rooms';
import { ChangesPanel } from './changes-panel';
import { Evaluated } from './evaluated';

/** A model, the images that it is judged by, and the judgement. */
export function Judged({ model }: { model: ModelRef }) {
  const { params } = route.value;
  const own = useAnswer(async () => (await dataRoom().trainedOn(model)) ?? DRAWN_FACES, [model]);
  const sets = useKept(['data'], () => dataRoom().listData());
  const id = params.data ?? own.value;
  const info = sets.value?.find((set) => set.id === id);
  const error = own.error ?? sets.error;
  return (
    <>
      {error && <Notice error>{error}</Notice>}
      {sets.value && id && (
        <div class="row">
          <ModelChoice required={model} />
          <DataChoice sets={sets.value} chosen={id} onChoose={(data) => setParams({ ...NO_CELL, data })} />
          {info && <PartChoice key={`${model} ${info.id}`} info={info} model={model} />}
        </div>
      )}
      {sets.value && id && !info && <Notice>{texts.data.sets.unknown(id)}</Notice>}
      {info && <OfPart key={`${model} ${info.id}`} info={info} model={model} />}
      {info && <ChangesPanel key={info.id} info={info} />}
    </>
  );
}

/** What the address says of one part's answers. */
const NO_CELL = { part: undefined, actual: undefined, predicted: undefined, page: undefined };

/** The parts, and the one of the address, or the most telling. */
function useParts(info: DataInfo, model: ModelRef) {
  const { value: parts, error } = useAnswer(async () => dataRoom().partsOf(info.id, model), [info.id, model]);
  const part = parts?.find(({ key }) => key === route.value.params.part) ?? parts?.[0];
  return { parts, part, error };
}

function PartChoice({ info, model }: { info: DataInfo; model: ModelRef }) {
  const words = texts.mistakes.part;
  const { parts, part } = useParts(info, model);
  if (!parts || !part) return null;
  const options = parts.map((one) => ({
    value: one.key,
    name: words.withCount(partName(one), one.count),
  }));
  return (
    <Choice
      label={words.label}
      value={part.key}
      options={options}
      onChoose={(key) => setParams({ ...NO_CELL, part: key })}
    />
  );
}

function OfPart({ info, model }: { info: DataInfo; model: ModelRef }) {
  const { part, error } = useParts(info, model);
  if (error) return <Notice error>{error}</Notice>;
  if (!part) return null;
  return (
    <>
      {part.key === 'training' && <Notice>{texts.mistakes.part.seen}</Notice>}
      <Evaluated key={part.key} info={info} model={model} part={part.key} />
    </>
  );
}

function partName({ key }: Part): string {
  const { all, own, split } = texts.mistakes.part;
  if (key === 'all') return all;
  return key.startsWith('split:') ? split(key.slice('split:'.length)) : own[key as keyof typeof own];
}
