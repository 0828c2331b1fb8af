import { activationSheet, mapPicture } from '@fer/viz';
import { useMemo, useState } from 'preact/hooks';
import { texts } from '../../../texts';
import { FigureView } from '../../../ui/figure';
import { Pixels } from '../../../ui/pixels';
import type { LayerOutput } from '../../../workers/ask/look-inside';

/** Tiles that are drawn before more are asked for. */
const AT_ONCE = 64;

/** What a layer puts out: a tile a filter, or a number a unit; each is a button. */
export function LayerTiles({
  layer,
  output: { values, shape },
  chosen,
  onChoose,
}: {
  layer: string;
  output: LayerOutput;
  chosen: number | undefined;
  onChoose: (channel: number) => void;
}) {
  const words = texts.explain.inside;
  const [most, setMost] = useState(AT_ONCE);
  const isMap = shape.length === 3;
  const channels = shape.at(-1) ?? 1;
  const count = Math.min(channels, Math.max(most, (chosen ?? 0) + 1));
  return (
    <>
      <h3>{words.activations(layer)}</h3>
      <p class="quiet">{isMap ? words.tiles : words.units}</p>
      <ul class={isMap ? 'tiles' : 'units'} aria-label={words.activations(layer)}>
        {Array.from({ length: count }, (_, channel) => (
          <li key={channel}>
            <button type="button" aria-pressed={channel === chosen} onClick={() => onChoose(channel)}>
              {isMap ? (
                <Tile values={values} shape={shape} channel={channel} />
              ) : (
                words.unit(channel, values[channel].toPrecision(3))
              )}
            </button>
          </li>
        ))}
      </ul>
      {channels > count && (
        <button type="button" class="small" onClick={() => setMost(count + AT_ONCE)}>
          {words.more(Math.min(AT_ONCE, channels - count))}
        </button>
      )}
      {isMap && <Sheet layer={layer} values={values} shape={shape} />}
    </>
  );
}

function Tile({ values, shape, channel }: LayerOutput & { channel: number }) {
  const words = texts.explain.inside;
  const { picture, isQuiet } = useMemo(() => {
    const own = channelOf({ values, shape }, channel);
    const isQuiet = own.every((value) => value === own[0]);
    return {
      picture: mapPicture({ values: own, shape: shape.slice(0, 2) }, { palette: 'viridis' }),
      isQuiet,
    };
  }, [values, channel]);
  const label = words.filter(channel) + (isQuiet ? `, ${words.quiet}` : '');
  return <Pixels picture={picture} label={label} size={64} />;
}

/** The map of one channel. */
export function channelOf({ values, shape: [h, w, channels] }: LayerOutput, channel: number): Float32Array {
  return Float32Array.from({ length: h * w }, (_, place) => values[place * channels + channel]);
}

/** Drawn when it is opened: of many channels it is large. */
function Sheet({ layer, values, shape }: LayerOutput & { layer: string }) {
  const words = texts.explain.inside;
  const [isOpen, setOpen] = useState(false);
  const title = words.activations(layer);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.sheet}</summary>
      {isOpen && (
        <FigureView
          figure={activationSheet({ values, shape }, { title, theme: 'auto' })}
          name={`activations-${layer}`}
          label={title}
        />
      )}
    </details>
  );
}
