import type { Evaluation } from '@fer/train';
import { texts } from '../../texts';

/** How often a model is right in all. */
export function Scores({ evaluation }: { evaluation: Evaluation }) {
  const words = texts.mistakes.summary;
  const { count, accuracy, balancedAccuracy, macroF1, perClass } = evaluation;
  const frequent = perClass.reduce((most, one) => (one.support > most.support ? one : most));
  const numbers = [
    [words.accuracy, accuracy, words.accuracyText(Math.round(accuracy * count), count)],
    [words.balanced, balancedAccuracy, words.balancedText],
    [words.f1, macroF1, words.f1Text],
    [words.baseline, frequent.support / count, words.baselineText(frequent.name)],
  ] as const;
  return (
    <section>
      <h2>{words.title}</h2>
      <dl class="scores">
        {numbers.map(([name, value, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{words.percent(value)}</strong>
              <span class="quiet">{text}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How often it is right by class. */
export function PerClass({ evaluation: { perClass } }: { evaluation: Evaluation }) {
  const words = texts.mistakes.summary;
  return (
    <section>
      <h2>{words.perClass}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.perClass}>
        <table>
          <caption class="visually-hidden">{words.perClass}</caption>
          <thead>
            <tr>
              <th scope="col">{words.class}</th>
              {[words.images, words.recall, words.precision, words.f1Column].map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {perClass.map(({ name, support, recall, precision, f1 }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{support.toLocaleString('en')}</td>
                {[recall, precision, f1].map((value, i) => (
                  <td key={i} class="number">
                    {words.percent(value)}
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
