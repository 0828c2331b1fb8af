/** A count with thin groups: `28709` -> `28,709`. */
export const formatCount = (value: number): string =>
  Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : formatValue(value);

/** A measured value with about three significant digits; very large or small ones in powers of ten. */
export function formatValue(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e5 || size < 1e-4
      ? value.toExponential(1).replace('e+', 'e')
      : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '−');
}

/** A share 0..1 in percent: whole numbers, and `<1 %` and `>99 %` where rounding would claim none or all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share >= 0.995) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

/** A share 0..1 in percent with one decimal. */
export const formatPercent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A loss or an accuracy: three decimals, so that values stand comparable side by side. */
export const formatMetric = (value: number): string =>
  Math.abs(value) < 1000 ? value.toFixed(3).replace('-', '−') : formatValue(value);
