import { texts } from '../../texts';

export function ModelsView() {
  return <h1>{texts.models.title}</h1>;
}
