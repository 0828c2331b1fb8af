import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

const LONGEST = 60;

/** The first thing that is wrong with a spec, in one line. */
export function specMessage(issues: readonly Issue[], json: unknown): string {
  const issue = innermost(worst(issues), []);
  if (issue.code === 'custom' && issue.params?.whole)
    return `${issue.message}, at ${issue.path.map(String).join('.')}`;
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0]].map(String).join('.');
    const hint = issue.message.endsWith('?') ? `did you mean ${issue.message}` : `expected ${issue.message}`;
    return `unknown key: ${path} (${hint})`;
  }
  const value = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  );
  if (value === undefined && place !== '') return `missing ${place} (expected ${issue.message})`;
  return `invalid ${place || 'spec'}: ${shown(value)} (expected ${issue.message})`;
}

/** Of what may be given in several forms, what is wrong inside the form that fits best: with the fewest things wrong. */
function innermost(issue: Issue, outer: PropertyKey[]): Issue {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const first = worst(issue.errors.reduce((a, b) => (b.length < a.length ? b : a)));
    if (first.path.length > 0 || first.code === 'unrecognized_keys') return innermost(first, path);
  }
  return { ...issue, path };
}

/** A misspelt key also makes the one that was meant missing: the misspelling is the news. */
function worst(issues: readonly Issue[]): Issue {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
}

/** A value as it stands in a message: words as they are, the rest as JSON, not too long. */
function shown(value: unknown): string {
  const isWord = typeof value === 'string' && /^[a-z]/i.test(value);
  const whole =
    isWord || typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}
