import { texts } from '../../texts';

/** The probability of each class as a bar and a number; empty while there is no answer. */
export function Probabilities({
  classes,
  probabilities,
}: {
  classes: readonly string[];
  probabilities?: Float32Array;
}) {
  const words = texts.camera.probabilities;
  const most = probabilities && probabilities.indexOf(Math.max(...probabilities));
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      <table class="probabilities">
        <caption class="visually-hidden">{words.caption}</caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{words.class}</th>
            <th scope="col">{words.probability}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map((name, k) => (
            <tr key={name} class={k === most ? 'most' : undefined}>
              <th scope="row">{name}</th>
              <td>
                <span class="bar" style={{ width: `${100 * (probabilities?.[k] ?? 0)}%` }} />
                <span class="value">{probabilities ? words.percent(probabilities[k]) : '–'}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
