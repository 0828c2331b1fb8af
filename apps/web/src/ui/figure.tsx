import { useEffect, useRef, useState } from 'preact/hooks';
import type { Figure } from '@fer/viz';
import { texts } from '../texts';
import { savePng, saveSvg } from './save-figure';

/** Of its own width: drawn smaller, its words could not be read; it is scrolled instead. */
const LEAST = 0.75;

/**
 * A figure of @fer/viz, drawn with `theme: 'auto'`, with what saves it.
 *
 * @param name what its file is called, without the ending
 * @param label what a screen reader says it is
 */
export function FigureView({ figure, name, label }: { figure: Figure; name: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => setScrolls(box.current!.scrollWidth > box.current!.clientWidth), [figure.width]);
  return (
    <figure class="figure">
      {/* Of our own making: viz escapes every text that comes from outside. */}
      <div
        ref={box}
        class="figure-scroll"
        role="img"
        aria-label={label}
        // So that the arrow keys scroll it.
        tabIndex={scrolls ? 0 : undefined}
        style={{ '--least': `${figure.width * LEAST}px` }}
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
