import type { Figure } from '@fer/viz';
import { texts } from '../texts';
import { savePng, saveSvg } from './save-figure';

/**
 * A figure of @fer/viz, drawn with `theme: 'auto'`, with what saves it.
 *
 * @param name what its file is called, without the ending
 * @param label what a screen reader says it is
 */
export function FigureView({ figure, name, label }: { figure: Figure; name: string; label: string }) {
  return (
    <figure class="figure">
      {/* Of our own making: viz escapes every text that comes from outside. */}
      <div
        class="figure-scroll"
        role="img"
        aria-label={label}
        dangerouslySetInnerHTML={{ __html: figure.svg }}
      />
      <div class="figure-actions">
        <button type="button" class="small" onClick={() => saveSvg(figure, name)}>
          {texts.app.download.svg}
        </button>
        <button type="button" class="small" onClick={() => void savePng(figure, name)}>
          {texts.app.download.png}
        </button>
      </div>
    </figure>
  );
}
