import { useState } from 'preact/hooks';
import type { KeptModel } from '../../library/models';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { dataRoom } from '../../workers/rooms';
import { ChangeModel } from './change-model';
import { CompareModels } from './compare-models';
import { ModelList } from './model-list';
import { OpenModel } from './open-model';
import '../../style/models.css';

/** The models of this browser: bring in, take out, compare. */
export function ModelsView() {
  const { value: models, error } = useKept(['runs', 'models'], () => dataRoom().listModels());
  const [changed, setChanged] = useState<KeptModel>();
  const { title, lead, empty, train } = texts.models;
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {error && <Notice error>{error}</Notice>}
      {models?.length === 0 && (
        <p>
          {empty}{' '}
          <a class="button primary" href={linkTo('train')}>
            {train}
          </a>
        </p>
      )}
      {models && models.length > 0 && <ModelList models={models} onChange={setChanged} />}
      {changed?.about && (
        <ChangeModel key={changed.ref} model={changed} onDone={() => setChanged(undefined)} />
      )}
      <OpenModel />
      {models && models.length > 0 && <CompareModels models={models} />}
    </>
  );
}
