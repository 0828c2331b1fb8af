/**
 * Positions at least `gap` apart; those that would be nearer form a group about their middle, which stays within
 * `least`..`most` if it fits. `wanted` must ascend.
 */
export function spread(wanted: readonly number[], gap: number, least: number, most: number): number[] {
  const groups: { middle: number; count: number }[] = [];
  const top = ({ middle, count }: { middle: number; count: number }) =>
    count === 1
      ? middle
      : Math.max(least, Math.min(middle - ((count - 1) / 2) * gap, most - (count - 1) * gap));
  for (const at of wanted) {
    groups.push({ middle: at, count: 1 });
    for (;;) {
      const [upper, lower] = groups.slice(-2);
      if (lower === undefined || top(upper) + upper.count * gap <= top(lower)) break;
      const count = upper.count + lower.count;
      const middle = (upper.middle * upper.count + lower.middle * lower.count) / count;
      groups.splice(-2, 2, { middle, count });
    }
  }
  return groups.flatMap((group) => Array.from({ length: group.count }, (_, i) => top(group) + i * gap));
}
