import '../../style/data.css';
import { useState } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import { DRAWN_FACES } from '../../library/places';
import { route } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { dataRoom } from '../../workers/rooms';
import { AboutSet } from './about-set';
import { Audit } from './audit';
import { BringIn } from './bring-in';
import { Browse } from './browse';
import { ChooseData } from './choose-data';
import { StorageRoom } from './storage-room';

/** Data sets: what there is, what was brought in, and what is in the chosen one. */
export function DataView() {
  const id = route.value.params.data ?? DRAWN_FACES;
  const sets = useKept(['data'], () => dataRoom().listData());
  const chosen = sets.value?.find((set) => set.id === id);
  return (
    <>
      <h1>{texts.data.title}</h1>
      <p class="lead">{texts.data.lead}</p>
      <div class="data-top">
        <section aria-labelledby="data-sets">
          <h2 id="data-sets">{texts.data.sets.title}</h2>
          {sets.error && <Notice error>{sets.error}</Notice>}
          {!sets.value && sets.pending && <p class="quiet">{texts.app.loading}</p>}
          {sets.value && <ChooseData sets={sets.value} chosen={id} />}
          {sets.value && !chosen && <Notice>{texts.data.sets.unknown(id)}</Notice>}
          <StorageRoom />
        </section>
        <BringIn />
      </div>
      {chosen && <ChosenSet key={id} info={chosen} />}
    </>
  );
}

/** What is in a set. Its images come first: what is computed of all of them would keep them waiting. */
function ChosenSet({ info }: { info: DataInfo }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Browse info={info} onShown={() => setShown(true)} />
      {shown && (
        <>
          <AboutSet info={info} />
          <Audit info={info} />
        </>
      )}
    </>
  );
}
