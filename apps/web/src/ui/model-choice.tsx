import type { KeptModel } from '../library/models';
import { parseModelRef, type ModelRef } from '../library/model-ref';
import { linkTo, route, setParams } from '../route';
import { texts } from '../texts';
import { dataRoom } from '../workers/rooms';
import { Choice } from './choice';
import { Notice } from './notice';
import { useKept } from './use-kept';

/** The models that this browser keeps. */
export const useModels = () => useKept(['runs', 'models'], () => dataRoom().listModels());

/** Chooses the model of the address, or none, unless one is `required`. Where there is none yet, says where one comes from. */
export function ModelChoice({ required }: { required?: ModelRef }) {
  const { value: models, error } = useModels();
  const words = texts.choices.model;
  const chosen = required ?? parseModelRef(route.value.params.model);
  if (error) return <Notice error>{error}</Notice>;
  if (!models) return null;
  if (models.length === 0)
    return (
      <p class="quiet">
        {words.noModels} <a href={linkTo('train')}>{words.train}</a>
      </p>
    );
  const isHere = models.some(({ ref }) => ref === chosen);
  const options = [
    ...(required ? [] : [{ value: '', name: words.none }]),
    ...(chosen && !isHere ? [{ value: chosen, name: words.gone }] : []),
    ...models.map((model) => ({ value: model.ref, name: nameOf(model) })),
  ];
  return (
    <Choice
      label={words.label}
      value={chosen ?? ''}
      options={options}
      onChoose={(ref) => setParams({ model: ref || undefined })}
    />
  );
}

/** `tiny on drawn-faces · 71.0 %`. */
function nameOf({ name, run }: KeptModel): string {
  return run?.accuracy === undefined ? name : `${name} · ${(run.accuracy * 100).toFixed(1)} %`;
}
