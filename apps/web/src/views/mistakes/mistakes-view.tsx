import { texts } from '../../texts';

export function MistakesView() {
  return <h1>{texts.mistakes.title}</h1>;
}
