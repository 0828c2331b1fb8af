import { sha256 } from './hash';
import type { ExperimentSpec } from './spec';

/**
 * Says whether two specs are the same experiment: SHA-256 as hex of the spec as JSON with its keys in order, without
 * the name, which decides no number.
 */
export async function specHash({ name: _, ...spec }: ExperimentSpec): Promise<string> {
  return sha256(new TextEncoder().encode(JSON.stringify(inOrder(spec))));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
}
