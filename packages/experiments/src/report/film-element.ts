import type { LearningFilm } from '../learning/learning-film';
import { figureElement } from './figure-element';
import { html, type Markup } from './html';

/**
 * The film with a slider. Without script, and on paper, the strip of a few epochs stands in its place.
 */
export function filmElement({ faces, frames, strip }: LearningFilm): Markup {
  const last = frames.length - 1;
  return html`<div class="film">
    <div class="strip">${figureElement(strip, 'figure-learning')}</div>
    ${
      last > 0 &&
      html`<div class="frames" hidden>
        <p>
          <label
            >Epoch <input type="range" min="0" max="${last}" value="${last}" />
            <output>${frames[last].epoch}</output></label
          >
          <button type="button">Play</button>
        </p>
        ${figureElement(faces)}
        ${frames.map(({ epoch, figure }, i) => html`<div data-epoch="${epoch}" ${i < last && 'hidden'}>${figureElement(figure)}</div>`)}
      </div>`
    }
  </div>`;
}

/**
 * The only script of a report: shows the frame that the slider is at; Play goes through them once. For who serves reports under
 * a policy that names its scripts by their hash.
 */
export const FILM_SCRIPT = `
for (const film of document.querySelectorAll('.film')) {
  const box = film.querySelector('.frames');
  if (!box) continue;
  const frames = [...box.querySelectorAll('[data-epoch]')];
  const slider = box.querySelector('input');
  const button = box.querySelector('button');
  let timer;
  const show = () => {
    frames.forEach((frame, i) => { frame.hidden = i !== slider.valueAsNumber; });
    box.querySelector('output').textContent = frames[slider.valueAsNumber].dataset.epoch;
  };
  const stop = () => { clearInterval(timer); timer = undefined; button.textContent = 'Play'; };
  slider.oninput = () => { stop(); show(); };
  button.onclick = () => {
    if (timer !== undefined) return stop();
    if (slider.valueAsNumber === frames.length - 1) slider.value = 0;
    show();
    button.textContent = 'Stop';
    timer = setInterval(() => {
      if (slider.valueAsNumber === frames.length - 1) return stop();
      slider.value = slider.valueAsNumber + 1;
      show();
    }, 400);
  };
  box.hidden = false;
  film.classList.add('live');
}`;
