import type { DataInfo } from '../../library/data-sets';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useAnswer } from '../../ui/use-answer';
import type { AuditReport, Copies, CopiesFound } from '../../workers/data/audit';
import { dataRoom } from '../../workers/rooms';
import { FaceGrid } from './face-grid';

/** Rows shown of a kind of odd images. */
const SHOWN = 48;

/** What is odd about a set. */
export function Audit({ info }: { info: DataInfo }) {
  const words = texts.data.audit;
  const { value, error, pending } = useAnswer(async () => dataRoom().auditOf(info.id), [info.id]);
  return (
    <section aria-labelledby="audit" aria-busy={pending}>
      <h2 id="audit">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      {error && <Notice error>{error}</Notice>}
      {!value && pending && <p role="status">{words.working}</p>}
      {value && <Findings info={info} report={value} />}
    </section>
  );
}

function Findings({ info, report }: { info: DataInfo; report: AuditReport }) {
  const words = texts.data.audit;
  const { exact, near, blank, unlabelled, outOfRange, badWeights } = report;
  const rows: [string, readonly number[]][] = [
    [words.blank(blank.length), blank],
    [words.outOfRange(outOfRange.length), outOfRange.map(({ row }) => row)],
    [words.badWeights(badWeights.length), badWeights],
    // A set without any labels says so elsewhere.
    [words.unlabelled(unlabelled.length), unlabelled.length === report.count ? [] : unlabelled],
  ];
  const odd = rows.filter(([, found]) => found.length > 0);
  if (exact.groups === 0 && near.groups === 0 && odd.length === 0) return <p>{words.nothing}</p>;
  return (
    <div class="findings">
      {exact.groups > 0 && (
        <Groups info={info} title={words.exact(exact.groups, exact.extra)} found={exact} />
      )}
      {near.groups > 0 && <Groups info={info} title={words.near(near.groups)} found={near} />}
      {!near.complete && <p class="quiet">{words.incomplete}</p>}
      {odd.map(([title, found]) => (
        <details key={title}>
          <summary>{title}</summary>
          <FaceGrid dataId={info.id} label={title} faces={facesOf(found.slice(0, SHOWN))} />
        </details>
      ))}
    </div>
  );
}

function Groups({ info, title, found }: { info: DataInfo; title: string; found: CopiesFound }) {
  const words = texts.data.audit;
  const also = [
    found.conflicting > 0 && words.conflicting(found.conflicting),
    found.across > 0 && words.across(found.across),
  ];
  return (
    <details>
      <summary>{[title, ...also.filter(Boolean)].join('; ')}</summary>
      <p class="quiet">{words.largest(found.largest.length, found.groups)}</p>
      {found.largest.map((group) => (
        <Group key={group.rows[0]} info={info} group={group} />
      ))}
    </details>
  );
}

function Group({ info, group }: { info: DataInfo; group: Copies }) {
  const title = texts.data.audit.group(group.size, group);
  return (
    <div>
      <h3>{title}</h3>
      <FaceGrid dataId={info.id} label={title} faces={facesOf(group.rows, group.captions)} />
    </div>
  );
}

const facesOf = (rows: readonly number[], captions?: readonly string[]) =>
  rows.map((row, i) => ({ row, caption: captions?.[i] }));
