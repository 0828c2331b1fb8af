import { texts } from '../../texts';

export function ExplainView() {
  return <h1>{texts.explain.title}</h1>;
}
