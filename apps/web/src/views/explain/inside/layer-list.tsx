import { useRef } from 'preact/hooks';
import { texts } from '../../../texts';
import type { AskedLayer } from '../../../workers/ask/describe-model';

/** Kinds of layers by colour, as in the drawing of a model by @fer/viz. */
const FAMILIES: readonly [name: string, pattern: RegExp][] = [
  ['convolution', /conv/i],
  ['pooling', /pool|padding|upsampl/i],
  ['dense', /dense|matmul/i],
  ['normalisation', /norm/i],
  ['dropout', /dropout|noise/i],
  ['other', /./],
];

const familyOf = (type: string) => FAMILIES.find(([, pattern]) => pattern.test(type || '?'))![0];

/** The model as a drawing, a button a layer; one stop of the tab key, the arrows go on from there. */
export function LayerList({
  layers,
  chosen,
  onChoose,
}: {
  layers: readonly AskedLayer[];
  chosen: string | undefined;
  onChoose: (name: string) => void;
}) {
  const words = texts.explain.inside;
  const list = useRef<HTMLOListElement>(null);
  const most = Math.max(1, ...layers.map(({ params = 0 }) => params));
  const stop = Math.max(
    0,
    layers.findIndex(({ name }) => name === chosen),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons[to].focus();
  };
  return (
    <ol ref={list} class="layers" aria-label={words.layers} onKeyDown={onKeyDown}>
      {layers.map(({ name, type, shape, params }, i) => (
        <li key={name}>
          <button
            type="button"
            class={`layer ${familyOf(type)}`}
            aria-pressed={name === chosen}
            tabIndex={i === stop ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            <strong>{name}</strong> <span class="quiet">{type}</span>
            <span class="layer-shape">
              <span class="visually-hidden">{words.shape('')}</span>
              {shape.map((size) => size ?? '?').join(' × ')}
            </span>
            {params ? (
              <span class="layer-params">
                <span class="quiet">{words.parameters(params.toLocaleString('en'))}</span>
                <span class="layer-bar" style={{ inlineSize: `${(params / most) * 100}%` }} />
              </span>
            ) : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
