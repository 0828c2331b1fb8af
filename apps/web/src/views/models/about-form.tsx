import type { Preprocessing } from '@fer/models';
import { useState } from 'preact/hooks';
import type { AboutModel } from '../../library/models';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';

const words = texts.models.about;

/** What the person says of a model. */
export type Said = Pick<AboutModel, 'name' | 'preprocessing' | 'outputs' | 'classes'>;

type Range = Exclude<keyof typeof words.ranges, 'kept'>;

/** Of pixels 0..1. */
const RANGES: Record<Range, Preprocessing> = {
  unit: { kind: 'none' },
  signed: { kind: 'scale', factor: 2, offset: -1 },
  bytes: { kind: 'scale', factor: 255, offset: 0 },
  imagenet: { kind: 'standardize', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  perImage: { kind: 'standardizeImage' },
};

export interface AboutFormProps {
  model: Pick<AboutModel, 'kind' | 'inputShape' | 'preprocessing' | 'outputs' | 'classes'>;
  outputCount: number;
  name: string;
  onKeep: (said: Said) => void;
  onCancel: () => void;
}

/** What a file can't be relied on to tell: its name, what its pixels are, its class names. */
export function AboutForm({ model, outputCount, name: suggested, onKeep, onCancel }: AboutFormProps) {
  const [name, setName] = useState(suggested);
  const [range, setRange] = useState<Range | 'kept'>(rangeOf(model.preprocessing));
  const [outputs, setOutputs] = useState(model.outputs);
  const [lines, setLines] = useState(model.classes.join('\n'));
  const [problem, setProblem] = useState<string>();
  const ranges = (Object.keys(words.ranges) as (keyof typeof words.ranges)[]).filter(
    (key) =>
      (key !== 'kept' || rangeOf(model.preprocessing) === 'kept') &&
      (key !== 'imagenet' || model.inputShape[2] === 3),
  );
  const submit = () => {
    const classes = lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (name.trim() === '') return setProblem(words.noName);
    if (classes.length !== outputCount) return setProblem(words.wrongCount(classes.length, outputCount));
    const preprocessing = range === 'kept' ? model.preprocessing : RANGES[range];
    onKeep({ name: name.trim(), preprocessing, outputs, classes });
  };
  return (
    <form
      class="about"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{words.title}</h3>
      <p>{words.found(words.kinds[model.kind], model.inputShape.join(' × '), outputCount)}</p>
      <div class="row">
        <label class="field">
          <span>{words.name}</span>
          <input value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>{words.range}</span>
          <select value={range} onChange={(event) => setRange(event.currentTarget.value as Range)}>
            {ranges.map((key) => (
              <option key={key} value={key}>
                {words.ranges[key]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.outputs}</span>
          <select
            value={outputs}
            onChange={(event) => setOutputs(event.currentTarget.value as AboutModel['outputs'])}
          >
            {(['probabilities', 'logits'] as const).map((key) => (
              <option key={key} value={key}>
                {words.outputKinds[key]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="field">
        <span>{words.classes(outputCount)}</span>
        <textarea
          rows={Math.min(10, outputCount)}
          value={lines}
          onInput={(event) => setLines(event.currentTarget.value)}
        />
      </label>
      {problem && <Notice error>{problem}</Notice>}
      <div class="row">
        <button type="submit" class="primary">
          {words.keep}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

/** Which of the usual ones a preprocessing is; `kept` where it is another. */
function rangeOf(preprocessing: Preprocessing): Range | 'kept' {
  const same = (key: Range) => JSON.stringify(RANGES[key]) === JSON.stringify(preprocessing);
  return (Object.keys(RANGES) as Range[]).find(same) ?? 'kept';
}
