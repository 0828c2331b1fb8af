import { useState } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import type { LabelChange } from '../../library/label-changes';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { saveFile } from '../../ui/save-file';
import { useKept } from '../../ui/use-kept';
import { dataRoom } from '../../workers/rooms';
import { changesCsv, changesJson } from './export-changes';
import { MakeCorrected } from './make-corrected';

/** Rows shown of the list; the files have all. */
const SHOWN = 200;

/** What was decided of a set's images: listed, exported, carried out. */
export function ChangesPanel({ info }: { info: DataInfo }) {
  const { value: changes = [], error } = useKept(['data'], () => dataRoom().readChanges(info.id));
  const words = texts.mistakes.changes;
  const dropped = changes.filter(({ newLabel }) => newLabel === undefined).length;
  const name = words.fileName(info.name);
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words.title}</h2>
      {error && <Notice error>{error}</Notice>}
      {changes.length === 0 ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <>
          <p role="status">{words.summary(changes.length - dropped, dropped)}</p>
          <div class="row">
            <button
              type="button"
              onClick={() => saveFile(new Blob([changesCsv(changes)], { type: 'text/csv' }), `${name}.csv`)}
            >
              {words.csv}
            </button>
            <button
              type="button"
              onClick={() =>
                saveFile(
                  new Blob([changesJson(changes, { id: info.id, name: info.name })], {
                    type: 'application/json',
                  }),
                  `${name}.json`,
                )
              }
            >
              {words.json}
            </button>
            <UndoAll info={info} changes={changes} />
          </div>
          <MakeCorrected info={info} />
          <ChangeTable info={info} changes={changes.slice(0, SHOWN)} />
          {changes.length > SHOWN && <p class="quiet">{texts.data.bring.more(changes.length - SHOWN)}</p>}
        </>
      )}
    </section>
  );
}

function UndoAll({ info, changes }: { info: DataInfo; changes: readonly LabelChange[] }) {
  const words = texts.mistakes.changes;
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button type="button" onClick={() => setAsked(true)}>
        {words.undoAll}
      </button>
    );
  const undo = () => dataRoom().changeLabels(info.id, { undo: changes.map(({ index }) => index) });
  return (
    <div role="alertdialog" aria-label={words.sureUndoAll} class="row">
      <span>{words.sureUndoAll}</span>
      <button type="button" class="small" onClick={() => void undo()}>
        {words.yes}
      </button>
      <button type="button" class="small" ref={(button) => button?.focus()} onClick={() => setAsked(false)}>
        {words.no}
      </button>
    </div>
  );
}

function ChangeTable({ info, changes }: { info: DataInfo; changes: readonly LabelChange[] }) {
  const words = texts.mistakes.changes;
  const { said, undo, undoNamed, dropped, relabelled } = texts.mistakes.images;
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={words.title}>
      <table>
        <caption class="visually-hidden">{words.title}</caption>
        <thead>
          <tr>
            {[words.image, words.part, words.change, words.answer].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {changes.map(({ index, id, split, label, newLabel, predicted, confidence }) => (
            <tr key={index}>
              <th scope="row">
                <a href={linkTo('explain', { image: `set:${index}` })}>{id}</a>
              </th>
              <td>{split}</td>
              <td>{newLabel === undefined ? dropped(label) : relabelled(label, newLabel)}</td>
              <td>{predicted !== undefined && said(predicted, confidence ?? 0)}</td>
              <td>
                <button
                  type="button"
                  class="small"
                  aria-label={undoNamed(id)}
                  onClick={() => void dataRoom().changeLabels(info.id, { undo: [index] })}
                >
                  {undo}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
