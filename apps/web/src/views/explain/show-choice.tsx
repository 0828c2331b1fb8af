import { setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import { SHOWS, type AskState } from './ask-state';

/** How maps are shown, for all of them. */
export function ShowChoice({ state: { show, opacity, threshold } }: { state: AskState }) {
  const words = texts.explain.results;
  const isMasked = show === 'masked';
  const value = isMasked ? threshold : opacity;
  return (
    <div class="row">
      <Choice
        label={words.show}
        value={show}
        options={SHOWS.map((value) => ({ value, name: words.shows[value] }))}
        onChoose={(value) => setParams({ show: value })}
      />
      {show !== 'map' && (
        <label class="field">
          <span>
            {isMasked ? words.threshold : words.opacity}: {Math.round(value * 100)} %
          </span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={value}
            onInput={({ currentTarget }) =>
              setParams({ [isMasked ? 'threshold' : 'opacity']: currentTarget.value })
            }
          />
        </label>
      )}
    </div>
  );
}
