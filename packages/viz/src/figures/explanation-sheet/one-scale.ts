import type { ColorScale } from '../../color/color-scale';
import { sharedScale, type MapUnits } from '../../color/shared-scale';
import { fieldOf } from '../../raster/field';
import type { ExplanationRow } from './explanation-sheet';
import type { MapView, View } from './views';

const isMap = (view: View): view is MapView => 'values' in view && view.display !== 'masked';

/** The rows with all their maps on one scale; without any map there is none. */
export function onOneScale(
  rows: readonly ExplanationRow[],
  units: MapUnits,
  clip: number,
): { rows: ExplanationRow[]; scale: ColorScale; units: MapUnits } | undefined {
  const maps = rows.flatMap((row) => row.views.filter(isMap));
  if (maps.length === 0) return undefined;
  const { fields, scale } = sharedScale(
    maps.map((view) => fieldOf(`values of '${view.name}'`, view)),
    units,
    clip,
  );
  const drawn = new Map(
    maps.map((view, i): [View, View] => [
      view,
      {
        ...view,
        values: fields[i].values,
        scale: scale.diverging ? 'diverging' : 'sequential',
        palette: 'magma',
        domain: scale.domain,
      },
    ]),
  );
  return {
    rows: rows.map((row) => ({ ...row, views: row.views.map((view) => drawn.get(view) ?? view) })),
    scale,
    units,
  };
}
