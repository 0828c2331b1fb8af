import type { Evaluation } from '@fer/train';
import { setParams } from '../../route';
import { texts } from '../../texts';

/** The most of the colour that is mixed in: the numbers stay readable on it. */
const STRONGEST = 45;

/** The confusion matrix; each number shows its images. */
export function ConfusionTable({
  confusion: { classes, counts, normalized },
  chosen: [chosenActual, chosenPredicted],
}: {
  confusion: Evaluation['confusion'];
  chosen: readonly number[];
}) {
  const words = texts.mistakes.confusion;
  const choose = (actual: number, predicted: number) =>
    setParams({ actual: classes[actual], predicted: classes[predicted], page: undefined });
  return (
    <section>
      <h2>{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <div class="wide">
        <table class="confusion">
          <caption class="visually-hidden">{words.caption}</caption>
          <thead>
            <tr>
              <td class="quiet">{words.corner}</td>
              {classes.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, i) => (
              <tr key={classes[i]}>
                <th scope="row">{classes[i]}</th>
                {row.map((n, j) => (
                  <td key={classes[j]}>
                    {n === 0 ? (
                      <span class="cell none">0</span>
                    ) : (
                      <button
                        type="button"
                        class={i === j ? 'cell right' : 'cell wrong'}
                        style={{ '--share': `${Math.round(normalized[i][j] * STRONGEST)}%` }}
                        aria-pressed={i === chosenActual && j === chosenPredicted}
                        onClick={() => choose(i, j)}
                      >
                        <span>
                          {n.toLocaleString('en')}
                          <span class="visually-hidden">{words.images(n)}</span>
                        </span>
                        <small>
                          {words.percent(normalized[i][j])}
                          <span class="visually-hidden">{words.ofWhat(classes[i], classes[j])}</span>
                        </small>
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
