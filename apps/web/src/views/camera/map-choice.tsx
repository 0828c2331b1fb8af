import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';

/** Chooses the heat map, and of which class; both are in the address. */
export function MapChoice({
  methods,
  method,
  classes,
  target,
}: {
  methods: readonly string[];
  method?: string;
  classes: readonly string[];
  target?: number;
}) {
  const words = texts.camera;
  if (classes.length === 0) return null;
  const PREDICTED = '';
  return (
    <>
      <Choice
        label={words.method}
        value={method ?? 'none'}
        options={[
          ...methods.map((name) => ({ value: name, name: words.methods[name] })),
          { value: 'none', name: words.noMethod },
        ]}
        onChoose={(name) => setParams({ method: name })}
      />
      <Choice
        label={words.target}
        value={target === undefined ? PREDICTED : classes[target]}
        disabled={method === undefined}
        options={[
          { value: PREDICTED, name: words.predicted },
          ...classes.map((name) => ({ value: name, name })),
        ]}
        onChoose={(name) => setParams({ target: name === PREDICTED ? undefined : name })}
      />
    </>
  );
}

/** Opacity of the map at its strongest, 0..1, by what the address says in percent. */
export function opacityOf(text: string | undefined): number {
  const value = Number(text ?? 70);
  return value >= 0 && value <= 100 ? value / 100 : 0.7;
}

export function MapStrength({ opacity, onChange }: { opacity: number; onChange: (opacity: number) => void }) {
  const percent = Math.round(opacity * 100);
  return (
    <label class="field">
      <span>
        {texts.camera.opacity}: {percent} %
      </span>
      <input
        type="range"
        min="0"
        max="100"
        step="5"
        value={percent}
        onInput={(event) => onChange(Number(event.currentTarget.value) / 100)}
        onChange={(event) => setParams({ opacity: event.currentTarget.value })}
      />
    </label>
  );
}

export const isMirrored = () => route.value.params.mirror !== 'no';

export function MirrorSwitch() {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={isMirrored()}
        onChange={(event) => setParams({ mirror: event.currentTarget.checked ? undefined : 'no' })}
      />
      {texts.camera.mirror}
    </label>
  );
}
