import type { DataInfo } from '../library/data-sets';
import { DRAWN_FACES } from '../library/places';
import { texts } from '../texts';
import { Choice } from './choice';

/** Chooses a data set. */
export function DataChoice({
  sets,
  chosen,
  onChoose,
}: {
  sets: readonly DataInfo[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const words = texts.choices.data;
  const options = [
    ...(sets.some(({ id }) => id === chosen) ? [] : [{ value: chosen, name: words.gone }]),
    ...sets.map(({ id, name }) => ({ value: id, name: id === DRAWN_FACES ? words.builtIn : name })),
  ];
  return <Choice label={words.label} value={chosen} options={options} onChoose={onChoose} />;
}
