import type { Field } from '../raster/field';
import { colorScale, type ColorScale } from './color-scale';

/**
 * What the values of several maps have in common. `'same'`: their unit, such as shares of one score: they are drawn as they
 * are. `'own'`: nothing but their sign: each map is divided by its largest absolute value first.
 */
export type MapUnits = 'same' | 'own';

/** Several maps on one scale: diverging about 0 if any of them has a negative value, else from 0 up. */
export function sharedScale(
  fields: readonly Field[],
  units: MapUnits,
  clip: number,
): { fields: Field[]; scale: ColorScale } {
  if (units !== 'same' && units !== 'own')
    throw new Error(`invalid units: ${String(units)} (expected 'same' or 'own')`);
  const isSigned = fields.some(({ values }) => values.some((value) => value < 0));
  const kind = isSigned ? 'diverging' : 'sequential';
  if (units === 'same') {
    const all = new Float32Array(fields.reduce((sum, { values }) => sum + values.length, 0));
    let start = 0;
    for (const { values } of fields) {
      all.set(values, start);
      start += values.length;
    }
    return { fields: [...fields], scale: colorScale(all, { scale: kind, clip }) };
  }
  return {
    fields: fields.map((field) => {
      // The strongest colour's value, which a map without contrast has too.
      const [, most] = colorScale(field.values, { scale: kind, clip }).domain;
      return { ...field, values: field.values.map((value) => value / most) };
    }),
    scale: colorScale(new Float32Array(1), { scale: kind, domain: isSigned ? [-1, 1] : [0, 1] }),
  };
}

/** The sentence that says what one scale means. */
export const unitsNote = (units: MapUnits): string =>
  units === 'same'
    ? 'One colour scale for all maps.'
    : 'One colour scale for all maps, each divided by its largest absolute value.';

/** What stands at the ends of its bar: numbers only where the values have a unit. */
export function unitEnds({ diverging }: ColorScale, units: MapUnits): readonly [string, string] | undefined {
  if (units === 'same') return undefined;
  return diverging ? ['against', 'for'] : ['0', 'most'];
}
