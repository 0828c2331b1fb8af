import { texts } from '../../texts';
import { CheckField } from './fields';
import { change, shown } from './form-state';

const words = texts.train.form;

/** What the report of the run shows, in its order. */
export function FigureFields({ names }: { names: readonly string[] }) {
  const value = shown('figures');
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    <fieldset class="train-checks">
      <legend>{words.figures}</legend>
      {names.map((name) => (
        <CheckField
          key={name}
          label={words.figureNames[name as keyof typeof words.figureNames] ?? name}
          checked={chosen.includes(name)}
          onValue={(on) =>
            change(
              'figures',
              names.filter((other) => (other === name ? on : chosen.includes(other))),
            )
          }
        />
      ))}
    </fieldset>
  );
}
