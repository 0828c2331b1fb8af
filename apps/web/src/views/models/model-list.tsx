import { useState } from 'preact/hooks';
import type { KeptModel } from '../../library/models';
import { linkTo, route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { askRoom, dataRoom } from '../../workers/rooms';
import { canSaveFolder, saveModelFolder, saveModelZip } from './save-model';

const words = texts.models.list;

export function ModelList({
  models,
  onChange,
}: {
  models: readonly KeptModel[];
  onChange: (model: KeptModel) => void;
}) {
  const [problem, setProblem] = useState<string>();
  const chosen = route.value.params.model;
  const attempt = (work: Promise<unknown>) => {
    setProblem(undefined);
    work.catch((error: Error) => error.name !== 'AbortError' && setProblem(error.message));
  };
  const remove = async ({ ref, name }: KeptModel) => {
    if (!confirm(words.removeSure(name))) return;
    await dataRoom().removeModel(ref);
    await askRoom().closeModel(ref);
    if (route.peek().params.model === ref) setParams({ model: undefined });
  };
  return (
    <>
      {problem && <Notice error>{problem}</Notice>}
      <div class="figure-scroll">
        <table class="models">
          <caption class="visually-hidden">{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.from}</th>
              <th scope="col" class="number">
                {words.classes}
              </th>
              <th scope="col">{words.accuracy}</th>
              <th scope="col">{words.actions}</th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.ref} aria-current={model.ref === chosen || undefined}>
                <th scope="row">
                  {model.name}
                  {model.ref === chosen && <span class="chosen">{words.chosen}</span>}
                </th>
                <td>{model.run ? words.trainedOn(model.run.data) : model.about?.from}</td>
                <td class="number">{model.classes.length}</td>
                <td>{accuracyOf(model)}</td>
                <td>
                  <div class="row">
                    <button
                      type="button"
                      class="small"
                      aria-pressed={model.ref === chosen}
                      onClick={() => setParams({ model: model.ref })}
                    >
                      {words.choose}
                    </button>
                    <a class="button small" href={linkTo('explain', { model: model.ref })}>
                      {words.explain}
                    </a>
                    <button type="button" class="small" onClick={() => attempt(saveModelZip(model))}>
                      {words.save}
                    </button>
                    {canSaveFolder() && (
                      <button type="button" class="small" onClick={() => attempt(saveModelFolder(model))}>
                        {words.saveFolder}
                      </button>
                    )}
                    {model.about && (
                      <>
                        <button type="button" class="small" onClick={() => onChange(model)}>
                          {words.change}
                        </button>
                        <button type="button" class="small" onClick={() => attempt(remove(model))}>
                          {words.remove}
                        </button>
                      </>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function accuracyOf({ run }: KeptModel): string {
  if (run?.accuracy === undefined) return '';
  return words.accuracyOf(`${(run.accuracy * 100).toFixed(1)} %`, run.split ?? '');
}
