import { useState } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import { DRAWN_FACES } from '../../library/places';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { dataRoom } from '../../workers/rooms';

/** The name of a set as people read it. */
export const nameOf = ({ id, name }: Pick<DataInfo, 'id' | 'name'>) =>
  id === DRAWN_FACES ? texts.data.sets.builtIn : name;

/** Chooses a set; what was brought in can be removed. */
export function ChooseData({ sets, chosen }: { sets: readonly DataInfo[]; chosen: string }) {
  return (
    <fieldset class="data-sets">
      <legend class="visually-hidden">{texts.data.sets.title}</legend>
      {sets.map((set) => (
        <div key={set.id} class="data-set">
          <label>
            <input type="radio" name="data-set" checked={set.id === chosen} onChange={() => choose(set.id)} />
            <span>
              <strong>{nameOf(set)}</strong>
              <br />
              <span class="quiet">
                {texts.data.sets.facts(set.shape[0], set.shape.slice(1), set.classes.length)}
              </span>
            </span>
          </label>
          {set.id !== DRAWN_FACES && <Remove set={set} />}
        </div>
      ))}
    </fieldset>
  );
}

/** Another set: what was chosen of the one before says nothing of it. */
function choose(id: string) {
  const { params } = route.peek();
  const own = Object.keys(params).filter((name) => name !== 'model');
  setParams({ ...Object.fromEntries(own.map((name) => [name, undefined])), data: id });
}

function Remove({ set }: { set: DataInfo }) {
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<string>();
  const { remove, removeNamed, sure, yes, no } = texts.data.sets;
  const doIt = async () => {
    try {
      await dataRoom().removeData(set.id);
      if (route.peek().params.data === set.id) choose(DRAWN_FACES);
    } catch (error) {
      setError((error as Error).message);
    }
  };
  if (error) return <Notice error>{error}</Notice>;
  if (!asked)
    return (
      <button type="button" class="small" aria-label={removeNamed(set.name)} onClick={() => setAsked(true)}>
        {remove}
      </button>
    );
  return (
    <div class="data-sure" role="alertdialog" aria-label={sure(set.name)}>
      <p>{sure(set.name)}</p>
      <button type="button" class="small" onClick={() => void doIt()}>
        {yes}
      </button>
      <button type="button" class="small" ref={(button) => button?.focus()} onClick={() => setAsked(false)}>
        {no}
      </button>
    </div>
  );
}
