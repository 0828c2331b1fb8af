import type { Batch } from '../batch';

/**
 * Cuts a batch into as many parts as there are replicas, in order, their sizes as equal as can be. A batch with
 * fewer images than replicas gives fewer parts.
 */
export function cutBatch(
  { data, shape: [n, h, w, c], labels, labelWeights, sampleWeights }: Batch,
  replicas: number,
): Batch[] {
  const size = h * w * c;
  const classes = (labelWeights?.length ?? 0) / n;
  return Array.from({ length: Math.min(n, replicas) }, (_, r, count = Math.min(n, replicas)) => {
    const from = Math.floor((r * n) / count);
    const to = Math.floor(((r + 1) * n) / count);
    return {
      data: data.slice(from * size, to * size),
      shape: [to - from, h, w, c],
      labels: Array.from(labels).slice(from, to),
      ...(labelWeights && { labelWeights: labelWeights.slice(from * classes, to * classes) }),
      ...(sampleWeights && { sampleWeights: sampleWeights.slice(from, to) }),
    };
  });
}
