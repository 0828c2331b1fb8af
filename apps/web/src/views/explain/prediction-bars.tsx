import { texts } from '../../texts';

/** Classes that are listed; the others are few in probability. */
const MOST = 10;

/** The probabilities as bars and as a table, the most probable first where there are many. */
export function PredictionBars({
  names,
  probabilities,
  truth,
}: {
  names: readonly string[];
  probabilities: Float32Array;
  truth?: string;
}) {
  const words = texts.explain.prediction;
  const order = [...probabilities.keys()];
  const ranked = [...order].sort((a, b) => probabilities[b] - probabilities[a]);
  const shown = names.length > MOST ? ranked.slice(0, MOST) : order;
  const best = ranked[0];
  return (
    <>
      <table class="prediction">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{words.class}</th>
            <th scope="col">{words.probability}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => (
            <tr key={index} class={index === best ? 'best' : undefined}>
              <th scope="row">{names[index]}</th>
              <td>
                <span class="bar">
                  <span style={{ inlineSize: `${probabilities[index] * 100}%` }} />
                </span>
                <span class="number">{(probabilities[index] * 100).toFixed(1)} %</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {names.length > MOST && <p class="quiet">{words.more(names.length - MOST)}</p>}
      {truth && (
        <p class={truth === names[best] ? 'verdict right' : 'verdict wrong'}>
          {truth === names[best] ? `✓ ${words.right}` : `✗ ${words.wrong(truth)}`}
        </p>
      )}
    </>
  );
}
