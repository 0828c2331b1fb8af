import { useState } from 'preact/hooks';
import type { ExperimentSpec } from '@fer/experiments';
import { texts } from '../../texts';
import { saveFile } from '../../ui/save-file';
import type { BackendName } from '../../workers/start-backend';
import { fileName } from './words';

const words = texts.train.elsewhere;

/** How the command line does the same. */
export function Elsewhere({ spec, backend }: { spec: ExperimentSpec; backend?: BackendName }) {
  const json = `${JSON.stringify(spec, null, 2)}\n`;
  const file = `${fileName(spec.name)}.json`;
  // The command line has no WebGL.
  const command = `fer run ${file}${backend && backend !== 'webgl' ? ` --backend ${backend}` : ''}`;
  return (
    <details class="train-elsewhere">
      <summary>{words.title}</summary>
      <p>{words.explain}</p>
      <pre class="train-code">
        <code>{command}</code>
      </pre>
      <div class="row">
        <CopyButton text={command} label={words.copy} />
        <button type="button" onClick={() => saveFile(new Blob([json], { type: 'application/json' }), file)}>
          {words.save}
        </button>
        <CopyButton text={json} label={words.copySpec} />
      </div>
      <details>
        <summary>{words.spec}</summary>
        <pre class="train-code" tabIndex={0} aria-label={words.spec}>
          <code>{json}</code>
        </pre>
      </details>
    </details>
  );
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState<string | undefined>(undefined);
  return (
    <button
      type="button"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
    >
      {label}
      <span role="status">{copied === text ? ` ✓ ${words.copied}` : ''}</span>
    </button>
  );
}
