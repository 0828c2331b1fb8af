import { texts } from '../../texts';
import type { AskBackend } from '../../workers/ask/ask-backend';

/** What computes the answers, and why nothing faster does. */
export function Backend({ backend: { name, refused } }: { backend: AskBackend }) {
  const words = texts.explain.backend;
  return (
    <p class="quiet explain-backend">
      {words.runs(name)} {refused.map((one) => words.refused(one.name, one.why)).join(' ')}
    </p>
  );
}
