import type { KeptModel } from '../../library/models';
import { texts } from '../../texts';
import { askRoom, dataRoom } from '../../workers/rooms';
import { AboutForm, type Said } from './about-form';

/** Changes what is said of a model that was brought in. */
export function ChangeModel({ model, onDone }: { model: KeptModel; onDone: () => void }) {
  const about = model.about!;
  const keep = async (said: Said) => {
    await dataRoom().writeAbout(model.ref, { ...about, ...said });
    // It is opened again, as it is now.
    await askRoom().closeModel(model.ref);
    onDone();
  };
  return (
    <section class="card">
      <h2>{texts.models.about.changeTitle(model.name)}</h2>
      <AboutForm
        model={about}
        outputCount={about.classes.length}
        name={about.name}
        onKeep={(said) => void keep(said)}
        onCancel={onDone}
      />
    </section>
  );
}
