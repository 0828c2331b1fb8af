import type { Theme } from '../theme';
import { element } from './element';

/** A tick in a blue disc or a cross in an orange one: shape says it too, not colour alone. */
export function verdictMark(cx: number, cy: number, isRight: boolean, theme: Theme): string {
  const d = isRight
    ? `M${cx - 3.4} ${cy + 0.2}l2.4 2.6l4.4 -5.4`
    : `M${cx - 2.8} ${cy - 2.8}l5.6 5.6M${cx + 2.8} ${cy - 2.8}l-5.6 5.6`;
  const stroke = { fill: 'none', stroke: theme.background, 'stroke-width': 1.8, 'stroke-linecap': 'round' };
  return (
    element('circle', { cx, cy, r: 7.5, fill: isRight ? theme.blue : theme.orange }) +
    element('path', { d, ...stroke })
  );
}
