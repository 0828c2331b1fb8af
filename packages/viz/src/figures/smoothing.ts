import type { PanelLine } from '../svg/line-panel';

/** Throws unless a smoothing is in 0..<1. */
export function checkSmoothing(smoothing: number): void {
  if (!(smoothing >= 0 && smoothing < 1)) throw new Error(`invalid smoothing: ${smoothing} (expected 0..<1)`);
}

/**
 * Exponential moving average without the pull of its start: `m_t = s m_(t-1) + (1-s) v_t`, shown as `m_t / (1 - s^t)`.
 *
 * @param smoothing s, 0 (as it is) .. <1.
 */
export function smoothed<P extends readonly [number, number]>(
  points: readonly P[],
  smoothing: number,
): (readonly [number, number])[] {
  let mean = 0;
  return points.map(([at, value], i) => {
    mean = smoothing * mean + (1 - smoothing) * value;
    return [at, mean / (1 - smoothing ** (i + 1))] as const;
  });
}

/** The pale values with their ring and band, and the line smoothed. */
export function smoothLine(line: PanelLine, smoothing: number): PanelLine[] {
  if (smoothing === 0) return [line];
  const raw = { ...line, width: 1.2, opacity: 0.4, name: undefined, dash: undefined };
  return [raw, { ...line, points: smoothed(line.points, smoothing), ring: undefined, band: undefined }];
}

export function smoothingNote(smoothing: number): string | undefined {
  return smoothing === 0
    ? undefined
    : `Lines: exponential moving average, ${smoothing} of the past kept an epoch; pale behind them the values.`;
}
