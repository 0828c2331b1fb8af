import { blocks, soft, text, type Section } from './document';
import type { ReportContent } from './report-content';

/** Command, spec, hash of the data and versions. */
export function reproduceSection({ record }: ReportContent): Section {
  const { command, spec, dataHash, versions, gitCommit } = record;
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  if (gitCommit) software.push(`commit ${gitCommit.slice(0, 12)}`);
  return {
    id: 'reproduce',
    title: 'How to reproduce',
    blocks: blocks(
      command !== undefined && { kind: 'code', text: command },
      text(
        `The same spec, data and seed give the same numbers again on the same backend. SHA-256 of the data: ${dataHash.slice(0, 16)}…`,
      ),
      { kind: 'code', text: JSON.stringify(spec, null, 2) },
      soft(
        `${software.join(', ')}. In the run’s folder: run.json, metrics.csv, evaluation.json, confusion.csv, the models best/ and last/. Every figure as SVG and PNG: in figures/ beside this file.`,
      ),
    ),
  };
}
